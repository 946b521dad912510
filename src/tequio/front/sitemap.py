"""The sitemap, in pages of a thousand records, and robots.txt."""

from collections.abc import Iterator
from math import ceil

from django.conf import settings
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from tequio.catalogue.records.access import visible_to
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import Named, named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.standing import VISITOR

PAGE = 1000
LAST_PAGE = 50_000  # as many as an index of sitemaps may name


@open_to_all
@kept_for_visitors
def index(request: SiteRequest) -> HttpResponse:
    """List the pages of the sitemap: one query."""
    pages = max(1, ceil(Record.objects.filter(visible_to(VISITOR)).count() / PAGE))
    site = f"{request.scheme}://{request.get_host()}"
    return render(
        request,
        "front/sitemap-index.xml",
        {"addresses": [f"{site}/sitemap-{page}.xml" for page in range(1, pages + 1)]},
        content_type="application/xml; charset=utf-8",
    )


@open_to_all
@kept_for_visitors
def records(request: SiteRequest, page: int) -> HttpResponse:
    """A thousand records, each in the languages of the interface that it has a text in: five queries.

    The first page names the editions of participatory budgets too, the thousand newest: one query more.
    """
    start = (min(page, LAST_PAGE) - 1) * PAGE
    found = Record.objects.filter(visible_to(VISITOR)).order_by("id")
    rows = list(found.values_list("id", "updated")[start : start + PAGE])
    if page < 1 or (page > 1 and not rows):
        raise Http404(str(page))
    site = f"{request.scheme}://{request.get_host()}"
    dates = {record: updated.date().isoformat() for record, updated in rows}
    entries = [(f"{site}{name.url}", dates[name.id]) for name in _addressed(list(dates))]
    if page == 1:
        entries = [(f"{site}{url}", day) for url, day in _editions()] + entries
    return render(
        request, "front/sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8"
    )


def _addressed(ids: list[int]) -> Iterator[Named]:
    for code, _name in settings.LANGUAGES:
        language = text_language(code)
        with override(code):
            yield from (name for name in named(ids, language).values() if name.language == language)


def _editions() -> list[tuple[str, str]]:
    """Addresses of editions in each language of the interface, with the day of their last phase or opening."""
    rows = Budget.objects.filter(opened__isnull=False).order_by("-pk")
    found = list(rows.values_list("space__slug", "slug", Coalesce("moved", "opened"))[:PAGE])
    made = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            made += [
                (reverse("budget", args=[space, slug]), changed.date().isoformat())
                for space, slug, changed in found
            ]
    return made


@open_to_all
@kept_for_visitors
def robots(request: SiteRequest) -> HttpResponse:
    """Keep robots out of the endless ways to narrow a list, and name the sitemap."""
    lines = (
        "User-agent: *",
        "Disallow: /*?*theme=",
        "Disallow: /*?*territory=",
        "Disallow: /*?*sort=",
        "Disallow: /*/account/",
        f"Sitemap: {request.scheme}://{request.get_host()}/sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
