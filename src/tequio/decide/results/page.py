"""What the pages of a result show: the whole, and one contest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from babel.numbers import format_percent
from django.conf import settings
from django.core.paginator import Paginator
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.protocol.freeze import fingerprint
from tequio.decide.protocol.roll import Roll, read_roll
from tequio.decide.results.files import minutes_of, offered
from tequio.decide.results.frame import title_in, tongue
from tequio.decide.results.models import Bundle, Result
from tequio.decide.results.places import MINUTES
from tequio.decide.results.queries import addresses_of, results_of, settlement_of
from tequio.decide.results.words import BESIDE_NAMES
from tequio.ground.spaces.models import said_in
from tequio.kit.money import Money

CONTESTS, PROJECTS, SHOWN = 12, 40, 12
"""Contests a page, projects a page, and winners of a contest on the page of the whole."""


@dataclass(frozen=True)
class Line:
    """A project in words: `place` where it won; `official` where another count said otherwise or the same; `url` of its page."""

    title: str
    language: str
    price: str
    votes: int = 0
    place: int = 0
    words: str = ""
    official: str = ""
    url: str = ""
    key: str = ""


@dataclass(frozen=True)
class Bar:
    """A project in the chart: `votes` and the dark `part` of them, both in percent of the most votes that one has."""

    line: Line
    votes: str
    part: str


@dataclass(frozen=True)
class Turnout:
    """A cell of the roll: its zones by name, who might vote and who did, in percent with one decimal."""

    zones: str
    entitled: int
    voted: int
    share: str


@dataclass(frozen=True)
class Contest:
    """A contest on the page of the whole; `filled` is what was spent, in percent of its money."""

    key: str
    name: str
    ballots: int
    projects: int
    won: int
    more: int
    spent: str
    money: str
    filled: int
    lines: list[Line]
    ties: list[str]
    other: str


def spoken(amount: int, budget: Budget) -> str:
    return Money(amount, budget.currency).spoken(to_locale(get_language() or "en"))


def share_of(part: int, whole: int) -> str:
    """A part in percent, with one decimal, as the language writes it."""
    share = round(part / whole, 3) if whole else 0
    locale = to_locale(get_language() or "en")
    return str(format_percent(share, locale=locale, decimal_quantization=False))


def result_page(budget: Budget, number: str) -> dict[str, Any]:
    """All that everybody sees of a result: seven queries."""
    results, settlement = results_of(budget), settlement_of(budget)
    page = Paginator(results, CONTESTS).get_page(number)
    forms = [one.form for one in results]
    shown = [line["id"] for one in page for line in one.form["winners"][:SHOWN]]
    addresses = addresses_of(budget, shown, tongue())
    context: dict[str, Any] = {
        "page": page,
        "contests": [contest_of(budget, one, addresses=addresses) for one in page],
        "won": sum(len(form["winners"]) for form in forms),
        "spent": spoken(sum(form["spent"] for form in forms), budget),
        "money": spoken(sum(form["budget"] for form in forms), budget),
        "tongue": tongue(),
        "origin": budget.origin,
        "official": [difference(one) for one in results if one.official is not None],
    }
    if settlement is not None and settlement.roll:
        context |= voted_page(budget, read_roll(bytes(settlement.roll)))
    return context


def voted_page(budget: Budget, roll: Roll) -> dict[str, Any]:
    """Who voted, and the files of the bundle: two queries."""
    rules, bundle = rules_of(budget.pk), Bundle.objects.filter(budget=budget).first()
    written = minutes_of(budget)
    return {
        "roll": roll,
        "share": share_of(roll.voted, roll.entitled),
        "annulled": sum(roll.annulled.values()),
        "turnout": [
            Turnout(
                ", ".join(rules.zone[zone].name for zone in cell.zones),
                cell.entitled,
                cell.voted,
                share_of(cell.voted, cell.entitled),
            )
            for cell in roll.cells
        ],
        "fingerprint": fingerprint(rules.sha256),
        "bundle": bundle,
        "bundle_hash": fingerprint(bytes(bundle.sha256)) if bundle else "",
        "files": offered(budget),
        "own_minutes": MINUTES.format(tongue()) if tongue() in written else "",
        "minutes": [
            (MINUTES.format(short), name)
            for code, name in settings.LANGUAGES
            for short in [code.split("-")[0]]
            if short in written
        ],
    }


def contest_of(
    budget: Budget,
    result: Result,
    shown: int | None = SHOWN,
    addresses: Mapping[str, str] = MappingProxyType({}),
) -> Contest:
    """A contest in short, with so many of its winners and the addresses of their pages; no query."""
    form, language = result.form, tongue()
    lines = [
        replace(winner_of(budget, line, place), url=addresses.get(line["id"], ""))
        for place, line in enumerate(form["winners"][:shown], 1)
    ]
    return Contest(
        key=result.contest,
        name=said_in(form["names"], language, "en"),
        ballots=form["ballots"],
        projects=form["projects"],
        won=len(form["winners"]),
        more=len(form["winners"]) - len(lines),
        spent=spoken(form["spent"], budget),
        money=spoken(form["budget"], budget),
        filled=round(100 * form["spent"] / form["budget"]) if form["budget"] else 0,
        lines=lines,
        ties=[tie_of(tie) for tie in form["ties"]],
        other=other_of(result),
    )


def winner_of(budget: Budget, line: Mapping[str, Any], place: int) -> Line:
    title, language = titled(line["titles"])
    return Line(title or line["id"], language, spoken(line["cost"], budget), line.get("votes", 0), place)


def titled(titles: Mapping[str, str]) -> tuple[str, str]:
    """A project's title and its language, empty where it is the page's own."""
    language = tongue()
    if language in titles or not titles:
        return titles.get(language, ""), ""
    other, title = next(iter(titles.items()))
    return title, other


def name_of(line: Mapping[str, Any]) -> str:
    """A project's title in the page's language or another one, else its id."""
    return title_in(line["titles"], tongue()) or str(line["id"])


def tie_of(tie: Mapping[str, Any]) -> str:
    """Say where a tie decided."""
    names = [name_of(line) for line in tie["projects"]]
    return _(
        "In round {round} these were equal: {names}. The order that was fixed before the vote put {first} first."
    ).format(round=tie["round"], names=", ".join(names), first=names[0])


def other_of(result: Result) -> str:
    """Say in one sentence what the other rule would have given."""
    if not result.beside:
        return ""
    other, own = result.beside[0], {line["id"] for line in result.form["winners"]}
    name = str(BESIDE_NAMES[other["rule"]])
    theirs = {line["id"]: name_of(line) for line in other["winners"]}
    new = [title for key, title in theirs.items() if key not in own]
    if not new and len(theirs) == len(own):
        return _("{rule} the same projects would have won.").format(rule=name)
    if not new:
        return _("{rule} fewer projects would have won: {count} of them.").format(
            rule=name, count=len(theirs)
        )
    return _("{rule} these would have won as well or instead: {titles}.").format(
        rule=name, titles=", ".join(new[:5]) + (", …" if new[5:] else "")
    )


@dataclass(frozen=True)
class Difference:
    """A city's published winners beside our recount, for one contest."""

    contest: str
    same: bool
    only_official: list[str]
    only_ours: list[str]


def difference(result: Result) -> Difference:
    """Compare the official winners with ours; no query."""
    official = {line["id"]: name_of(line) for line in result.official or ()}
    ours = {line["id"]: name_of(line) for line in result.form["winners"]}
    return Difference(
        said_in(result.form["names"], tongue(), "en"),
        official.keys() == ours.keys(),
        [title for key, title in official.items() if key not in ours],
        [title for key, title in ours.items() if key not in official],
    )


def contest_page(budget: Budget, result: Result, number: str) -> dict[str, Any]:
    """Why each project of a contest won or did not: chart, words, and the other rule: two queries."""
    language, short = tongue(), contest_of(budget, result)
    page = Paginator(result.projects, PROJECTS).get_page(number)
    first = page.start_index()
    addresses = addresses_of(budget, [line["id"] for line in page], language)
    lines = [
        replace(line_of(budget, result, line, place), url=addresses.get(line["id"], ""))
        for place, line in enumerate(page, first)
    ]
    return {
        "name": short.name,
        "short": short,
        "told": result.told.get(language, []),
        "page": page,
        "lines": lines,
        "chart": chart_of(list(page), lines),
        "effective": any(line["won"] and line["effective"] != line["votes"] for line in result.projects),
        "official": difference(result) if result.official is not None else None,
        "beside": [beside_of(budget, result, other) for other in result.beside],
        "represented": share_of(result.form.get("represented", 0), 1000),
    }


def line_of(budget: Budget, result: Result, line: Mapping[str, Any], place: int) -> Line:
    title, language = titled(line["titles"])
    price = spoken(line["cost"], budget) if line["cost"] is not None else ""
    official = ""
    if result.official is not None:
        chosen = {one["id"] for one in result.official}
        official = _("chosen by the city") if line["id"] in chosen else _("not chosen by the city")
    return Line(
        title or line["id"],
        language,
        price,
        line["votes"],
        place if line["won"] else 0,
        line["words"].get(tongue(), ""),
        official,
        key=line["id"],
    )


def page_with(result: Result, key: str) -> tuple[Mapping[str, Any], int] | None:
    """The line of a project in a contest, and the page that it stands on; none where the contest has no such project."""
    for place, line in enumerate(result.projects):
        if line["id"] == key:
            return line, place // PROJECTS + 1
    return None


def chart_of(rows: Sequence[Mapping[str, Any]], lines: Sequence[Line]) -> list[Bar]:
    """The votes of the projects on this page as bars; the dark part is what won, in effective votes where a rule has them."""
    most = max([1, *(row["votes"] for row in rows)])

    def share(votes: float) -> str:
        return f"{100 * votes / most:.1f}"

    return [
        Bar(line, share(row["votes"]), share(min(row["effective"], row["votes"])))
        for row, line in zip(rows, lines, strict=True)
    ]


def beside_of(budget: Budget, result: Result, other: Mapping[str, Any]) -> dict[str, Any]:
    """Two rules side by side: what each of them gives alone, its money, and how many ballots see a winner."""
    own = {line["id"]: line for line in result.form["winners"]}
    theirs = {line["id"]: line for line in other["winners"]}
    return {
        "name": str(BESIDE_NAMES[other["rule"]]),
        "won": len(theirs),
        "spent": spoken(other["spent"], budget),
        "represented": share_of(other["represented"], 1000),
        "only_here": [winner_of(budget, line, 0) for key, line in own.items() if key not in theirs],
        "only_there": [winner_of(budget, line, 0) for key, line in theirs.items() if key not in own],
    }
