"""What a valuation says, how long an author is heard, and when a no is final."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tequio.kit.money import LARGEST
from tequio.kit.refusals import Refused

OPEN, ANNOUNCED, HEARD, FEASIBLE, UNFEASIBLE = STATES = (
    "open",
    "announced",
    "heard",
    "feasible",
    "unfeasible",
)
"""Being valued; a no announced and the author's time running; heard, to be decided; decided."""

DAYS, FEWEST_DAYS, MOST_DAYS = 10, 3, 60
"""How long an author has to reply: unless said otherwise, at least, at most."""
MOST_PARTS = 30
PART_LONGEST = 160
WORDS_LONGEST = 5_000
REPLY_LONGEST = 3_000
REASON_LONGEST = 1_000


@dataclass(frozen=True)
class Part:
    """A part of a price: what it is and its amount, in minor units."""

    what: str
    amount: int

    def to_json(self) -> dict[str, str | int]:
        return {"what": self.what, "amount": self.amount}


@dataclass(frozen=True)
class Findings:
    """What a valuator found: None while it is open whether it can be done; language to words; amounts in minor units."""

    feasible: bool | None = None
    explanation: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    running_costs: int | None = None


def total(parts: Iterable[Part]) -> int:
    """The price: the sum of its parts, in minor units."""
    return sum(part.amount for part in parts)


def state_of(feasible: bool | None, *, announced: bool, heard: bool, decided: bool) -> str:
    """Say how far a valuation has come; `heard` says that the author replied or that the time is over."""
    if decided:
        return FEASIBLE if feasible else UNFEASIBLE
    if announced:
        return HEARD if heard else ANNOUNCED
    return OPEN


def check_findings(findings: Findings) -> Findings:
    """Return the findings without empty words and parts. Refuses what is too long, too much, or has no name."""
    explanation = checked_words(findings.explanation)
    parts = tuple(Part(" ".join(part.what.split()), part.amount) for part in findings.parts)
    if len(parts) > MOST_PARTS:
        raise Refused("valuation.many_parts", most=MOST_PARTS)
    for part in parts:
        if not part.what:
            raise Refused("valuation.part_without_name")
        if len(part.what) > PART_LONGEST:
            raise Refused("valuation.part_too_long", what=part.what[:40], limit=PART_LONGEST)
    if not all(0 <= amount <= LARGEST for amount in (total(parts), findings.running_costs or 0)):
        raise Refused("money.out_of_range")
    return Findings(findings.feasible, explanation, parts, findings.running_costs)


def checked_words(words: Mapping[str, str]) -> dict[str, str]:
    """Return words by language without the empty ones; refuses more than a page of them."""
    kept = {language: said.strip() for language, said in words.items() if said.strip()}
    for said in kept.values():
        if len(said) > WORDS_LONGEST:
            raise Refused("valuation.words_too_long", letters=len(said), limit=WORDS_LONGEST)
    return kept


def check_explained(explanation: Mapping[str, str], language: str) -> None:
    """Refuse an answer without its reason in the language of the space."""
    if not explanation.get(language):
        raise Refused("valuation.explanation_missing")


def check_yes(
    feasible: bool | None, explanation: Mapping[str, str], parts: Sequence[Part], language: str
) -> None:
    """Refuse to say that a proposal can be done without a reason and a price."""
    if not feasible:
        raise Refused("valuation.not_yes")
    check_explained(explanation, language)
    if not parts:
        raise Refused("valuation.price_missing")


def reply_until(now: datetime, days: int) -> datetime:
    """Until when an author may reply to a no that is announced now; refuses too short and too long a time."""
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise Refused("valuation.days", least=FEWEST_DAYS, most=MOST_DAYS)
    return now + timedelta(days=days)


def check_heard(state: str) -> None:
    """Refuse a no whose author was not heard."""
    if state == OPEN:
        raise Refused("valuation.announce_first")
    if state != HEARD:
        raise Refused("valuation.author_has_time")


def check_open(state: str) -> None:
    """Refuse to change what was announced or decided."""
    if state in (ANNOUNCED, HEARD):
        raise Refused("valuation.announced")
    if state != OPEN:
        raise Refused("valuation.decided")


def check_reply(state: str, words: str, *, replied: bool) -> str:
    """Return an author's reply; refuses one too late, a second one, none at all, and too long a one."""
    if state not in (ANNOUNCED, HEARD):
        raise Refused("valuation.nothing_to_reply")
    if replied:
        raise Refused("valuation.replied")
    if state == HEARD:
        raise Refused("valuation.too_late")
    return check_said(words, REPLY_LONGEST)


def check_said(words: str, limit: int) -> str:
    """Return what somebody has to say; refuses nothing and too much."""
    words = words.strip()
    if not words:
        raise Refused("valuation.words_missing")
    if len(words) > limit:
        raise Refused("valuation.words_too_long", letters=len(words), limit=limit)
    return words
