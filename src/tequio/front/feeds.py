"""Atom feeds of any list."""

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.front.asked import read_asked
from tequio.front.finding import find
from tequio.front.results import heading_of
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_or_404
from tequio.kit.plain import plain

ENTRIES = 30


@open_to_all
@kept_for_visitors
def feed(request: SiteRequest, space: str = "", kind: str = "") -> HttpResponse:
    """The newest records of a list, by the same address as its page: three queries."""
    language = text_language(get_language() or "en")
    place = space_or_404(space) if space else None
    asked = read_asked(request.GET, space=space, kind=kind)
    ids = find(asked.newest_first(), language, size=ENTRIES, facets=(), countries=False).answer.record_ids
    heading = heading_of(kind, (place.names.get(language) or str(place)) if place else "")
    listed = request.build_absolute_uri(request.path.removesuffix("feed") + asked.address())
    atom = Atom1Feed(
        title=f"{asked.words} · {heading}" if asked.words else heading,
        link=listed,
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    _add_entries(atom, request, ids, language)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add_entries(atom: Atom1Feed, request: SiteRequest, ids: list[int], language: str) -> None:
    names = named(ids, language, summaries=True)
    dates = {
        row[0]: row[1:] for row in Record.objects.filter(pk__in=ids).values_list("id", "published", "updated")
    }
    for record in (names[key] for key in ids if key in names):
        published, updated = dates[record.id]
        address = request.build_absolute_uri(record.url)
        atom.add_item(
            plain(record.title),
            address,
            plain(record.summary),
            unique_id=request.build_absolute_uri(f"/r/{record.public_id}"),
            pubdate=published,
            updateddate=updated,
        )
