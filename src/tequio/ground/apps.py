"""The app `ground`."""

from datetime import timedelta

from django.apps import AppConfig

from tequio.ground import queue


class GroundConfig(AppConfig):
    name = "tequio.ground"
    label = "ground"

    def ready(self) -> None:
        from tequio.ground.backup.sentences import SENTENCES
        from tequio.ground.notices.holding import hold_notices
        from tequio.ground.people.describing.holding import hold_descriptions
        from tequio.ground.people.holding import hold_accounts
        from tequio.ground.people.sentences import SENTENCES as ABOUT_PEOPLE
        from tequio.ground.refusals import learn
        from tequio.ground.spaces.holding import hold_roles
        from tequio.ground.spaces.joining.announcing import announce_kinds
        from tequio.ground.spaces.sentences import SENTENCES as ABOUT_SPACES
        from tequio.ground.territories.sentences import SENTENCES as ABOUT_TERRITORIES

        learn(SENTENCES)
        learn(ABOUT_PEOPLE)
        learn(ABOUT_SPACES)
        learn(ABOUT_TERRITORIES)
        hold_accounts()
        hold_descriptions()
        hold_roles()
        hold_notices()
        announce_kinds()
        for path in (
            "tequio.ground.queue.jobs.prune",
            "tequio.ground.queue.jobs.clear_sessions",
            "tequio.ground.notices.jobs.prune",
        ):
            queue.every(timedelta(days=1), path)
