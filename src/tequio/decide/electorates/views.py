"""The pages of a voter before the ballot: the door, and what the roll says of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.decide.budgets.closing import phase_of
from tequio.decide.budgets.keys import PEPPER, has_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404, voting_time
from tequio.decide.budgets.rules import BALLOTING, COUNTING, FINISHED, FROZEN, PUBLISHING, VOTE, is_open
from tequio.decide.electorates.door import Door
from tequio.decide.electorates.models import Electorate, RollEntry
from tequio.decide.electorates.passes import give_pass, read_pass
from tequio.decide.electorates.queries import electorate_of, who_may_vote
from tequio.decide.electorates.rules import MOVED
from tequio.decide.electorates.voted import has_voted
from tequio.decide.electorates.words import LEFT_NAME, STRUCK_NAMES
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.refusals import sentence
from tequio.ground.spaces.page import frame_of
from tequio.kit.refusals import Refused

SHOWN = (PUBLISHING, BALLOTING, COUNTING, FINISHED)
"""Phases in which somebody may ask the roll about themselves, until it is erased."""


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Let in whoever shows that they may vote, and lead them to the ballot: five queries at most, no write.

    Whoever comes back with a pass that still holds is led on first, at the cost of one more query. That tells whoever
    holds the device no more than the ballot's own page does, and nothing of whether a ballot was cast.
    """
    edition = budget_or_404(space, budget)
    electorate = electorate_of(edition)
    door = Door(request, edition, electorate)
    known = entry = known_by_pass(request, edition)
    if request.method == "POST" and is_open(phase_of(edition), VOTE):
        entry = door.enter()
        if entry and not entry.struck:
            answer = redirect("ballot", space=space, budget=budget)
            give_pass(answer, edition, bytes(entry.pk))
            return answer
        if entry:
            door.status = 403
    elif request.method == "POST":
        door.status = 409
    context = {**page_of(edition, electorate), "door": door}
    if entry and entry.struck:
        context["problem"] = sentence(why_shut(entry))
    elif known and not known.struck:
        context["let_in"] = context["open"]
    return render(request, "decide/electorates/door.html", context, status=door.status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Say to whoever shows who they are how they stand on the roll, and whether a ballot of theirs exists; no write."""
    edition = budget_or_404(space, budget)
    electorate = electorate_of(edition)
    door = Door(request, edition, electorate)
    entry = None
    shown = edition.stage in SHOWN and has_key(edition.pk, PEPPER)
    if request.method == "POST" and shown:
        entry = door.enter()
    elif shown:
        entry = known_by_pass(request, edition)
    context = {**page_of(edition, electorate), "door": door, "shown": shown}
    return render(
        request, "decide/electorates/mine.html", context | _standing(edition, entry), status=door.status
    )


def why_shut(entry: RollEntry) -> Refused:
    """Why a struck entry opens no ballot."""
    if entry.struck == MOVED:
        return Refused("vote.moved")
    return Refused("vote.struck", reason=STRUCK_NAMES[entry.struck])


def known_by_pass(request: SiteRequest, budget: Budget) -> RollEntry | None:
    """The roll entry that a pass names: one query, none without a pass."""
    held = read_pass(request, budget.pk)
    return RollEntry.objects.filter(pk=held, budget=budget).first() if held else None


def _standing(budget: Budget, entry: RollEntry | None) -> dict[str, Any]:
    """How somebody stands: two queries."""
    if entry is None:
        return {"entry": None}
    zone = entry.zone.name_in(get_language() or "en") or entry.zone.key
    struck = LEFT_NAME if entry.struck == MOVED else STRUCK_NAMES.get(entry.struck, "")
    return {"entry": entry, "zone": zone, "struck": struck, "voted": has_voted(budget, bytes(entry.pk))}


def page_of(budget: Budget, electorate: Electorate) -> dict[str, Any]:
    """What the small pages of a voter need: one query."""
    language = get_language() or "en"
    opens, closes = voting_time(budget)
    stage = phase_of(budget)
    return {
        **frame_of(budget.space),
        "budget": budget,
        "edition": budget.name_in(language) or budget.slug,
        "electorate": electorate,
        "who": who_may_vote(electorate, language),
        "opens": opens,
        "closes": closes,
        "open": stage == BALLOTING,
        "over": stage in FROZEN and stage != BALLOTING,
    }
