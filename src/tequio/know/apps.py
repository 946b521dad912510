"""The app `know`."""

from django.apps import AppConfig


class KnowConfig(AppConfig):
    name = "tequio.know"
    label = "know"
