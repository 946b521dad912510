"""Routes of territories."""

from django.urls import path

from tequio.ground.territories import views

urlpatterns = [path("find/territory/", views.find, name="find-territory")]
