"""What the page of one proposal shows, ready to print."""

from typing import Any

from django.utils.translation import to_locale

from tequio.catalogue.answered import sections_of
from tequio.catalogue.links.queries import Tie
from tequio.catalogue.links.trail import related_of, steps_of
from tequio.catalogue.records.queries import Named
from tequio.catalogue.records.reading import Reading
from tequio.decide.proposals.models import Proposal
from tequio.kit.html import script_data
from tequio.kit.money import Money


def body_of(
    reading: Reading,
    proposal: Proposal,
    around: tuple[list[Tie], dict[int, Named], list[Named]],
    frame: dict[str, Any],
) -> dict[str, Any]:
    """What the template shows beside the frame that every record has; `around` is `names_around`. No query."""
    ties, names, trail = around
    record, interface = reading.record, reading.interface
    template = record.answers.template if record.answers else None
    return {
        "proposal": proposal,
        "budget": proposal.budget,
        "budget_name": proposal.budget.name_in(interface),
        "zone": proposal.allocation.zone and proposal.allocation.zone.name_in(interface),
        "heading": proposal.allocation.heading and proposal.allocation.heading.name_in(interface),
        "price": spoken(proposal.price, proposal, interface),
        "running_costs": spoken(proposal.running_costs, proposal, interface),
        "sections": sections_of(reading, template),
        "related": related_of(ties, names),
        "trail": steps_of(trail, here=record.pk),
        "json_ld": script_data(_json_ld(reading, url=frame["url"])),
    }


def spoken(amount: int | None, proposal: Proposal, interface: str) -> str:
    """Say an amount of an edition in words; nothing where there is none."""
    if amount is None:
        return ""
    return Money(amount, proposal.budget.currency).spoken(to_locale(interface))


def _json_ld(reading: Reading, *, url: str) -> dict[str, Any]:
    text = reading.text
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "headline": text.title,
        "description": text.summary,
        "inLanguage": text.language,
        "url": url,
    }
    return {key: value for key, value in data.items() if value}
