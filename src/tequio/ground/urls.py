"""Routes of the ground."""

from django.urls import include, path

urlpatterns = [
    path("", include("tequio.ground.notices.urls")),
    path("", include("tequio.ground.territories.urls")),
    path("", include("tequio.ground.themes.urls")),
    path("", include("tequio.ground.source.urls")),
    path("", include("tequio.ground.spaces.urls")),
]
