"""What a reader asks of a list of proposals, and the addresses of what comes next."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from tequio.decide.proposals.rules import STAGES
from tequio.kit.plain import one_line

NEWEST, SUPPORTED, RANDOM = "newest", "supported", "random"
SORTS = (NEWEST, SUPPORTED, RANDOM)
LONGEST, LAST_PAGE = 200, 500


@dataclass(frozen=True)
class Asked:
    """A question as its address says it: keys of an edition, a zone, a heading; a stage; whether priced, or one's own.

    `seed` draws the order of `random`: with it in the address, the second page goes on where the first one ended.
    `usual` is the order of a list whose address says none; it stands in no address.
    """

    words: str = ""
    budget: str = ""
    zone: str = ""
    heading: str = ""
    stage: str = ""
    priced: bool = False
    mine: bool = False
    sort: str = ""
    seed: str = ""
    page: int = 1
    usual: str = NEWEST

    @property
    def order(self) -> str:
        """The order that was chosen, else the list's usual one."""
        return self.sort or self.usual

    @property
    def narrowed(self) -> bool:
        return any((self.words, self.budget, self.zone, self.heading, self.stage, self.priced, self.mine))

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address's query, always in the same order."""
        said = (
            ("q", self.words),
            ("budget", self.budget),
            ("zone", self.zone),
            ("heading", self.heading),
            ("stage", self.stage),
            ("priced", "1" if self.priced else ""),
            ("mine", "1" if self.mine else ""),
            ("sort", self.sort),
            ("seed", self.seed if self.sort == RANDOM or (self.order == RANDOM and self.page > 1) else ""),
            ("page", str(self.page) if self.page > 1 else ""),
        )
        return [(name, value) for name, value in said if value]

    def address(self) -> str:
        """The query of this question's own address; `?` for the plain list."""
        return "?" + urlencode(self.pairs())

    def where(self, **changes: str | bool | int) -> str:
        """The address of this question with something changed, from its first page unless a page is named."""
        return replace(self, **{"page": 1, **changes}).address()  # type: ignore[arg-type]


def read_asked(query: QueryDict, *, today: date, usual: str = NEWEST) -> Asked:
    """Read a question from an address; what makes no sense is put right, never refused."""
    page, sort = query.get("page", "1"), query.get("sort", "")
    sort = sort if sort in SORTS else ""
    return Asked(
        words=one_line(query.get("q", ""))[:LONGEST],
        budget=_key(query, "budget"),
        zone=_key(query, "zone"),
        heading=_key(query, "heading"),
        stage=query.get("stage", "") if query.get("stage") in STAGES else "",
        priced=query.get("priced") == "1",
        mine=query.get("mine") == "1",
        sort=sort,
        seed=(_key(query, "seed") or today.isoformat()) if (sort or usual) == RANDOM else "",
        page=min(max(1, int(page)), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 9 else 1,
        usual=usual,
    )


def _key(query: QueryDict, name: str) -> str:
    return one_line(query.get(name, ""))[:60]
