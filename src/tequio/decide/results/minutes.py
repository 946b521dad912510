"""The minutes of a vote as a PDF, ready to be signed, in each language of the interface."""

from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from tequio.decide.budgets.models import Budget
from tequio.decide.logs.queries import notes
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.roll import read_roll
from tequio.decide.protocol.words import say
from tequio.decide.results.frame import frame, tongue
from tequio.decide.results.models import Destruction, Intrusion
from tequio.decide.results.page import contest_of, result_page
from tequio.decide.results.places import MINUTES
from tequio.decide.results.queries import results_of, settlement_of
from tequio.decide.results.words import DECISION_NAMES
from tequio.kit.pdf import pdf_of

STYLE = Path(__file__).with_name("minutes.css")
LANGUAGES = {"en": "en", "es": "es", "fr": "fr", "pt": "pt-br"}


def write_minutes(budget: Budget, rules: Rules, folder: Path, *, sha256: bytes) -> None:
    """Write the minutes in four languages; about a second of CPU each. Nothing is fetched from anywhere."""
    for name, language in LANGUAGES.items():
        with translation.override(language):
            (folder / MINUTES.format(name)).write_bytes(minutes(budget, rules, sha256=sha256))


def minutes(budget: Budget, rules: Rules, *, sha256: bytes) -> bytes:
    """Return the minutes in the present language as a PDF: twelve queries."""
    return pdf_of(render_to_string("decide/results/minutes.html", content(budget, rules, sha256)), STYLE)


def content(budget: Budget, rules: Rules, sha256: bytes) -> dict[str, Any]:
    """What the minutes say."""
    signed = notes(budget.pk)
    closing = signed[-2] if len(signed) > 1 else signed[-1]
    intrusions = Intrusion.objects.filter(budget=budget).order_by("pk")
    officers = Destruction.objects.filter(settlement=budget.pk).select_related("person").order_by("at")
    return (
        frame(budget)
        | result_page(budget, "")
        | {
            "contests": [contest_of(budget, one, shown=None) for one in results_of(budget)],
            "rules": rules,
            "checkpoint": read_checkpoint(closing, rules.key),
            "note": closing,
            "bundle_hash": sha256.hex(),
            "reasons": reasons_of(budget),
            "decisions": [
                (say(one.code, tongue(), one.facts), DECISION_NAMES[one.decision], one.reason)
                for one in intrusions
            ],
            "officers": [(str(one.person), one.at) for one in officers],
        }
    )


def reasons_of(budget: Budget) -> list[tuple[str, int]]:
    """Why ballots were annulled, in words, and how many for each reason."""
    settlement = settlement_of(budget)
    roll = read_roll(bytes(settlement.roll or b"")) if settlement else None
    found = roll.annulled.items() if roll else ()
    return [(say(f"reason.{reason}", tongue()), count) for reason, count in sorted(found)]
