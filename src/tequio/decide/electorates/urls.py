"""Routes of who may vote, below the language."""

from django.urls import path

from tequio.decide.electorates import views

urlpatterns = [
    path("<slug:space>/budget/<slug:budget>/vote/", views.vote, name="vote"),
]
