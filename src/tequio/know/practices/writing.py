"""Routes of writing a practice, and of finding the actors behind it."""

from django.urls import path

from tequio.catalogue.publishing.urls import finding_routes, writing_routes
from tequio.know.practices.preview import preview

urlpatterns = [
    *writing_routes("practice", "practices"),
    *finding_routes("actor"),
    path("<slug:space>/practice/<slug:public_id>/preview/", preview, name="practice-preview"),
]
