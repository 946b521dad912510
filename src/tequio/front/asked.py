"""What a reader asks of a list: words, what it is narrowed to, order and page; and the addresses of what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from tequio.catalogue.search.query import LAST_PAGE, NEWEST, RELEVANCE, SORTS
from tequio.catalogue.search.schema import FACETS
from tequio.kit.plain import one_line

LONGEST = 200
MOST_VALUES = 20
Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Asked:
    """A question as its address says it. `fixed` is what the path says (a space, a kind), not the query."""

    words: str = ""
    chosen: Chosen = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    whole: str = ""
    fixed: Chosen = field(default_factory=dict)

    @property
    def order(self) -> str:
        """The order asked for, else the best first where there are words, else the newest."""
        return self.sort or (RELEVANCE if self.words else NEWEST)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {**self.chosen, **self.fixed}

    def pairs(self, *, leave_out: str = "") -> list[tuple[str, str]]:
        """Names and values of the address's query, always in the same order, without the page."""
        made = [("q", self.words)] if self.words else []
        for facet in FACETS:
            if facet != leave_out:
                made += [(facet, value) for value in self.chosen.get(facet, ())]
        return made + ([("sort", self.sort)] if self.sort else [])

    def address(self) -> str:
        """The query of this question's own address; empty for the plain list."""
        pairs = self.pairs()
        if self.whole:
            pairs.append(("whole", self.whole))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return "?" + urlencode(pairs) if pairs else "?"

    def newest_first(self) -> "Asked":
        """The same question for those who follow it."""
        return replace(self, page=1, sort=NEWEST)

    def on_page(self, page: int) -> str:
        return replace(self, page=page).address()

    def sorted_by(self, sort: str) -> str:
        return replace(self, page=1, sort=sort).address()

    def with_values(self, facet: str, values: tuple[str, ...]) -> str:
        """The address where one facet has exactly these values, from its first page."""
        return replace(self, page=1, chosen={**self.chosen, facet: values}).address()

    def start_of(self, facet: str) -> str:
        """The beginning of addresses that differ in one facet: add `facet=value`."""
        pairs = self.pairs(leave_out=facet)
        return "?" + urlencode(pairs) + "&" if pairs else "?"


def read_asked(query: QueryDict, **fixed: str) -> Asked:
    """Read a question from an address; what makes no sense is put right, never refused."""
    set_by_path = {name: (value,) for name, value in fixed.items() if value}
    chosen = {
        facet: tuple(dict.fromkeys(one_line(value)[:80] for value in query.getlist(facet) if value))[
            :MOST_VALUES
        ]
        for facet in FACETS
        if facet not in set_by_path and facet in query
    }
    page = query.get("page", "1")
    return Asked(
        words=one_line(query.get("q", ""))[:LONGEST],
        chosen={facet: values for facet, values in chosen.items() if values},
        sort=query.get("sort", "") if query.get("sort") in SORTS else "",
        page=min(max(1, int(page)), LAST_PAGE) if page.isascii() and page.isdigit() else 1,
        whole=query.get("whole", "") if query.get("whole") in FACETS else "",
        fixed=set_by_path,
    )
