"""Routes of editions, below the language."""

from django.urls import path

from tequio.decide.budgets import views

urlpatterns = [
    path("budgets/", views.budgets, name="all-budgets"),
    path("budgets/how-votes-are-counted/", views.counting, name="how-counted"),
    path("<slug:space>/budgets/", views.budgets, name="budgets"),
    path("<slug:space>/budget/<slug:budget>/", views.budget, name="budget"),
]
