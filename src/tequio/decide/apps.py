"""The app `decide`: registers its kind of record, its jobs and its sentences."""

from django.apps import AppConfig


class DecideConfig(AppConfig):
    name = "tequio.decide"
    label = "decide"

    def ready(self) -> None:
        from tequio.decide.sentences import SENTENCES
        from tequio.ground.refusals import learn

        learn(SENTENCES)
