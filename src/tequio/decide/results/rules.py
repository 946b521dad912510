"""The steps from the close of a vote to its bundle, who must act at each, and what the commission may decide."""

from datetime import timedelta

from tequio.kit.refusals import Refused

CLOSED, SETTLED, DESTROYED, OPENED, PUBLISHED = STEPS = (
    "closed",
    "settled",
    "destroyed",
    "opened",
    "published",
)
SIGNATURES = 2
"""Officers who must sign that the join key is destroyed."""
ALTERED, NO_ENTRY = DECISIONS = ("altered", "no-entry")
MENDED_ONLY = ("intrusion.leaf",)
"""Intrusions that no decision mends: the log itself was touched."""
APPEALS_LAST = timedelta(days=60)
"""After publication; then the roll, its seal and the last keys are erased."""
LONGEST_REASON = 1_000


def is_done(now: str, step: str) -> bool:
    """Say whether a vote that stands at `now` has reached a step."""
    return STEPS.index(now) >= STEPS.index(step)


def check_turn(now: str, step: str) -> None:
    """Refuse a step before the one that comes first; one that is done is not refused, it may be run again."""
    if STEPS.index(now) < STEPS.index(step) - 1:
        raise Refused("settlement.out_of_order")


def decision_for(*, is_a_voters: bool) -> str:
    """What an intrusion is: `altered` where the roll knows the ballot's voter, `no-entry` where nobody's it is.

    It follows from the roll: ballots in the log = voters + ballots annulled as `no-entry`, which every recount checks.
    """
    return ALTERED if is_a_voters else NO_ENTRY


def check_decision(code: str, reason: str) -> None:
    """Refuse a decision without a reason, a reason too long, and one on what only a backup can mend."""
    if code in MENDED_ONLY:
        raise Refused("settlement.log_broken")
    if not reason.strip():
        raise Refused("settlement.reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Refused("settlement.reason_long", limit=LONGEST_REASON)
