"""What the page of one proposal shows, ready to print."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from tequio.catalogue.answered import sections_of
from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.queries import Tie
from tequio.catalogue.links.trail import related_of, steps_of
from tequio.catalogue.pages import spoken_day
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import Named
from tequio.catalogue.records.reading import Reading
from tequio.decide.budgets.doors import Door, doors_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FINISHED, PRICES_PUBLIC, RESULT, REVIEWING, SUPPORT, VOTE, is_open
from tequio.decide.proposals.models import CoAuthor, Merge, Proposal
from tequio.decide.proposals.queries import coauthors_of, official_answer
from tequio.decide.proposals.rules import FEASIBLE, LOST, ON_BALLOT, PROPOSED, WON
from tequio.decide.proposals.words import ADMITTED_WORDS, PRICE_COMES_WORDS, STAGE_WORDS, WAITING_WORDS
from tequio.ground.spaces.models import said_in
from tequio.kit.html import script_data
from tequio.kit.money import Money


def body_of(
    reading: Reading,
    proposal: Proposal,
    around: tuple[list[Tie], dict[int, Named], list[Named]],
    frame: dict[str, Any],
    files: list[Attachment],
) -> dict[str, Any]:
    """What the template shows beside the frame that every record has; `around` is `names_around`. Two queries."""
    coauthors, answer = coauthors_of(proposal.pk), official_answer(proposal.pk)
    ties, names, trail = around
    record, interface = reading.record, reading.interface
    template = record.answers.template if record.answers else None
    priced = proposal.budget.stage in PRICES_PUBLIC
    return {
        "proposal": proposal,
        "budget": proposal.budget,
        "budget_name": proposal.budget.name_in(interface),
        "crumbs": above_proposals(proposal.budget),
        "list": reverse("budget-proposals", args=[proposal.budget.space.slug, proposal.budget.slug]),
        "zone": proposal.allocation.zone and proposal.allocation.zone.name_in(interface),
        "heading": proposal.allocation.heading and proposal.allocation.heading.name_in(interface),
        "price": spoken(proposal.price, proposal, interface) if priced else "",
        "running_costs": spoken(proposal.running_costs, proposal, interface) if priced else "",
        "sections": sections_of(reading, template),
        "related": related_of(ties, names, ("became",)),
        "photos": [file for file in files if file.is_picture],
        "files": [file for file in files if not file.is_picture],
        "said": stage_words(proposal),
        "ways": ways_on(proposal),
        "collects": is_open(proposal.budget.stage, SUPPORT) and proposal.stage == PROPOSED,
        "threshold": proposal.budget.support_threshold,
        "into": names.get(proposal.merged_into_id or 0),
        "authors": authors_of(record, coauthors),
        "answer": answer and said_in(answer.words, interface, record.space.language),
        "answered": answer and spoken_day(answer.at, interface),
        "point": point_of(record),
        "trail": steps_of(trail, here=record.pk),
        "json_ld": script_data(_json_ld(reading, url=frame["url"])),
    }


def above_proposals(edition: Budget) -> list[tuple[str, str]]:
    """What stands between the space of a proposal and its page: the edition and its list; no query."""
    slugs = [edition.space.slug, edition.slug]
    return [
        (_("Participatory budgets"), reverse("budgets", args=slugs[:1])),
        (edition.name_in(get_language() or "en") or edition.slug, reverse("budget", args=slugs)),
        (_("Proposals"), reverse("budget-proposals", args=slugs)),
    ]


def spoken(amount: int | None, proposal: Proposal, interface: str) -> str:
    """Say an amount of an edition in words; nothing where there is none."""
    if amount is None:
        return ""
    return Money(amount, proposal.budget.currency).spoken(to_locale(interface))


def stage_words(proposal: Proposal) -> str:
    """Where a proposal stands, in a sentence."""
    phase, stage = proposal.budget.stage, proposal.stage
    if stage == PROPOSED and phase in WAITING_WORDS:
        return str(ADMITTED_WORDS if phase == REVIEWING and proposal.admitted else WAITING_WORDS[phase])
    if stage == FEASIBLE and phase not in PRICES_PUBLIC:
        return str(PRICE_COMES_WORDS)
    return str(STAGE_WORDS[stage])


def ways_on(proposal: Proposal) -> list[Door]:
    """Where a proposal leads from here: to the vote that it is in, or to the result that decided on it; no query."""
    phase, stage = proposal.budget.stage, proposal.stage
    voted = stage == ON_BALLOT and is_open(phase, VOTE)
    decided = stage in (WON, LOST) and phase == FINISHED
    return doors_of(proposal.budget, [VOTE] if voted else [RESULT] if decided else [])


def authors_of(record: Record, coauthors: Sequence[CoAuthor]) -> list[str]:
    """The names of those who write it; one whose account is erased has none."""
    author = [str(record.author)] if record.author_id else []
    return author + [str(one.person) for one in coauthors if one.accepted]


def point_of(record: Record) -> str:
    """The point on a map of the world, drawn small; empty where nobody said it."""
    if record.lat is None or record.lon is None:
        return ""
    return f"{record.lat:.5f}, {record.lon:.5f}"


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


def change_address(record: Record) -> str:
    """Where a proposal is changed by those who write it."""
    return reverse("proposal-check", args=[record.space.slug, record.public_id])


def waits_for_me(merge: Merge, mine: int) -> bool:
    """Whether a merge waits for the consent of those who write this proposal."""
    return (merge.source_consents if merge.source_id == mine else merge.target_consents) is None
