"""Routes of editions, below the language."""

from django.urls import path

from tequio.decide.budgets import views
from tequio.decide.budgets.setup import views as setup

urlpatterns = [
    path("budgets/", views.budgets, name="all-budgets"),
    path("budgets/how-votes-are-counted/", views.counting, name="how-counted"),
    path("<slug:space>/budgets/", views.budgets, name="budgets"),
    path("<slug:space>/budgets/new/", setup.plans, name="budget-new"),
    path("<slug:space>/budgets/new/<slug:plan>/", setup.new, name="budget-begin"),
    path("<slug:space>/budget/<slug:budget>/", views.budget, name="budget"),
    path("<slug:space>/budget/<slug:budget>/move/", setup.move, name="budget-move"),
    path("<slug:space>/budget/<slug:budget>/set-up/", setup.check, name="budget-check"),
    path("<slug:space>/budget/<slug:budget>/set-up/open/", setup.open_it, name="budget-open"),
    path("<slug:space>/budget/<slug:budget>/set-up/drop/", setup.drop, name="budget-drop"),
    path("<slug:space>/budget/<slug:budget>/set-up/contest/<int:pk>/", setup.contest, name="budget-contest"),
    path("<slug:space>/budget/<slug:budget>/set-up/<slug:step>/", setup.step, name="budget-step"),
]
