"""Routes of casting, below the language."""

from django.urls import path

from tequio.decide.ballots import views

EDITION = "<slug:space>/budget/<slug:budget>"

urlpatterns = [
    path(f"{EDITION}/vote/ballot/", views.ballot, name="ballot"),
    path(f"{EDITION}/vote/receipt/", views.receipt, name="receipt"),
    path(f"{EDITION}/vote/leave/", views.leave, name="ballot-leave"),
]
