"""The app `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tequio.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from tequio.catalogue.sentences import SENTENCES
        from tequio.ground.refusals import learn

        learn(SENTENCES)
