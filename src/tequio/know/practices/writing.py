"""Routes of writing a practice, and of finding the actors behind it."""

from tequio.catalogue.publishing.urls import finding_routes, writing_routes

urlpatterns = [*writing_routes("practice", "practices"), *finding_routes("actor")]
