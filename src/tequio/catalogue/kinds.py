"""The kinds of record there are: each app registers its own, so that lower floors show upper records unseen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


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
    relations_of_answers: tuple[str, ...] = ()
    schema_type: str = "Article"


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


def page_of(kind: str, *, space: str, public_id: str, slug: str) -> str:
    """Return the address of a record's page in the interface's language; no query."""
    return reverse(_KINDS[kind].page, kwargs={"space": space, "public_id": public_id, "slug": slug or "-"})
