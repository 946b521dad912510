"""Routes of proposals."""

from django.urls import path

from tequio.decide.proposals import views

urlpatterns = [
    path("<slug:space>/proposals/", views.proposals, name="proposals"),
    path("<slug:space>/budget/<slug:budget>/proposals/", views.proposals, name="budget-proposals"),
    path("<slug:space>/proposal/<publicid:public_id>", views.proposal, name="proposal-short"),
    path("<slug:space>/proposal/<publicid:public_id>-<str:slug>", views.proposal, name="proposal"),
]
