"""The lists of proposals for everybody: as pages and as feeds."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tequio.catalogue.publishing.queries import own_records, rows_of
from tequio.catalogue.publishing.views.reading import page_of_list as page_of_list_of
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.doors import doors_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import ACCEPTING, PROPOSE, RESULT, SELECTING, VOTE, doors_in
from tequio.decide.budgets.views import frame
from tequio.decide.proposals.asked import NEWEST, RANDOM, Asked, read_asked
from tequio.decide.proposals.finding import find, scope_of
from tequio.decide.proposals.listing import page_of_list
from tequio.decide.proposals.queries import asked_to_write
from tequio.ground.clock import now
from tequio.ground.fragments import fragment
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.queries import space_or_404
from tequio.ground.spaces.standing import VISITOR, Standing
from tequio.kit.plain import plain


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as everybody sees it."""

    words: str
    heading: str
    feed: str
    narrowed: bool
    html: SafeString


@open_to_all
@require_safe
@kept_for_visitors
def proposals(request: SiteRequest, space: str, budget: str = "") -> HttpResponse:
    """List the proposals of an edition, or of all editions of a space.

    Two queries when it is kept, four when it is not; one's own are never kept.
    """
    edition = budget_or_404(space, budget, request.standing) if budget else None
    where = edition.space if edition else space_or_404(space)
    asked = _asked(request, edition)
    part: Listed | None
    if asked.mine or (edition and not edition.opened):
        part = _listed(request.path, where, edition, asked, request.standing)
    else:
        key = ("proposals", where.pk, edition.pk if edition else 0, asked, get_language())
        part = fragment(key, lambda: _listed(request.path, where, edition, asked, VISITOR))
    around = frame(request, edition) if edition else frame_of(where)
    own = replace(asked, mine=not asked.mine, page=1).address() if request.user.is_authenticated else ""
    template = "decide/budgets/frame.html" if edition else "space/frame.html"
    return render(
        request, "decide/proposals/list.html", {**around, "part": part, "mine": own, "frame": template}
    )


def _asked(request: SiteRequest, edition: Budget | None) -> Asked:
    asked = read_asked(request.GET, today=now().date(), usual=_usual(edition))
    return asked if edition else replace(asked, zone="", heading="")


def _usual(edition: Budget | None) -> str:
    """While people propose and support, chance orders the list, so that being early or loud is no advantage."""
    return RANDOM if edition and edition.stage in (ACCEPTING, SELECTING) else NEWEST


def _listed(path: str, space: Space, edition: Budget | None, asked: Asked, standing: Standing) -> Listed:
    language = get_language() or "en"
    scope = scope_of(space, edition, language)
    found = find(scope, asked, text_language(language), standing)
    heading = _heading(space, edition)
    context = page_of_list(asked, found, scope.parts, language) | {
        "heading": heading,
        "base": path,
        "doors": doors_of(edition, doors_here(edition.stage)) if edition else [],
    }
    feed = f"{path}feed" + (f"?{context['feed_query']}" if context["feed_query"] else "")
    return Listed(
        asked.words, heading, feed, asked.narrowed, render_to_string("decide/proposals/found.html", context)
    )


def doors_here(phase: str) -> list[str]:
    """What one may do from the list of proposals: propose, vote, or see what became of them."""
    return [one for one in doors_in(phase) if one in (PROPOSE, VOTE, RESULT)]


def _heading(space: Space, edition: Budget | None) -> str:
    language = get_language() or "en"
    name = (edition.name_in(language) or edition.slug) if edition else space.name_in(language)
    return _("Proposals: {name}").format(name=name)


@open_to_all
@require_safe
@kept_for_visitors
def feed(request: SiteRequest, space: str, budget: str = "") -> HttpResponse:
    """The newest proposals of a list as Atom, by the same question as its page: five queries."""
    edition = budget_or_404(space, budget) if budget else None
    where = edition.space if edition else space_or_404(space)
    language = text_language(get_language() or "en")
    asked = replace(_asked(request, edition), mine=False, sort=NEWEST, page=1)
    ids = find(scope_of(where, edition, language), asked, language, VISITOR).ids
    names = named(ids, language, summaries=True)
    dates = {
        row[0]: row[1:] for row in Record.objects.filter(pk__in=ids).values_list("id", "published", "updated")
    }
    atom = Atom1Feed(
        title=_heading(where, edition),
        link=request.build_absolute_uri(request.path.removesuffix("feed") + asked.address()),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for one in (names[pk] for pk in ids if pk in names):
        atom.add_item(
            plain(one.title),
            request.build_absolute_uri(one.url),
            plain(one.summary),
            unique_id=request.build_absolute_uri(reverse("short", args=[one.public_id])),
            pubdate=dates[one.id][0],
            updateddate=dates[one.id][1],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@signed_in
@require_safe
def mine(request: SiteRequest) -> HttpResponse:
    """List one's own proposals with where each stands, and what one is asked to write together: seven queries."""
    language = text_language(get_language() or "en")
    page = page_of_list_of(
        request, own_records(request.standing).filter(kind="proposal").select_related("space")
    )
    asked = named([one.proposal_id for one in asked_to_write(request.user)], language)
    context = {"page": page, "rows": rows_of(list(page), language), "asked": list(asked.values())}
    return render(request, "decide/proposals/mine.html", context)
