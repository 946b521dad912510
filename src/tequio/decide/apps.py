"""The app `decide`: registers its kind of record, its jobs and its sentences."""

from datetime import timedelta

from django.apps import AppConfig

from tequio.ground import queue


class DecideConfig(AppConfig):
    name = "tequio.decide"
    label = "decide"

    def ready(self) -> None:
        from tequio.decide.ballots.sentences import SENTENCES as ABOUT_BALLOTS
        from tequio.decide.electorates.sentences import SENTENCES as ABOUT_ELECTORATES
        from tequio.decide.logs.sentences import SENTENCES as ABOUT_LOGS
        from tequio.decide.proposals.kind import know_proposals
        from tequio.decide.results.sentences import SENTENCES as ABOUT_RESULTS
        from tequio.decide.sentences import SENTENCES
        from tequio.decide.valuations.known import know_valuations
        from tequio.ground.metrics.logs import keep_silent
        from tequio.ground.refusals import learn

        for sentences in (SENTENCES, ABOUT_ELECTORATES, ABOUT_BALLOTS, ABOUT_LOGS, ABOUT_RESULTS):
            learn(sentences)
        know_proposals()
        know_valuations()
        # Nothing is written of who came to vote, or asked whether they did, nor when.
        keep_silent("vote", "ballot", "roll", "check")
        queue.every(timedelta(minutes=1), "tequio.decide.logs.jobs.tend")
        queue.every(timedelta(days=1), "tequio.decide.logs.jobs.mark")
        queue.every(timedelta(days=1), "tequio.decide.results.jobs.erase")
        queue.every(timedelta(minutes=1), "tequio.decide.budgets.jobs.move_on")
