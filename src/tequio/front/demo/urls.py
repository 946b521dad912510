"""The demo's two routes; only a seeded site has it."""

from django.urls import path

from tequio.front.demo import views

urlpatterns = [
    path("be", views.switch, name="demo-switch"),
    path("clock", views.clock, name="demo-clock"),
]
