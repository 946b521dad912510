"""Notices that a project was withdrawn while voting ran: leaves of the log, so that none can be made afterwards."""

from dataclasses import dataclass
from datetime import datetime

from tequio.decide.protocol import canonical
from tequio.decide.protocol.fields import moment, project_id, prose, record, whole, write_moment
from tequio.decide.protocol.leaves import withdrawal_leaf

LONGEST = 64 * 1024


@dataclass(frozen=True)
class Withdrawal:
    """The project left the vote at this time, for this reason; the notice is the leaf at position `at`."""

    at: int
    project: str
    time: datetime
    reason: str

    def line(self) -> bytes:
        """Return the canonical line, without its end."""
        time = write_moment(self.time)
        return canonical.write({"at": self.at, "project": self.project, "reason": self.reason, "time": time})

    @property
    def leaf(self) -> bytes:
        return withdrawal_leaf(self.line())


def read_withdrawal(line: bytes) -> Withdrawal:
    """Read a line without its end. Refuses (`Fault`) what is not canonical or has other fields."""
    form = record(canonical.read(line, longest=LONGEST), "withdrawal", ("at", "project", "reason", "time"))
    return Withdrawal(
        whole(form["at"], "at", 1),
        project_id(form["project"], "project"),
        moment(form["time"], "time"),
        prose(form["reason"], "reason"),
    )
