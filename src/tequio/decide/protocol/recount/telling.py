"""The recount in words, and as data for machines."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze, fingerprint
from tequio.decide.protocol.recount.case import Brought, Case
from tequio.decide.protocol.recount.findings import CHECKS, Fact, Finding, Findings
from tequio.decide.protocol.words import say
from tequio.kit.numbers import written

COLON = {"fr": " :"}
"""Where a language sets a space before it."""


def text_lines(findings: Findings, case: Case | None, brought: Brought, language: str) -> Iterator[str]:
    """Yield what a person reads: each check, the verdict, the result, the fingerprint, and what was not checked."""
    if case:
        yield f"{case.freeze.title(language)} ({case.freeze.origin})"
        yield ""
    for check in range(1, CHECKS + 1):
        asked, found = say(f"check.{check}", language), say(state_of(findings, check), language)
        yield f"{check:>2}. {asked}{COLON.get(language, ':')} {found}"
        for finding in findings.of(check):
            yield f"    {'!' if finding.grave else '-'} {say(finding.code, language, finding.facts)}"
    yield ""
    yield verdict(findings, case, language)
    if case and case.results:
        yield ""
        yield from result_lines(case, language)
    if case:
        yield ""
        yield say("fingerprint", language, {"fingerprint": fingerprint(case.freeze.sha256)})
        yield ""
        yield say("unchecked", language)
        for code in unchecked(case, brought):
            yield f"  - {say(code, language, {'annulled': sum(case.annulled.values())})}"


def state_of(findings: Findings, check: int) -> str:
    if check not in findings.reached:
        return "state.skipped"
    if check == CHECKS and not findings.of(check):
        return "state.nothing"
    return "state.bad" if any(finding.grave for finding in findings.of(check)) else "state.good"


def verdict(findings: Findings, case: Case | None, language: str) -> str:
    if not findings.holds:
        return say("verdict.broken", language)
    if findings.unusable:
        return say("verdict.unread", language)
    ballots = case.box.counted if case and case.box else 0
    return say("verdict.holds", language, {"ballots": figure(ballots, language)})


def result_of(case: Case) -> dict[str, Any]:
    """Return the result that was counted anew."""
    result: dict[str, Any] = canonical.read(case.results["result.json"])
    return result


def result_lines(case: Case, language: str) -> Iterator[str]:
    result, freeze = result_of(case), case.freeze
    counts = {name: figure(result[name], language) for name in ("counted", "blank", "annulled")}
    yield say("result.ballots", language, counts)
    for form in result["contests"]:
        yield ""
        yield say("result.contest", language, contest_facts(freeze, form, language))
        named = {project["id"]: project["ballots"] for project in form["projects"]}
        for place, name in enumerate(form["winners"], 1):
            facts = {
                "place": place,
                "title": title(freeze, name, language),
                "ballots": figure(named[name], language),
            }
            cost = spoken(freeze, freeze.project[name].cost, language)
            yield "  " + say("result.project", language, {**facts, "cost": cost})
        for part in form["partial"]:
            facts = {
                "title": title(freeze, part["id"], language),
                "amount": spoken(freeze, part["amount"], language),
            }
            yield "  " + say("result.partial", language, facts)
        for tie in form["ties"]:
            names = ", ".join(title(freeze, name, language) for name in tie["projects"])
            yield "  " + say("result.tie", language, {"round": tie["round"], "projects": names})


def contest_facts(freeze: Freeze, form: dict[str, Any], language: str) -> dict[str, Fact]:
    return {
        "contest": freeze.contest[form["id"]].name,
        "won": len(form["winners"]),
        "projects": len(form["projects"]),
        "spent": spoken(freeze, form["spent"], language),
        "budget": spoken(freeze, form["budget"], language),
        "ballots": figure(form["ballots"], language),
    }


def title(freeze: Freeze, project: str, language: str) -> str:
    return f"{freeze.project[project].title(language)} ({project})"


def spoken(freeze: Freeze, minor: int, language: str) -> str:
    """Write an amount as the language does; decimals only where there are any."""
    units = Fraction(minor, 10**freeze.decimals)
    return f"{figure(units, language, freeze.decimals)} {freeze.currency}"


def figure(value: Fraction | int, language: str, places: int = 0) -> str:
    """Write a number as the language does, but with plain spaces: a terminal may have no others."""
    return " ".join(written(value, language, places).split())


def unchecked(case: Case, brought: Brought) -> list[str]:
    """Return the codes of what this recount could not check."""
    codes = ["unchecked.people", "unchecked.key"]
    if not brought.receipts:
        codes.insert(0, "unchecked.mine")
    if case.annulled:
        codes.append("unchecked.annulled")
    if brought.freeze is None:
        codes.append("unchecked.printed")
    if not brought.notes:
        codes.append("unchecked.witness")
    return codes


def as_json(findings: Findings, case: Case | None, brought: Brought, language: str) -> str:
    """Return one JSON object: `holds`, `freeze`, `checks` with codes, facts and sentences, `result`, `unchecked`."""
    checks = [
        {
            "check": check,
            "state": state_of(findings, check).removeprefix("state."),
            "findings": [told(finding, language) for finding in findings.of(check)],
        }
        for check in range(1, CHECKS + 1)
    ]
    form: dict[str, Any] = {"holds": findings.holds, "checks": checks}
    if case:
        form |= {"freeze": case.freeze.sha256.hex(), "unchecked": unchecked(case, brought)}
        form["result"] = result_of(case) if case.results else None
    return json.dumps(form, ensure_ascii=True)


def told(finding: Finding, language: str) -> dict[str, Any]:
    facts = {name: plain(fact) for name, fact in finding.facts.items()}
    sentence = say(finding.code, language, finding.facts)
    return {"code": finding.code, "grave": finding.grave, "facts": facts, "sentence": sentence}


def plain(fact: object) -> object:
    if isinstance(fact, Fault):
        return {"code": fact.code, "facts": {name: plain(inner) for name, inner in fact.facts.items()}}
    return fact if isinstance(fact, int) else str(fact)
