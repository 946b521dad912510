"""Opening a past edition as it was: whole, or not at all; again changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tequio.catalogue.publishing.bulk import Arriving, Shelf, publish_new
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import ORIGINAL, SUMMARY_WORDS
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.budgets.services import note, open_budget
from tequio.decide.past.models import BallotFile
from tequio.decide.past.reading import CONTEST, Past, PastProject
from tequio.decide.past.rules import stage_of
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.setup import ensure_proposal_template
from tequio.decide.results.counted import Ballots, keep_count
from tequio.decide.results.models import Result
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory
from tequio.kit.refusals import Refused
from tequio.kit.words import count_words

MADE, UNCHANGED = "made", "unchanged"
Each = Callable[[int], object]


@dataclass(frozen=True)
class BroughtIn:
    """An edition that was brought in, its result, and whether it was there before."""

    budget: Budget
    result: Result
    outcome: str


def bring_in(space: Space, past: Past, *, by: Person | None, each: Each = lambda done: None) -> BroughtIn:
    """Open a past edition from its file: zones, headings, projects, the official result and our recount.

    The same file again changes nothing. Refuses an address that the space uses for another edition. `each` is told how
    many projects are in. About 30 queries, and a few for each thousand projects; one transaction, so that what is broken
    off leaves nothing.
    """
    if known := _known(space, past):
        return known
    if Budget.objects.filter(space=space, slug=past.plan.slug).exists():
        raise Refused("past.same_address", slug=past.plan.slug)
    path, kept = _kept_file(space, past)
    try:
        return _bring_in(space, past, path, by, each)
    except BaseException:
        if not kept:
            default_storage.delete(path)
        raise


def _known(space: Space, past: Past) -> BroughtIn | None:
    rows = BallotFile.objects.filter(budget__space=space, sha256=past.sha256)
    found = rows.filter(budget__slug=past.plan.slug).select_related("budget__space").first()
    if found is None:
        return None
    return BroughtIn(found.budget, Result.objects.get(budget=found.budget), UNCHANGED)


def _kept_file(space: Space, past: Past) -> tuple[str, bool]:
    """Put the file in its place, named for what it holds, and say whether it was there already."""
    path = f"budgets/{space.slug}/{past.plan.slug}-{past.sha256.hex()[:12]}.pb"
    if default_storage.exists(path):
        return path, True
    return default_storage.save(path, ContentFile(past.data)), False


@transaction.atomic
def _bring_in(space: Space, past: Past, path: str, by: Person | None, each: Each) -> BroughtIn:
    budget = open_budget(space, past.plan, by=by)
    records = _publish_projects(budget, past, by, each)
    result = keep_count(budget, _ballots(past))
    _keep_proposals(budget, past, records, result)
    BallotFile.objects.create(
        budget=budget, file=path, name=past.name, sha256=past.sha256, meta=dict(past.meta)
    )
    note("budget.brought_in", budget, by, {"file": past.name, "sha256": past.sha256.hex()})
    return BroughtIn(budget, result, MADE)


def _publish_projects(budget: Budget, past: Past, by: Person | None, each: Each) -> list[Record]:
    territory = Territory.objects.filter(code=past.country).first() if past.country else None
    arriving = [
        Arriving(
            content=_content(budget, past, one, territory.code if territory else ""),
            origin=f"pb:{budget.slug}:{one.id}",
        )
        for one in past.projects
    ]
    template = ensure_proposal_template(budget.space)
    shelf = Shelf("proposal", budget.space, template, territory, by)
    return publish_new(shelf, arriving, each=each)


def _content(budget: Budget, past: Past, one: PastProject, territory: str) -> Content:
    short = one.about if count_words(one.about) <= SUMMARY_WORDS else ""
    sections = {} if short or not one.about else {"need": one.about}
    text = TextContent(title=one.title, summary=short, sections=sections, status=ORIGINAL)
    answers = {"budget": budget.slug, "zone": one.zone, "heading": one.heading}
    return Content(
        original=past.language,
        texts={past.language: text},
        answers=answers,
        territory=territory,
        place=past.place,
        point=one.point,
    )


def _ballots(past: Past) -> Ballots:
    titles = {one.id: {past.language: one.title} for one in past.projects}
    names = past.plan.contests[0].names
    official = None if past.official is None else sorted(past.official)
    return Ballots(CONTEST, names, past.election, past.settings, titles, official)


def _keep_proposals(budget: Budget, past: Past, records: Sequence[Record], result: Result) -> None:
    """Write the projects' own rows; who won is what the city says, else what the rule that META names gives."""
    allocations = _allocations(budget)
    winners = past.official
    if winners is None and past.named:
        winners = frozenset(line["id"] for line in result.form["winners"])
    rows = []
    for record, one in zip(records, past.projects, strict=True):
        won = None if winners is None else one.id in winners
        stage = stage_of(withdrawn=one.cost is None, won=won)
        where = allocations[one.zone, one.heading]
        row: dict[str, Any] = {"stage": stage, "price": one.cost, "key": one.id}
        rows.append(Proposal(record=record, budget=budget, allocation=where, **row))
    Proposal.objects.bulk_create(rows, batch_size=500)


def _allocations(budget: Budget) -> dict[tuple[str, str], Allocation]:
    rows = Allocation.objects.filter(budget=budget).select_related("zone", "heading")
    return {(row.zone.key if row.zone else "", row.heading.key if row.heading else ""): row for row in rows}
