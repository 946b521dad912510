"""The app `ground`."""

from datetime import timedelta

from django.apps import AppConfig

from tequio.ground import queue


class GroundConfig(AppConfig):
    name = "tequio.ground"
    label = "ground"

    def ready(self) -> None:
        from tequio.ground.backup.sentences import SENTENCES
        from tequio.ground.refusals import learn

        learn(SENTENCES)
        for path in (
            "tequio.ground.queue.jobs.prune",
            "tequio.ground.queue.jobs.clear_sessions",
            "tequio.ground.notices.jobs.prune",
        ):
            queue.every(timedelta(days=1), path)
