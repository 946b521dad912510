"""The rules of a small vote: three zones, four contests, every format, four counting rules."""

from random import Random

from tequio.decide.protocol import canonical
from tequio.decide.protocol.ballots import write_choices
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.freezing import read_freeze
from tequio.decide.protocol.keys import join_check, signing_key
from tequio.decide.protocol.notes import verifier_key

ORIGIN = "vote.lamarsa.example/2026"
TITLES = [
    {"lang": "fr", "text": "Budget de La Marsa 2026"},
    {"lang": "en", "text": "Budget of La Marsa 2026"},
]
JOIN_KEY = b"j" * 32
SEED = b"s" * 32
KEY = signing_key(SEED)

PLAIN = {"utility": "none", "completion": "none", "step": 0, "comparison": "none", "scores": "none"}
SHARES = {
    "rule": "equal-shares",
    "utility": "cost",
    "completion": "add1",
    "step": 1000,
    "comparison": "none",
    "scores": "none",
}


def contest(name: str, kind: str, limits: dict, **rule) -> dict:
    about = {
        "id": name,
        "name": name.title(),
        "format": kind,
        "limits": limits,
        "budget": 100_000,
        "threshold": 1,
    }
    return {**about, "incompatible_together": "no", "rule": "greedy", **PLAIN, **rule}


def project(name: str, where: str, cost: int, *incompatible: str) -> dict:
    titles = [
        {"lang": "en", "text": f"Project {name}"},
        {"lang": "fr", "text": f'Projet « {name} »; dit "{name}"'},
    ]
    return {"id": name, "contest": where, "cost": cost, "titles": titles, "incompatible": list(incompatible)}


def form(**changes) -> dict:
    """Return the rules as a form; `changes` replace fields."""
    contests = [
        contest("coast", "approval", {"least": 1, "most": 3}, **SHARES),
        contest("hills", "approval", {"least": 0, "most": 2}),
        contest("roads", "knapsack", {"spend": 100_000}),
        contest("schools", "ranking", {"least": 1, "most": 4}, scores="borda"),
        contest("trees", "cumulative", {"each": 3, "most": 4, "points": 5}, rule="greedy-80", threshold=0),
    ]
    projects = [
        *(project(f"c{n}", "coast", 20_000 + 7_000 * n) for n in range(1, 6)),
        *(project(f"h{n}", "hills", 40_000, *({1: ["h2"], 2: ["h1"]}.get(n, []))) for n in range(1, 4)),
        *(project(f"r{n}", "roads", 15_000 * n) for n in range(1, 6)),
        *(project(f"s{n}", "schools", 30_000 + 5_555 * n) for n in range(1, 5)),
        *(project(f"t{n}", "trees", 33_333 * n) for n in range(1, 4)),
    ]
    everywhere = ["roads", "schools", "trees"]
    zones = [
        {"id": "corniche", "name": "La Corniche", "contests": ["coast", *everywhere]},
        {"id": "gammarth", "name": "Gammarth", "contests": ["coast", "hills", *everywhere]},
        {"id": "sidi", "name": "Sidi Abdelaziz", "contests": everywhere},
    ]
    whole = {
        "format": "tequio-freeze-v1", "origin": ORIGIN, "titles": TITLES, "opens": "2026-11-20T08:00:00Z",
        "closes": "2026-12-01T20:00:00Z", "time_zone": "Africa/Tunis", "currency": "TND", "decimals": 3,
        "legal_basis": "Decision 12 of the council", "electorate": "Everybody of 16 or more.\nNo nationality asked.",
        "zones": zones, "contests": contests, "projects": projects,
        "tie_order": [one["id"] for one in sorted(projects, key=lambda one: (one["cost"], one["id"]))],
        "withdrawn_counts": "no", "other_zones": 0, "hold": 5, "key": str(verifier_key(ORIGIN, KEY)), "join_check": join_check(JOIN_KEY).hex(),
    }  # fmt: skip
    return {**whole, **changes}


def freeze(**changes) -> Freeze:
    return read_freeze(canonical.write(form(**changes)))


def some_choices(rules: Freeze, zone: str, by: Random) -> bytes:
    """Return a random valid ballot of a zone; one in ten is blank."""
    parts = (
        {} if by.random() < 0.1 else {name: votes_in(rules, name, by) for name in rules.zone[zone].contests}
    )
    return write_choices(rules, zone, parts)


def votes_in(rules: Freeze, name: str, by: Random) -> list[tuple[str, int]]:
    contest, projects = rules.contest[name], rules.projects_of(name)
    by.shuffle(projects)
    if by.random() < 0.2:
        return []
    chosen = projects[: by.randint(1, contest.limits.get("most", len(projects)))]
    if contest.format == "ranking":
        return [(one.id, place) for place, one in enumerate(chosen, 1)]
    if contest.format == "cumulative":
        return [(one.id, by.randint(1, 5 // max(2, len(chosen)))) for one in chosen]
    if contest.format == "knapsack":
        return fitting(chosen, contest.limits["spend"])
    rivals = {rival for one in chosen for rival in one.incompatible if rival > one.id}
    return [(one.id, 1) for one in chosen if one.id not in rivals or len(chosen) == 1]


def fitting(chosen: list, money: int) -> list[tuple[str, int]]:
    taken = []
    for one in chosen:
        if one.cost <= money:
            money -= one.cost
            taken.append((one.id, 1))
    return taken
