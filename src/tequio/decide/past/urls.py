"""Routes of past editions, below an edition."""

from django.urls import path

from tequio.decide.past import views

urlpatterns = [
    path("<slug:space>/budget/<slug:budget>/result/ballots.pb", views.ballots, name="past-ballots"),
]
