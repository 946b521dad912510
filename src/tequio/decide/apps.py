"""The app `decide`: registers its kind of record, its jobs, its doors and its sentences."""

from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tequio.ground import queue

SENTENCES = (
    "tequio.decide.sentences",
    "tequio.decide.budgets.sentences",
    "tequio.decide.electorates.sentences",
    "tequio.decide.ballots.sentences",
    "tequio.decide.logs.sentences",
    "tequio.decide.past.sentences",
    "tequio.decide.results.sentences",
)
SILENT = ("vote", "ballot", "ballot-leave", "receipt", "roll", "check")
"""Routes of which nothing is written: who came to vote, or asked whether they did, and when."""
REPEATED = {
    "tequio.decide.budgets.jobs.move_on": timedelta(minutes=1),
    "tequio.decide.logs.jobs.tend": timedelta(minutes=1),
    "tequio.decide.logs.jobs.mark": timedelta(days=1),
    "tequio.decide.results.jobs.erase": timedelta(days=1),
    "tequio.decide.results.jobs.write_minutes": timedelta(hours=1),
    "tequio.decide.electorates.jobs.sweep": timedelta(hours=6),
}


class DecideConfig(AppConfig):
    name = "tequio.decide"
    label = "decide"

    def ready(self) -> None:
        from tequio.decide.ballots.casting import has_ballot
        from tequio.decide.ballots.queries import closes_of
        from tequio.decide.ballots.withdrawn import notices_by
        from tequio.decide.budgets.closing import closes_by
        from tequio.decide.electorates.known import know_electorates
        from tequio.decide.electorates.voted import answer_by
        from tequio.decide.logs.queries import reasons_of_withdrawal
        from tequio.decide.proposals.beside import Beside, say_beside
        from tequio.decide.proposals.kind import know_proposals
        from tequio.decide.results.health import votes
        from tequio.decide.results.said import told_to_all, told_to_one
        from tequio.decide.valuations.known import know_valuations
        from tequio.ground.metrics.logs import keep_silent
        from tequio.ground.refusals import learn
        from tequio.ground.run.check import look_at

        for module in SENTENCES:
            learn(import_module(module).SENTENCES)
        know_electorates()
        know_proposals()
        know_valuations()
        say_beside(Beside(told_to_all, told_to_one))
        _open_doors()
        closes_by(closes_of)
        notices_by(reasons_of_withdrawal)
        answer_by(has_ballot)
        keep_silent(*SILENT)
        look_at(votes)
        for path, pause in REPEATED.items():
            queue.every(pause, path)


def _open_doors() -> None:
    """Lead from the page of an edition into the rooms above."""
    from tequio.decide.budgets.doors import offer, offer_desk
    from tequio.decide.budgets.rules import APPEAL, RESULT, VOTE

    offer(APPEAL, "appeal")
    offer(VOTE, "vote")
    offer(RESULT, "result")
    offer_desk("valuations", _("Prices and feasibility"))
    offer_desk("vote-open", _("Open the vote"))
    offer_desk("settlement", _("After the vote"))
