"""What rooms above say on the page of a proposal: to everybody, kept with the page, and to one reader alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from tequio.decide.proposals.models import Proposal
from tequio.ground.spaces.standing import Standing


@dataclass(frozen=True)
class Beside:
    """One room's part: `to_all` is kept for everybody, `to_one` is for somebody who is signed in; both may be empty."""

    to_all: Callable[[Proposal], SafeString]
    to_one: Callable[[Proposal, Standing], SafeString]


_ROOMS: list[Beside] = []


def say_beside(room: Beside) -> None:
    """Let a room above speak on the page of a proposal; called once, when the app is ready."""
    _ROOMS.append(room)


def said_to_all(proposal: Proposal) -> list[SafeString]:
    """What everybody reads, room by room; the queries are the rooms'."""
    return [said for room in _ROOMS if (said := room.to_all(proposal))]


def said_to_one(proposal: Proposal, standing: Standing) -> list[SafeString]:
    """What one reader finds there beside that, room by room; the queries are the rooms'."""
    return [said for room in _ROOMS if (said := room.to_one(proposal, standing))]
