"""The models of this floor's rooms."""

from tequio.ground.clock.models import Clock
from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.notices.models import Notice, OutgoingMail, Wish
from tequio.ground.people.describing.models import SelfDescription
from tequio.ground.people.models import Person
from tequio.ground.queue.models import Due, Worker
from tequio.ground.spaces.models import Invitation, JoinRequest, Role, Space
from tequio.ground.territories.models import Territory
from tequio.ground.themes.models import Theme

__all__ = [
    "Clock",
    "Due",
    "Entry",
    "EntryDetail",
    "Invitation",
    "JoinRequest",
    "Notice",
    "OutgoingMail",
    "Person",
    "Role",
    "SelfDescription",
    "Space",
    "Territory",
    "Theme",
    "Wish",
    "Worker",
]
