"""The steps of a settlement as its page shows them."""

from dataclasses import dataclass
from typing import Any

from tequio.decide.budgets.models import Budget, Work
from tequio.decide.budgets.rules import COUNTING, FINISHED
from tequio.decide.protocol.words import say
from tequio.decide.results.frame import tongue
from tequio.decide.results.models import Bundle, Destruction, Intrusion, Settlement
from tequio.decide.results.queries import last_works
from tequio.decide.results.rules import CLOSED, SETTLED, STEPS, is_done
from tequio.decide.results.words import DECISION_NAMES, STEP_ACTORS, STEP_ACTS, STEP_MEANINGS, STEP_NAMES
from tequio.ground.refusals import sentence_of


@dataclass(frozen=True)
class Step:
    """One step: `state` is done, here or nothing yet; `act` what its button says, empty where it has a form of its own."""

    key: str
    name: str
    meaning: str
    actor: str
    act: str
    state: str


@dataclass(frozen=True)
class Going:
    """Work under way, or what stopped it."""

    running: bool
    done: int
    total: int
    problem: str


@dataclass(frozen=True)
class Found:
    """An intrusion in words, and what the commission said of it."""

    pk: int
    sentence: str
    outcome: str
    reason: str


def steps_of(settlement: Settlement | None, *, begun: bool) -> list[Step]:
    """The five steps from the close to the end of appeals, none of them at hand before it; no query."""
    now = settlement.step if settlement else CLOSED
    made, here = [], begun
    for key in (*STEPS[1:], "erased"):
        done = bool(settlement and settlement.erased) if key == "erased" else is_done(now, key)
        state = "done" if done else "here" if here else ""
        here = done
        name, meaning, actor = (str(words[key]) for words in (STEP_NAMES, STEP_MEANINGS, STEP_ACTORS))
        made.append(Step(key, name, meaning, actor, str(STEP_ACTS.get(key, "")), state))
    return made


def going_of(budget: Budget, step: Step | None) -> Going | None:
    """How the work of the present step fares; none where it was not begun or is done: one query."""
    work = last_works(budget).get(step.key) if step else None
    if work is None or work.state == Work.State.DONE:
        return None
    running = work.state in (Work.State.WAITING, Work.State.RUNNING)
    problem = ""
    if work.state == Work.State.STOPPED:
        problem = sentence_of(work.said["code"], work.said["facts"])
    return Going(running, work.done, max(1, work.total), problem)


def found_in(budget: Budget) -> list[Found]:
    """The intrusions, those that wait first: one query."""
    return [
        Found(one.pk, said_of(one), str(DECISION_NAMES.get(one.decision, "")), one.reason)
        for one in Intrusion.objects.filter(budget=budget).order_by("decision", "pk")
    ]


def said_of(intrusion: Intrusion) -> str:
    """Say in words what was found."""
    return say(intrusion.code, tongue(), intrusion.facts)


def is_over(budget: Budget) -> bool:
    """Say whether people voted here and no longer do."""
    return budget.stage in (COUNTING, FINISHED) and budget.join_check is not None


def page_of(budget: Budget) -> dict[str, Any]:
    """All that the page of a settlement shows: six queries at most."""
    settlement, over = Settlement.objects.filter(budget=budget).first(), is_over(budget)
    steps = steps_of(settlement, begun=over)
    here = next((step for step in steps if step.state == "here"), None)
    signed = Destruction.objects.filter(settlement=settlement).select_related("person").order_by("at")
    return {
        "over": over,
        "steps": steps,
        "here": here,
        "going": going_of(budget, here),
        "found": found_in(budget) if here and here.key == SETTLED else [],
        "signatures": list(signed) if settlement else [],
        "bundle": Bundle.objects.filter(budget=budget).first(),
    }
