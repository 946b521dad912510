"""How tests value a proposal: a word for each step."""

from datetime import timedelta

from tequio.decide.valuations.models import Valuation
from tequio.decide.valuations.queries import valuation_of
from tequio.decide.valuations.rules import Findings, Part
from tequio.decide.valuations.services import announce, decide, save

POLES = (Part("Ten poles", 8_000_000), Part("Cables", 1_500_500))
YES = Findings(True, {"es": "Se puede.", "en": "It can be done."}, POLES, 300_000)
NO = Findings(False, {"es": "El suelo no es de la ciudad."})


def fresh(proposal):
    """The proposal as it stands now, its valuation read again."""
    return type(proposal).objects.select_related("record", "budget__space").get(pk=proposal.pk)


def revision(proposal) -> int:
    return valuation_of(fresh(proposal)).revision


def keep(proposal, findings, *, by) -> Valuation:
    return save(proposal, findings, revision=revision(proposal), by=by)


def say_yes(proposal, *, by) -> Valuation:
    """Found feasible, with its price, and decided."""
    kept = keep(proposal, YES, by=by)
    return decide(proposal, revision=kept.revision, by=by)


def announce_no(proposal, *, by, **options) -> Valuation:
    kept = keep(proposal, NO, by=by)
    return announce(proposal, revision=kept.revision, by=by, **options)


def let_time_pass(proposal, days: int = 11) -> None:
    """As if a no had been announced so many days ago."""
    found = Valuation.objects.get(pk=proposal.pk)
    past = timedelta(days=days)
    Valuation.objects.filter(pk=proposal.pk).update(
        announced=found.announced - past, reply_until=found.reply_until - past
    )
