"""The app `catalogue`."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tequio.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from tequio.catalogue.discussion.announcing import announce_discussion
        from tequio.catalogue.discussion.holding import hold_discussion
        from tequio.catalogue.discussion.sentences import SENTENCES as ABOUT_COMMENTS
        from tequio.catalogue.holding import hold_records
        from tequio.catalogue.importing.sentences import SENTENCES as ABOUT_TABLES
        from tequio.catalogue.publishing.announcing import announce_kinds
        from tequio.catalogue.questions.sentences import SENTENCES as ABOUT_QUESTIONS
        from tequio.catalogue.search.following import follow_ledger
        from tequio.catalogue.search.health import LAG, health
        from tequio.catalogue.sentences import SENTENCES
        from tequio.ground import queue
        from tequio.ground.metrics.gauges import also
        from tequio.ground.refusals import learn
        from tequio.ground.run.check import look_at

        learn(SENTENCES)
        queue.follow(follow_ledger)
        look_at(health)
        also(LAG)
        learn(ABOUT_TABLES)
        learn(ABOUT_QUESTIONS)
        learn(ABOUT_COMMENTS)
        hold_records()
        announce_kinds()
        hold_discussion()
        announce_discussion()
