"""The app `ground`."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "tequio.ground"
    label = "ground"
