"""The page of a proposal."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.discussion.forms import WordsForm
from tequio.catalogue.discussion.page import address, foot
from tequio.catalogue.links.trail import names_around
from tequio.catalogue.pages import show
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.reading import Reading
from tequio.catalogue.records.rules import PUBLISHED
from tequio.decide.budgets.rules import ADMIT, DISCUSS, FROZEN, MERGE, PROPOSE, SUPPORT, is_open
from tequio.decide.proposals import page
from tequio.decide.proposals.access import can_ask_others, can_moderate, can_review, is_writer
from tequio.decide.proposals.beside import said_to_all, said_to_one
from tequio.decide.proposals.models import Support
from tequio.decide.proposals.queries import coauthors_of, proposal_of, waiting_merges, writers_among
from tequio.decide.proposals.rules import NEXT, PROPOSED, WITHDRAWN
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all

LANGUAGES = (("en", "English"), ("es", "Español"), ("fr", "Français"), ("pt", "Português"))


@open_to_all
@kept_for_visitors
@require_safe
def proposal(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show a proposal: one query when it is kept and nobody is signed in, four more for what one may do oneself."""
    asked = (space, public_id, slug)
    return show(request, "proposal", asked, body, template="decide/proposals/page.html", aside=doing)


def body(reading: Reading, frame: dict[str, Any]) -> dict[str, Any]:
    """What the template shows beside the frame: eight queries, two more where it is discussed, one where rooms above speak."""
    around = names_around(reading.record.pk, reading.text.language)
    files = list(Attachment.objects.filter(record=reading.record, listed=True).order_by("id"))
    found = proposal_of(reading.record.pk)
    return page.body_of(reading, found, around, frame, files) | {
        "beside": said_to_all(found),
        "discussion": foot(reading.record, is_open=is_open(found.budget.stage, DISCUSS)),
    }


def doing(request: SiteRequest, record: Record) -> dict[str, Any]:
    """What this reader may do here: four queries for somebody signed in, none for a visitor."""
    if not request.user.is_authenticated or record.visibility != PUBLISHED:
        return {}
    found, coauthors = proposal_of(record.pk), coauthors_of(record.pk)
    phase, standing = found.budget.stage, request.standing
    writes = is_writer(standing, record, writers_among(coauthors))
    merges = waiting_merges(record.pk) if writes else []
    reviews = can_review(standing, record.space_id)
    return {
        "proposal": found,
        "beside": said_to_one(found, standing),
        "budget": found.budget,
        "discuss": WordsForm(auto_id="comment_%s") if is_open(phase, DISCUSS) else None,
        "discussed_at": address(record),
        "tongues": [(code, name, request.POST.get(f"answer-{code}", "")) for code, name in LANGUAGES],
        "may_support": is_open(phase, SUPPORT) and found.stage == PROPOSED,
        "supports_it": Support.objects.filter(proposal=found, person=standing.person_id).exists(),
        "writes": writes,
        "change": page.change_address(record) if writes and is_open(phase, PROPOSE) else "",
        "may_ask": can_ask_others(standing, record) and phase not in FROZEN,
        "coauthors": coauthors,
        "asked_me": any(one.person_id == standing.person_id and not one.accepted for one in coauthors),
        "may_merge": writes and is_open(phase, MERGE) and found.stage == PROPOSED and not merges,
        "merges": [(merge, page.waits_for_me(merge, record.pk)) for merge in merges],
        "may_take_back": writes and phase not in FROZEN and WITHDRAWN in NEXT[found.stage],
        "reviews": reviews,
        "may_admit": reviews and is_open(phase, ADMIT) and found.stage in (PROPOSED, "rejected"),
        "may_reject": reviews and is_open(phase, ADMIT) and found.stage == PROPOSED,
        "may_decide": can_moderate(standing, record.space_id),
    }
