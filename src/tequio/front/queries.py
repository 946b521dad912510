"""Reads of the front that belong to no room."""

from django.db.models import Count

from tequio.catalogue.links.queries import newest_on_a_trail
from tequio.catalogue.records.models import Record, Text
from tequio.ground.kept import Kept
from tequio.ground.spaces.models import Space


def _read_first_practice() -> int | None:
    practices = Record.objects.filter(kind="practice", visibility="published", practice__since__isnull=False)
    told = practices.annotate(tongues=Count("texts")).order_by("-tongues", "practice__since", "id")
    return told.values_list("id", flat=True).first()


# Id of the practice that the front door opens: told in most languages, and of those the one that began first.
# One query over all practices, so it is read every ten minutes.
first_practice = Kept(_read_first_practice, seconds=600)


def numbers_without_engine() -> tuple[int, int]:
    """Countries and languages of the published practices, counted in the database: two queries."""
    published = Record.objects.filter(kind="practice", visibility="published")
    countries = published.aggregate(n=Count("territory", distinct=True))["n"]
    texts = Text.objects.filter(record__in=published)
    return countries, texts.aggregate(n=Count("language", distinct=True))["n"]


def _first_space() -> Space | None:
    return Space.objects.order_by("id").first()


# The space that the front door leads to: one query a minute.
first_space = Kept(_first_space)

# Id of a record on the trail that the front door draws: two queries a minute.
first_trail = Kept(newest_on_a_trail)


def _spaces() -> dict[str, Space]:
    return {space.slug: space for space in Space.objects.all()}


# All spaces by slug: one query a minute.
spaces = Kept(_spaces)
