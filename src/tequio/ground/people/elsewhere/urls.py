"""The way to the other house; the way back has one address in no language, in `tequio.urls`."""

from django.urls import path

from tequio.ground.people.elsewhere import views

urlpatterns = [path("elsewhere/", views.go, name="elsewhere")]
