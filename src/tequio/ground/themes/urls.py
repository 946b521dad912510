"""Routes of themes."""

from django.urls import path

from tequio.ground.themes import views

urlpatterns = [path("find/theme/", views.find, name="find-theme")]
