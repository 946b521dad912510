"""Routes of a person's own page; signing in and passwords are allauth's."""

from django.urls import include, path

from tequio.ground.people import views

urlpatterns = [
    path("", include("tequio.ground.people.describing.urls")),
    path("me/", views.about_me, name="about-me"),
    path("me/sessions/<int:pk>/end/", views.end_session, name="end-session"),
    path("me/data/", views.my_data, name="my-data"),
    path("me/data/all.json", views.all_data, name="all-data"),
    path("me/erase/", views.erase_me, name="erase-me"),
]
