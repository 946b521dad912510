"""Reading a freeze: every field is there, none is unknown, and all of them agree with each other."""

from collections.abc import Sequence
from typing import Any

from tequio.decide.protocol.canonical import read
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import (
    hexes,
    line,
    moment,
    one_of,
    pattern,
    plain_id,
    project_id,
    prose,
    record,
    rows,
    unique,
    whole,
)
from tequio.decide.protocol.freeze import FORMAT, Contest, Freeze, Project, Zone
from tequio.decide.protocol.notes import parse_verifier_key

FIELDS = (
    *("closes", "contests", "currency", "decimals", "electorate", "format", "hold", "join_check", "key"),
    *(
        "legal_basis",
        "opens",
        "origin",
        "other_zones",
        "projects",
        "tie_order",
        "time_zone",
        "titles",
        "withdrawn_counts",
        "zones",
    ),
)
CONTEST = (
    *(
        "budget",
        "comparison",
        "completion",
        "format",
        "id",
        "incompatible_together",
        "limits",
        "name",
        "rule",
    ),
    *("scores", "step", "threshold", "utility"),
)
LIMITS = {
    "approval": ("least", "most"),
    "knapsack": ("spend",),
    "ranking": ("least", "most"),
    "cumulative": ("each", "most", "points"),
}
RULES = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen")
STEPPED = ("add1", "add1e", "add1-utilitarian", "add1e-utilitarian")
COMPLETIONS = ("none", "utilitarian", "epsilon", *STEPPED)
UTILITIES = ("cost", "cardinality", "score")
YES_OR_NO = ("yes", "no")
WITHDRAWN_COST = 999_999_999
"""In major units: by this cost the `.pb` format marks a project that left the vote."""
MOST_HELD = 1_000
MOST_MONEY = 10**15
MOST_POINTS = 10**6
MOST_PROJECTS = 20_000
MOST_RIVALS = 100
UNSAID = "und"
"""What BCP 47 calls a language that nobody named."""
LONGEST = 32 * 1024 * 1024


def read_freeze(body: bytes) -> Freeze:
    """Return the rules that these bytes state.

    Refuses (`Fault`) bytes that are not canonical, a field that is missing, unknown or misshapen, and fields that do not
    agree: an unknown contest or project, a tie order that does not name every project once, a key of another origin.
    """
    form = record(in_present_form(read(body, longest=LONGEST)), "freeze", FIELDS)
    one_of(form["format"], "format", (FORMAT,))
    key = parse_verifier_key(line(form["key"], "key"))
    freeze = Freeze(
        body=body,
        key=key,
        titles=read_titles(form["titles"], "titles"),
        opens=moment(form["opens"], "opens"),
        closes=moment(form["closes"], "closes"),
        time_zone=pattern(form["time_zone"], "time_zone", r"[A-Za-z][A-Za-z0-9_+/-]{0,63}"),
        currency=pattern(form["currency"], "currency", "[A-Z]{3}"),
        decimals=whole(form["decimals"], "decimals", 0, 4),
        legal_basis=prose(form["legal_basis"], "legal_basis"),
        electorate=prose(form["electorate"], "electorate"),
        zones=tuple(read_zone(row, f"zones[{at}]") for at, row in numbered(form["zones"], "zones")),
        contests=tuple(
            read_contest(row, f"contests[{at}]") for at, row in numbered(form["contests"], "contests")
        ),
        projects=tuple(
            read_project(row, f"projects[{at}]") for at, row in numbered(form["projects"], "projects")
        ),
        tie_order=tuple(project_id(row, "tie_order") for row in rows(form["tie_order"], "tie_order")),
        withdrawn_counts=one_of(form["withdrawn_counts"], "withdrawn_counts", YES_OR_NO) == "yes",
        other_zones=whole(form["other_zones"], "other_zones", 0, 1),
        hold=whole(form["hold"], "hold", 1, MOST_HELD),
        join_check=hexes(form["join_check"], "join_check", 32),
    )
    if form["origin"] != key.origin:
        raise Fault("freeze.origin")
    check_agreement(freeze)
    return freeze


def numbered(value: object, where: str) -> Sequence[tuple[int, Any]]:
    return list(enumerate(rows(value, where, MOST_PROJECTS, 1)))


def read_zone(value: object, where: str) -> Zone:
    form = record(value, where, ("contests", "id", "name"))
    contests = tuple(
        plain_id(one, f"{where}.contests") for one in rows(form["contests"], f"{where}.contests")
    )
    unique(contests, f"{where}.contests")
    return Zone(plain_id(form["id"], f"{where}.id"), line(form["name"], f"{where}.name"), contests)


def read_contest(value: object, where: str) -> Contest:
    form = record(value, where, CONTEST)
    kind = one_of(form["format"], f"{where}.format", LIMITS)
    limits = record(form["limits"], f"{where}.limits", LIMITS[kind])
    for name, limit in limits.items():
        most = MOST_MONEY if name == "spend" else MOST_POINTS
        whole(limit, f"{where}.limits.{name}", 0 if name == "least" else 1, most)
    if limits.get("least", 0) > limits.get("most", 1) or limits.get("each", 0) > limits.get("points", 1):
        raise Fault("freeze.limits", where=where)
    contest = Contest(
        id=plain_id(form["id"], f"{where}.id"),
        name=line(form["name"], f"{where}.name"),
        format=kind,
        limits=limits,
        budget=whole(form["budget"], f"{where}.budget", 0, MOST_MONEY),
        rule=one_of(form["rule"], f"{where}.rule", RULES),
        utility=one_of(form["utility"], f"{where}.utility", ("none", *UTILITIES)),
        completion=one_of(form["completion"], f"{where}.completion", COMPLETIONS),
        step=whole(form["step"], f"{where}.step", 0, MOST_MONEY),
        comparison=one_of(form["comparison"], f"{where}.comparison", ("none", "greedy")),
        scores=one_of(form["scores"], f"{where}.scores", ("none", "borda", "lexicographic")),
        threshold=whole(form["threshold"], f"{where}.threshold"),
        incompatible_together=one_of(form["incompatible_together"], where, YES_OR_NO) == "yes",
    )
    if not fits_together(contest):
        raise Fault("freeze.rule", where=where)
    return contest


def fits_together(contest: Contest) -> bool:
    """Say whether a rule's options are those that it has: a setting without a meaning would look like a promise."""
    if (contest.scores != "none") != (contest.format == "ranking"):
        return False
    if contest.rule == "knapsack" and contest.format not in ("approval", "knapsack"):
        return False
    if contest.rule != "equal-shares":
        return (contest.utility, contest.completion, contest.comparison, contest.step) == (
            "none",
            "none",
            "none",
            0,
        )
    scored = contest.format in ("ranking", "cumulative")
    return (
        contest.utility != "none"
        and (contest.utility != "score" or (scored and contest.scores != "lexicographic"))
        and (contest.step > 0) == (contest.completion in STEPPED)
    )


def in_present_form(form: Any) -> Any:
    """Return an earlier freeze, which had one `title` and did not say in which language, as one with `titles` (ADR 33)."""
    if not isinstance(form, dict) or "title" not in form or "titles" in form:
        return form
    titles = [{"lang": UNSAID, "text": form["title"]}]
    return {name: value for name, value in form.items() if name != "title"} | {"titles": titles}


def read_titles(value: object, where: str) -> dict[str, str]:
    """Read titles by language, the original's first."""
    titles = [record(row, where, ("lang", "text")) for row in rows(value, where, 100, 1)]
    unique((str(title["lang"]) for title in titles), where)
    tongue = r"[a-z]{2,3}(-[a-z0-9]{2,8})*"
    return {pattern(title["lang"], where, tongue): line(title["text"], where) for title in titles}


def read_project(value: object, where: str) -> Project:
    form = record(value, where, ("contest", "cost", "id", "incompatible", "titles"))
    incompatible = tuple(
        project_id(one, where) for one in rows(form["incompatible"], f"{where}.incompatible", MOST_RIVALS)
    )
    unique(incompatible, f"{where}.incompatible")
    return Project(
        id=project_id(form["id"], f"{where}.id"),
        contest=plain_id(form["contest"], f"{where}.contest"),
        cost=whole(form["cost"], f"{where}.cost", 0, MOST_MONEY),
        titles=read_titles(form["titles"], f"{where}.titles"),
        incompatible=incompatible,
    )


def check_agreement(freeze: Freeze) -> None:
    """Refuse parts that do not know each other."""
    if freeze.opens >= freeze.closes:
        raise Fault("freeze.dates")
    for where, ids in (("zones", freeze.zones), ("contests", freeze.contests), ("projects", freeze.projects)):
        unique((one.id for one in ids), where)
    opened = {contest for zone in freeze.zones for contest in zone.contests}
    filled = {project.contest for project in freeze.projects}
    for missing in sorted((opened | filled) - set(freeze.contest)):
        raise Fault("freeze.no_contest", contest=missing)
    for contest in freeze.contests:
        if contest.id not in opened or contest.id not in filled:
            raise Fault("freeze.empty_contest", contest=contest.id)
    for project in freeze.projects:
        check_incompatible(freeze, project)
        if project.cost == WITHDRAWN_COST * 10**freeze.decimals:
            raise Fault("freeze.withdrawn_cost", project=project.id)
    if sorted(freeze.tie_order) != sorted(freeze.project):
        raise Fault("freeze.tie_order")


def check_incompatible(freeze: Freeze, project: Project) -> None:
    for other in project.incompatible:
        rival = freeze.project.get(other)
        if (
            rival is None
            or rival is project
            or rival.contest != project.contest
            or project.id not in rival.incompatible
        ):
            raise Fault("freeze.incompatible", project=project.id)
