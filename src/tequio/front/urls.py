"""Routes of the front."""

from django.urls import path

from tequio.front import views

urlpatterns = [
    path("", views.home, name="home"),
]
