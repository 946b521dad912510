"""Reads of the front that belong to no room."""

from django.db.models import Count, Q

from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import TRAIL
from tequio.catalogue.records.models import Record, Text
from tequio.ground.kept import Kept
from tequio.ground.spaces.models import Space


def oldest_on_a_trail() -> int | None:
    """Id of the published practice that began first among those that led to others or came of them: one query.

    Where nothing is linked yet, the one that began first.
    """
    practices = Record.objects.filter(kind="practice", visibility="published", practice__since__isnull=False)
    linked = Link.objects.filter(relation__in=TRAIL)
    ordered = practices.annotate(
        alone=~Q(pk__in=linked.values("source")) & ~Q(pk__in=linked.values("target"))
    ).order_by("alone", "practice__since", "id")
    return ordered.values_list("id", flat=True).first()


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
