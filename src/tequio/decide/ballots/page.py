"""What the voting page shows: the frozen rules, and how somebody's choices stand under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext, to_locale
from django.utils.translation import gettext as _

from tequio.catalogue.kinds import page_of
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import text_language
from tequio.decide.ballots.rules import ADD, REMOVE, UP, Choices
from tequio.decide.protocol.freeze import Contest, Freeze, Project
from tequio.ground.kept import Kept
from tequio.kit.money import Money

SUMMARY_LONGEST = 90


@dataclass(frozen=True, slots=True)
class About:
    """What stands beside a project on the ballot: its own page and a few words. The frozen title alone binds."""

    url: str = ""
    summary: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A project as one chooses it. `number` is its place or points, 1 where it is simply chosen, 0 where it is not."""

    id: str
    title: str
    cost: str
    number: int
    about: About
    withdrawn: str
    buttons: Sequence[tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Section:
    """A contest on the page. `used` of `most` projects, points or money."""

    id: str
    name: str
    rule: str
    rows: Sequence[Row]
    tally: str
    money: str
    used: int
    most: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What the page shows beside the frozen rules; `voted` says whether a first vote was cast."""

    about: Mapping[str, About]
    withdrawn: Mapping[str, str]
    voted: bool


def sections_of(rules: Freeze, contests: Sequence[str], choices: Choices, beside: Beside) -> list[Section]:
    """Return the contests as sections, in the order of the rules; no query."""
    return [
        _section(rules, contest, choices.get(contest.id, {}), beside)
        for contest in rules.contests
        if contest.id in contests
    ]


def _section(rules: Freeze, contest: Contest, votes: Mapping[str, int], beside: Beside) -> Section:
    rows = [
        Row(
            project.id,
            title_of(project),
            spoken(rules, project.cost),
            votes.get(project.id, 0),
            beside.about.get(project.id, About()),
            beside.withdrawn.get(project.id, ""),
            buttons(contest, votes.get(project.id, 0), voted=beside.voted),
        )
        for project in rules.projects_of(contest.id)
    ]
    spent = sum(rules.project[project].cost for project in votes)
    used, most = _filled(contest, votes, spent)
    return Section(
        id=contest.id,
        name=contest.name,
        rule=rule_of(rules, contest),
        rows=rows,
        tally=tally_of(contest, used, most),
        money=money_of(rules, contest, spent),
        used=used,
        most=most,
    )


def _filled(contest: Contest, votes: Mapping[str, int], spent: int) -> tuple[int, int]:
    if contest.format == "knapsack":
        return spent, contest.limits["spend"]
    if contest.format == "cumulative":
        return sum(votes.values()), contest.limits["points"]
    return len(votes), contest.limits["most"]


def buttons(contest: Contest, number: int, *, voted: bool) -> list[tuple[str, str, bool]]:
    """Return (what is tapped, what it says, whether it is pressed) for a project with this number."""
    choose = _("Choose") if voted else _("Vote")
    if contest.format == "cumulative":
        more = (ADD, _("One point more") if number else choose, False)
        return [more, (REMOVE, _("One point less"), False)] if number else [more]
    if not number:
        return [(ADD, choose, False)]
    taken = (REMOVE, pgettext("project", "Chosen"), True)
    return [(UP, _("Higher"), False), taken] if contest.format == "ranking" and number > 1 else [taken]


def rule_of(rules: Freeze, contest: Contest) -> str:
    """Say in one sentence what one may do in a contest."""
    limits = contest.limits
    if contest.format == "knapsack":
        return _("Choose what you like, up to %(money)s.") % {"money": spoken(rules, limits["spend"])}
    if contest.format == "cumulative":
        return _("Give up to %(points)s points, at most %(each)s to one project.") % limits
    if contest.format == "ranking":
        return _("Choose up to %(most)s projects, the best first.") % limits
    if limits["least"] > 1:
        return _("Choose between %(least)s and %(most)s projects.") % limits
    return ngettext("Choose one project.", "Choose up to %(most)s projects.", limits["most"]) % limits


def tally_of(contest: Contest, used: int, most: int) -> str:
    if contest.format == "knapsack":
        return ""
    if contest.format == "cumulative":
        return _("%(used)s of %(most)s points given") % {"used": used, "most": most}
    return _("%(used)s of %(most)s chosen") % {"used": used, "most": most}


def money_of(rules: Freeze, contest: Contest, spent: int) -> str:
    limit = contest.limits.get("spend")
    said = (
        _("%(spent)s of %(budget)s") if limit else _("together %(spent)s; there are %(budget)s to share out")
    )
    return said % {"spent": spoken(rules, spent), "budget": spoken(rules, limit or contest.budget)}


def spoken(rules: Freeze, amount: int) -> str:
    return Money(amount, rules.currency).spoken(to_locale(get_language() or "en"))


def about_projects(budget: int, rules: Freeze, language: str) -> Mapping[str, About]:
    """Where each project has its page, and a few words of it: two queries once a minute in each process."""
    return _kept(budget, rules.sha256, language)()


@lru_cache(maxsize=128)
def _kept(budget: int, freeze: bytes, language: str) -> Kept[Mapping[str, About]]:
    return Kept(lambda: _read(budget, language))


def _read(budget: int, language: str) -> Mapping[str, About]:
    records = Record.objects.filter(proposal__budget=budget, visibility="published")
    keys = {
        record: (key, public, space)
        for record, key, public, space in records.values_list(
            "pk", "proposal__key", "public_id", "space__slug"
        )
    }
    texts: dict[int, Any] = {}
    for text in Text.objects.filter(record__in=keys).only(
        "record_id", "language", "summary", "slug", "status"
    ):
        if text.language == language or (text.status == "original" and text.record_id not in texts):
            texts[text.record_id] = text
    return {
        key: About(
            page_of("proposal", space=space, public_id=public, slug=texts[record].slug),
            shortened(texts[record].summary),
            texts[record].language if texts[record].language != language else "",
        )
        for record, (key, public, space) in keys.items()
        if record in texts
    }


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SUMMARY_LONGEST else words[: SUMMARY_LONGEST - 1].rsplit(" ", 1)[0] + "…"


def title_of(project: Project) -> str:
    """A project's frozen title in the page's language."""
    return project.title(text_language(get_language() or "en"))
