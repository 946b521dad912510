"""What is asked of the index and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tequio.catalogue.search.schema import FACETS

RELEVANCE, NEWEST, OLDEST, TITLE = "relevance", "newest", "oldest", "title"
FIXED_ORDERS = (NEWEST, OLDEST, TITLE)
SORTS = (RELEVANCE, *FIXED_ORDERS)
PAGE_SIZE = 20
LAST_PAGE = 500


class About(int):
    """A count that was estimated from a sample; a sum with one is one."""

    def __add__(self, other: int) -> "About":
        return About(int(self) + int(other))

    __radd__ = __add__


@dataclass(frozen=True, slots=True)
class Query:
    """A reader's question; what makes no sense in it is put right, never refused.

    `filters` maps facets to values: several values of one facet mean any of them, several facets mean all of them.
    `box` is (south, west, north, east) in degrees. `typing` takes the last word as the beginning of one. `facets`
    names what to count; an empty tuple counts nothing; `exact` those of them to count in every record however many are
    found, which costs 2 to 10 milliseconds a million. Territories below countries are counted while there is a filter
    by territory.
    """

    words: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: str = RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE
    language: str = "en"
    typing: bool = False
    facets: tuple[str, ...] = FACETS
    exact: tuple[str, ...] = ()
    countries: bool = True
    box: tuple[float, float, float, float] | None = None

    @property
    def offset(self) -> int:
        """How many records stand before the page asked for."""
        return (min(max(1, self.page), LAST_PAGE) - 1) * self.size

    @property
    def restricted(self) -> bool:
        """Whether anything but words narrows the query."""
        return bool(self.chosen()) or self.box is not None

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The filters that there is a facet for, without empty ones."""
        return {name: tuple(self.filters[name]) for name in FACETS if self.filters.get(name)}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the index holds for a query.

    `facets` maps each facet to (value, count), most frequent first; a facet's counts leave out its own filter, so
    that they say what one would get by choosing another value. Where very many records are found, counts are `About`,
    `total` and `countries` too if words had to be joined or filtered; `record_ids` are always exact. `themes_found` holds (theme code, the query's words
    that name it); `corrected` (typed word, word used instead); `suggested` (rare word that was used, likelier one);
    `required` says whether `all` words, `most` or `any` had to occur; `terms` is what `highlight` marks.
    """

    total: int
    record_ids: list[int]
    facets: dict[str, list[tuple[str, int]]]
    countries: dict[str, int]
    themes_found: list[tuple[str, str]]
    corrected: list[tuple[str, str]]
    suggested: list[tuple[str, str]]
    required: str
    terms: frozenset[str]

    @property
    def about(self) -> bool:
        """Whether any number was estimated."""
        return isinstance(self.total, About) or any(
            isinstance(number, About) for counts in self.facets.values() for _value, number in counts
        )
