"""Routes of a person's own page; signing in and passwords are allauth's."""

from django.urls import path

from tequio.ground.people import views

urlpatterns = [
    path("me/", views.about_me, name="about-me"),
]
