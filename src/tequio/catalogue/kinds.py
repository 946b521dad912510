"""The kinds of record there are: each app registers its own, so that lower floors show upper records unseen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language


@dataclass(frozen=True)
class Facts:
    """The facets of one record of a kind; all may be empty."""

    maturity: str = ""
    year: int | None = None
    spheres: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `page` and `list_page` name routes that take `space` (and `public_id`, `slug`). `resolve` finds or makes the
    actors that content names, `store` writes the noun's own row; both run inside the transaction that publishes.
    `relations_of_answers` are the links that `store` makes; the others are made of content's ties.
    `main` is the template of its page's text. A kind that is `written` in pages has routes `KIND-check` and `my-KINDs`.
    `may_discuss` refuses while a record is not discussed; a kind without it has no discussions.
    `above` says what stands between a record's space and its page, as (label, address); else that is the kind's list.
    `facts` answers for many record ids in a constant number of queries.
    """

    key: str
    verb: str
    label: Promise
    plural: Promise
    page: str
    list_page: str
    resolve: Callable[..., Any]
    store: Callable[[Any, Any], None]
    facts: Callable[[Sequence[int]], Mapping[int, Facts]]
    main: str
    written: bool = False
    relations_of_answers: tuple[str, ...] = ()
    schema_type: str = "Article"
    may_discuss: Callable[[Any], None] | None = None
    above: Callable[[Any], Sequence[tuple[str, str]]] | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; a second one of the same key is refused."""
    if kind.key in _KINDS and _KINDS[kind.key] != kind:
        raise ValueError(f"The kind {kind.key} is registered twice.")
    _KINDS[kind.key] = kind


def kind_of(key: str) -> Kind:
    return _KINDS[key]


def all_kinds() -> list[Kind]:
    return list(_KINDS.values())


def pages_above(record: Any) -> Sequence[tuple[str, str]]:
    """What stands between a record's space and its page, as (label, address): as many queries as its kind needs."""
    kind = _KINDS[record.kind]
    return kind.above(record) if kind.above else in_list(record)


def in_list(record: Any) -> list[tuple[str, str]]:
    """The list of a record's kind in its space, as (label, address): what stands above a record of most kinds; no query."""
    kind = _KINDS[record.kind]
    return [(str(kind.plural), reverse(kind.list_page, args=[record.space.slug]))]


def page_of(kind: str, *, space: str, public_id: str, slug: str) -> str:
    """Return the address of a record's page in the interface's language; no query.

    Every page's route ends with the public id, a hyphen and the slug, so that long lists look up one route.
    """
    return f"{_start_of_page(kind, space, get_language())}{public_id}-{quote(slug or '-')}"


@lru_cache(maxsize=1000)
def _start_of_page(kind: str, space: str, language: str | None) -> str:
    whole = reverse(_KINDS[kind].page, kwargs={"space": space, "public_id": "0", "slug": "0"})
    return whole.removesuffix("0-0")
