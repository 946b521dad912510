"""Routes of the look; they have no language."""

from django.urls import path

import tequio.ground.spaces.look.converters  # noqa: F401 - the converter of versions
from tequio.ground.spaces.look import views

urlpatterns = [
    path("look/<slug:space>-<version:version>.css", views.look, name="look"),
    path("look/logo/<str:name>", views.logo, name="look-logo"),
]
