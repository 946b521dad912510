"""What may become of a proposal, and in which order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tequio.catalogue.publishing.rules import faults
from tequio.catalogue.records.content import Content
from tequio.catalogue.templates.rules import Field
from tequio.kit.refusals import Refused

PROPOSED, REJECTED, SELECTED, FEASIBLE, UNFEASIBLE, ON_BALLOT, WON, LOST, MERGED, WITHDRAWN = STAGES = (
    "proposed",
    "rejected",
    "selected",
    "feasible",
    "unfeasible",
    "on-ballot",
    "won",
    "lost",
    "merged",
    "withdrawn",
)
NEXT: Mapping[str, frozenset[str]] = {
    PROPOSED: frozenset({REJECTED, SELECTED, MERGED, WITHDRAWN}),
    REJECTED: frozenset({PROPOSED}),
    SELECTED: frozenset({PROPOSED, FEASIBLE, UNFEASIBLE, MERGED, WITHDRAWN}),
    FEASIBLE: frozenset({SELECTED, UNFEASIBLE, ON_BALLOT, WITHDRAWN}),
    UNFEASIBLE: frozenset({SELECTED, FEASIBLE}),
    ON_BALLOT: frozenset({WON, LOST}),
    WON: frozenset(),
    LOST: frozenset(),
    MERGED: frozenset(),
    WITHDRAWN: frozenset(),
}
PRICED = frozenset({FEASIBLE, ON_BALLOT, WON, LOST})
"""Stages in which a proposal has its price."""


def check_stage(now: str, to: str) -> None:
    """Refuse a step that a proposal cannot take."""
    if to not in NEXT[now]:
        raise Refused("proposal.wrong_step", now=now, to=to)


MOST_COAUTHORS = 10
WORDS_LONGEST = 2_000
"""Letters of a reason, and of the words with which a merge is asked."""
LONGEST = 20_000
"""Letters that one form of an idea may hold in all; its own limits are lower and said by word."""


def check_size(letters: int) -> None:
    """Refuse a form that is no idea but a book."""
    if letters > LONGEST:
        raise Refused("proposal.too_large", letters=letters, limit=LONGEST)


def check_words(words: str) -> str:
    """Return words without outer space; refuse more letters than a reason or a request needs."""
    words = words.strip()
    if len(words) > WORDS_LONGEST:
        raise Refused("proposal.words_too_long", letters=len(words), limit=WORDS_LONGEST)
    return words


def check_reason(reason: str) -> str:
    """Return a published reason; refuse none."""
    reason = check_words(reason)
    if not reason:
        raise Refused("proposal.reason_missing")
    return reason


def check_support(stage: str, given: int, each: int | None) -> None:
    """Refuse to support what is out of the running, and more proposals than the edition lets one person support."""
    if stage != PROPOSED:
        raise Refused("proposal.not_running")
    if each is not None and given >= each:
        raise Refused("proposal.supports_used", limit=each)


def faults_of_idea(content: Content, fields: Sequence[Field]) -> Iterator[tuple[str, Refused]]:
    """Yield (question, refusal) for all that keeps an idea from being proposed; where it is follows from its zone."""
    for key, refusal in faults(content, fields):
        if key == "title" and refusal.code == "title.missing":
            yield key, Refused("proposal.title_missing")
        elif key != "territory":
            yield key, refusal
    if not names_allocation(content.answers):
        yield "allocation", Refused("proposal.allocation_missing")


def names_allocation(answers: Mapping[str, Any]) -> bool:
    """Whether answers say what is to pay for an idea: a zone, a heading, or `whole` for money that is open to all.

    What is empty is not kept, so that money without a zone and a heading has a word of its own.
    """
    return any(answers.get(one) for one in ("zone", "heading", "whole"))
