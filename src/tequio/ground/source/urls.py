"""The page of the source; the archive itself has an address without a language."""

from django.urls import path

from tequio.ground.source import views

urlpatterns = [path("source/", views.source, name="source")]
