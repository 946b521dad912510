"""The minutes of a vote as a PDF, ready to be signed, in each language of the interface."""

import logging
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.logs.queries import notes
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.roll import read_roll
from tequio.decide.protocol.words import say
from tequio.decide.results.files import minutes_of
from tequio.decide.results.frame import frame, tongue
from tequio.decide.results.models import Bundle, Destruction, Intrusion
from tequio.decide.results.page import contest_of, result_page
from tequio.decide.results.places import MINUTES, folder_of
from tequio.decide.results.queries import results_of, settlement_of
from tequio.decide.results.words import DECISION_NAMES
from tequio.kit.pdf import PACKAGES, can_make_pdf, pdf_of

logger = logging.getLogger(__name__)
STYLE = Path(__file__).with_name("minutes.css")
LANGUAGES = {"en": "en", "es": "es", "fr": "fr", "pt": "pt-br"}


def write_minutes(budget: Budget, rules: Rules, folder: Path, *, sha256: bytes) -> None:
    """Write the minutes in four languages, those that are not there; about a second of CPU each.

    None on a machine that cannot make a PDF: a result does not wait for its paper, and `write_missing` makes up for it.
    """
    if not can_make_pdf():
        logger.warning("The minutes of %s wait for a library: apt-get install %s", budget.slug, PACKAGES)
        return
    for name, language in LANGUAGES.items():
        place = folder / MINUTES.format(name)
        if not place.exists():
            with translation.override(language):
                fresh = place.with_suffix(".new")
                fresh.write_bytes(minutes(budget, rules, sha256=sha256))
                fresh.replace(place)


def write_missing() -> None:
    """Write the minutes that published results lack: one query, and those of the minutes where any are missing."""
    for bundle in Bundle.objects.select_related("budget__space"):
        budget, folder = bundle.budget, folder_of(bundle.budget_id)
        if folder.exists() and len(minutes_of(budget)) < len(LANGUAGES):
            write_minutes(budget, rules_of(budget.pk), folder, sha256=bytes(bundle.sha256))


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
