"""An outcome in words that a citizen reads: English, Spanish, French, Portuguese."""

import tomllib
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.resources import files

from tequio.counting.election import Election
from tequio.counting.explain.trace import Loser, Step, trace
from tequio.counting.outcome import Outcome
from tequio.kit.money import decimals_of
from tequio.kit.numbers import written

LANGUAGES = ("en", "es", "fr", "pt")
QUOTED = {
    "en": "\u201c{}\u201d",
    "es": "\u00ab{}\u00bb",
    "fr": "\u00ab\u202f{}\u202f\u00bb",
    "pt": "\u201c{}\u201d",
}
FINEST = 2
"""Decimals of an amount whose currency has none: a share of a count may be less than its smallest coin."""


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return the sentences by key and language."""
    return tomllib.loads(files("tequio.counting.explain").joinpath("words.toml").read_text(encoding="utf-8"))


def say(language: str, key: str, **facts: object) -> str:
    """Return one sentence. `n`, where given, chooses between the key and its `_one` form."""
    if facts.get("n") == 1 and f"{key}_one" in catalogue():
        key = f"{key}_one"
    return catalogue()[key][language].format(**facts)


def explanation(election: Election, outcome: Outcome, language: str = "en") -> list[str]:
    """Return the lines that explain an outcome: how the rule works, each round, and why the others did not win."""
    teller = Teller(election, outcome, language)
    found = trace(election, outcome)
    lines = list(teller.opening())
    lines += [teller.step(step) for step in found.steps]
    lines += [teller.loser(loser) for loser in found.losers]
    return lines


class Teller:
    """Says things about one outcome in one language, with the ids of projects beside their names, or without."""

    def __init__(self, election: Election, outcome: Outcome, language: str, *, ids: bool = True) -> None:
        self.election, self.outcome, self.language, self.ids = election, outcome, language, ids
        self.currency = election.meta.get("currency", "")
        self.places = max(FINEST, decimals_of(self.currency))

    def money(self, value: Fraction | None) -> str:
        text = written(value or Fraction(0), self.language, self.places)
        return f"{text}\u00a0{self.currency}" if self.currency else text

    def name(self, project: str) -> str:
        title = self.election.projects[self.election.position[project]].name
        if not title:
            return project
        quoted = QUOTED[self.language].format(title)
        return f"{project} {quoted}" if self.ids else quoted

    def cost(self, project: str) -> str:
        return self.money(self.election.projects[self.election.position[project]].cost)

    def say(self, key: str, **facts: object) -> str:
        return say(self.language, key, **facts)

    def opening(self) -> Iterator[str]:
        """Say how the rule works, how far shares were raised, and which outcome the comparison kept."""
        outcome = self.outcome
        if outcome.kept:
            ballots = outcome.preferring
            yield self.say(
                f"kept_{outcome.kept.replace('-', '_')}",
                shares=written(ballots["equal-shares"], self.language),
                greedy=written(ballots["greedy"], self.language),
            )
        rule = "greedy" if outcome.kept == "greedy" else outcome.settings.rule
        ballots_written = written(len(self.election.ballots), self.language)
        first = outcome.budget / max(1, len(self.election.ballots))
        facts = {"budget": self.money(outcome.budget), "ballots": ballots_written, "share": self.money(first)}
        yield self.say(f"rule_{rule.replace('-', '_')}", **facts)
        if outcome.raises and rule == "equal-shares":
            steps, step = written(outcome.raises, self.language), self.money(outcome.settings.step)
            yield self.say(
                "raised", n=outcome.raises, raises=steps, step=step, share=self.money(outcome.share)
            )

    def step(self, step: Step) -> str:
        each = step.round
        facts = {
            "round": each.number,
            "project": self.name(each.project),
            "cost": self.cost(each.project),
            "votes": written(step.votes, self.language),
            "left": self.money(each.left),
            "payment": self.money(step.payment),
            "full": written(step.full, self.language),
            "rest": written(step.rest, self.language),
            "money": self.money(step.rest_money),
            "effective": written(step.effective or 0.0, self.language, 1),
            "amount": self.money(self.outcome.partial.get(each.project, Fraction(0))),
            "price": written(each.price or Fraction(0), self.language),
        }
        key = self.key(step)
        sentences = [self.say(key, n=step.full if key == "round_bought_all" else step.votes, **facts)]
        if step.tied:
            sentences.append(self.say("tie", others=", ".join(map(self.name, step.tied))))
        elif step.next_best:
            name, effective = step.next_best
            sentences.append(
                self.say("next_best", project=self.name(name), effective=written(effective, self.language, 1))
            )
        return " ".join(sentences)

    def key(self, step: Step) -> str:
        if step.round.reason == "next" and step.round.price not in (None, step.votes):
            return "round_scored"
        if step.round.reason != "bought":
            return f"round_{step.round.reason}"
        if step.payment is None:
            return "round_phragmen"
        return "round_bought_some" if step.rest else "round_bought_all"

    def loser(self, loser: Loser) -> str:
        return self.say(
            f"loser_{loser.reason}",
            n=loser.votes,
            project=self.name(loser.project),
            cost=self.cost(loser.project),
            votes=written(loser.votes, self.language),
            score=written(loser.score, self.language),
            minimum=written(self.outcome.settings.min_votes, self.language),
            has=self.money(loser.has),
            lacked=self.money(loser.lacked),
            rival=self.name(loser.rival) if loser.rival else "",
        )
