"""Routes of practices."""

from django.urls import path

from tequio.know.practices import views

urlpatterns = [
    path("<slug:space>/practice/<publicid:public_id>", views.practice, name="practice-short"),
    path("<slug:space>/practice/<publicid:public_id>-<str:slug>", views.practice, name="practice"),
]
