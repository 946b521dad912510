"""The app `front`."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "tequio.front"
    label = "front"
