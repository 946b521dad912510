"""Finding published records of a kind by typing their titles."""

from django.db.models import Case, IntegerField, Q, Value, When

from tequio.catalogue.records.models import Text
from tequio.catalogue.records.rules import PUBLISHED, best_language, slug_of
from tequio.kit.finding import Found


def find_records(kind: str, asked: str, space_id: int, language: str, most: int = 10) -> list[Found]:
    """Find published records of a space whose title in any language holds what was typed: two queries."""
    slug = slug_of(asked)
    if not slug:
        return []
    first = Case(When(slug__startswith=slug, then=Value(0)), default=Value(1), output_field=IntegerField())
    texts = Text.objects.filter(
        record__kind=kind, record__space=space_id, record__visibility=PUBLISHED, slug__contains=slug
    )
    ids = dict.fromkeys(
        texts.order_by(first, "slug", "record_id").values_list("record_id", flat=True)[: most * 2]
    )
    return _said(Q(record__in=list(ids)[:most]), language, list(ids))


def record_found(kind: str, public_id: str, space_id: int, language: str) -> Found | None:
    """Say one published record of a space as finding it would have: one query."""
    asked = Q(
        record__kind=kind, record__space=space_id, record__visibility=PUBLISHED, record__public_id=public_id
    )
    return next(iter(_said(asked, language, [])), None)


def _said(asked: Q, language: str, order: list[int]) -> list[Found]:
    rows = Text.objects.filter(asked).select_related("record__territory").defer("sections", "summary")
    texts: dict[int, dict[str, Text]] = {}
    for text in rows:
        texts.setdefault(text.record_id, {})[text.language] = text
    return [_found(texts[record_id], language) for record_id in (order or list(texts)) if record_id in texts]


def _found(texts: dict[str, Text], language: str) -> Found:
    record = next(iter(texts.values())).record
    text = texts[best_language(texts, language, record.original_language)]
    hint = record.territory.name_in(language) if record.territory else record.place
    return Found(id=record.public_id, label=text.title, hint=hint)
