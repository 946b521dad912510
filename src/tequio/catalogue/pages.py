"""What the pages of all kinds of record have in common: the right address, what is gone, where it is, its themes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale

from tequio.catalogue.kinds import in_list, kind_of
from tequio.catalogue.publishing.access import can_decide, can_write
from tequio.catalogue.records.access import can_see
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.queries import record_for
from tequio.catalogue.records.reading import Reading, direction_of
from tequio.catalogue.records.rules import PUBLISHED, text_language
from tequio.ground.fragments import fragment
from tequio.ground.http import SiteRequest
from tequio.ground.spaces.page import frame_of as space_frame
from tequio.ground.territories.queries import chain_of
from tequio.ground.themes.queries import labels_by_id
from tequio.kit.dates import open_date


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name, with its language where that is not the reader's, and where it leads."""

    name: str
    language: str = ""
    query: str = ""


def open_record(
    request: SiteRequest, kind: str, space: str, public_id: str, slug: str
) -> Reading | HttpResponse:
    """Return the record as this reader gets it, or the answer that sends them elsewhere: two queries.

    A record that this reader may not see is not there (404); one that was never published leads its author to where
    it is written. A withdrawn one answers 410, an old address (301) leads to the present one.
    """
    record = record_for(request.standing, kind=kind, public_id=public_id, beside=(kind,))
    texts = {text.language: text for text in Text.objects.filter(record=record)}
    if not texts:
        # Nothing was published yet: those who may see it are those who write it.
        return HttpResponseRedirect(writing_address(kind, record))
    if record.visibility != PUBLISHED and not can_see(request.standing, record):
        return render(request, "record/gone.html", {"kind": kind_of(kind), "record": record}, status=410)
    reading = Reading(record, texts, interface=get_language() or "en", asked=request.GET.get("text", ""))
    if (space, slug) != (record.space.slug, reading.own.slug or "-"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{reading.url}?{query}" if query else reading.url)
    return reading


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a published record in one language, as everybody sees it."""

    record: Record
    title: str
    description: str
    head: SafeString
    crumbs: SafeString
    main: SafeString


Body = Callable[[Reading, dict[str, Any]], dict[str, Any]]
Aside = Callable[[SiteRequest, Record], dict[str, Any]]


def show(
    request: SiteRequest,
    kind: str,
    asked: tuple[str, str, str],
    body: Body,
    *,
    template: str = "record/page.html",
    aside: Aside = lambda _request, _record: {},
) -> HttpResponse:
    """Answer with the page of a record, or with where it is to be found; `asked` is its space, public id and slug.

    `body` gives the context of the kind's own template beside the frame; `aside` what `template`, the whole
    page, shows to this reader alone. One query when the page is kept, else two, the frame's and the body's; what only
    some may see is never kept.
    """
    answer: HttpResponse | Shown | None = None

    def make() -> Shown | None:
        nonlocal answer
        reading = open_record(request, kind, *asked)
        answer = reading if isinstance(reading, HttpResponse) else shown(request, reading, body)
        public = isinstance(answer, Shown) and answer.record.visibility == PUBLISHED
        return answer if isinstance(answer, Shown) and public else None

    site = f"{request.scheme}://{request.get_host()}"
    key = (kind, asked, request.GET.get("text", ""), get_language(), site)
    page = fragment(key, make) or answer
    if not isinstance(page, Shown):
        return page or HttpResponseNotFound()
    alone = rights_of(request, page.record) | aside(request, page.record)
    return render(request, template, {"page": page} | alone)


def shown(request: SiteRequest, reading: Reading, body: Body) -> Shown:
    """Render the parts of a record's page."""
    frame = frame_of(request, reading)
    context = frame | body(reading, frame)
    parts = ("record/head.html", "record/crumbs.html", kind_of(reading.record.kind).main)
    return Shown(
        reading.record,
        reading.text.title,
        frame["description"],
        *(render_to_string(part, context) for part in parts),
    )


def rights_of(request: SiteRequest, record: Record) -> dict[str, Any]:
    """Where this reader changes the record, and whether they decide on it: no query for a visitor."""
    if not (kind_of(record.kind).written and request.user.is_authenticated):
        return {}
    return {
        "change": writing_address(record.kind, record) if can_write(request.standing, record) else "",
        "may_decide": can_decide(request.standing, record),
    }


def frame_of(request: SiteRequest, reading: Reading) -> dict[str, Any]:
    """What the head and the foot of a record's page need; one query for its themes."""
    record, language = reading.record, text_language(reading.interface)
    site = f"{request.scheme}://{request.get_host()}"
    about = set(Record.themes.through.objects.filter(record=record).values_list("theme_id", flat=True))
    tongues, kind = reading.tongues(), kind_of(record.kind)
    return {
        "record": record,
        "reading": reading,
        "text": reading.text,
        "direction": direction_of(reading.text.language),
        "stale": reading.is_stale(reading.text),
        "tongues": tongues,
        "shown": next(tongue for tongue in tongues if tongue.here),
        "original": tongues[0],
        "missing": language not in reading.texts,
        "alternates": [(code, f"{site}{path}") for code, path in reading.alternates()],
        "url": f"{site}{reading.address}",
        "places": places_of(record, language),
        "themes": [Spoken(label, query=f"theme={code}") for code, label in labels_by_id(about, language)],
        "kind": kind,
        "list": reverse(kind.list_page, args=[record.space.slug]),
        "crumbs": in_list(record),
        "description": Truncator(reading.text.summary).chars(160),
        "published": spoken_day(record.published, reading.interface),
    } | space_frame(record.space)


def writing_address(kind: str, record: Record) -> str:
    """Where a record is written; not there (404) for a kind that is not written in pages."""
    if not kind_of(kind).written:
        raise Http404(record.public_id)
    return reverse(f"{kind}-check", kwargs={"space": record.space.slug, "public_id": record.public_id})


def spoken_day(moment: datetime | None, interface: str) -> str:
    """A day in words, as the interface's language writes it."""
    return open_date(moment.date().isoformat()).spoken(to_locale(interface)) if moment else ""


def places_of(record: Record, language: str) -> list[Spoken]:
    """Where it is, from the smallest place to the country; names in another language say so."""
    own = [Spoken(record.place)] if record.place else []
    return own + [
        Spoken(
            place.name_in(language),
            "" if place.language_of_name(language) == language else place.language_of_name(language),
            f"territory={place.code}",
        )
        for place in chain_of(record.territory)
        if place.name_in(language) != record.place
    ]
