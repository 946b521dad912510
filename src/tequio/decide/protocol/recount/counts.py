"""Checks 11 and 12: the roll agrees with the log, and the result follows from the ballots."""

from tequio.decide.protocol.bundle.source import read
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.recount.case import Case
from tequio.decide.protocol.roll import FEWEST, Cell, Roll, read_roll

LONGEST = 256 * 1024 * 1024
LONGEST_RESULT = 4 * 1024 * 1024 * 1024


def check_roll(case: Case) -> None:
    """Check 11: as many ballots as voters, in the whole and in each cell."""
    case.findings.reached.add(11)
    try:
        roll = read_roll(read(case.source, "roll.json", LONGEST))
    except Fault as fault:
        case.fail(11, "roll.unreadable", because=fault)
        return
    unexplained = case.annulled.get("no-entry", 0)
    if len(case.chains) != roll.voted + unexplained:
        case.fail(11, "roll.voted", voted=roll.voted, ballots=len(case.chains) - unexplained)
    for reason in sorted({*case.annulled, *roll.annulled}):
        there, told = case.annulled.get(reason, 0), roll.annulled.get(reason, 0)
        if there != told:
            case.fail(11, "roll.annulled", reason=Fault(f"reason.{reason}"), told=told, there=there)
    check_cells(case, roll)


def check_cells(case: Case, roll: Roll) -> None:
    """Each zone once, sorted, sums, none alone under ten, ballots <= voted <= entitled."""
    zones = [zone for cell in roll.cells for zone in cell.zones]
    ordered = all(list(cell.zones) == sorted(cell.zones) for cell in roll.cells)
    if (
        sorted(zones) != sorted(case.freeze.zone)
        or not ordered
        or list(roll.cells) != sorted(roll.cells, key=by_zones)
    ):
        case.fail(11, "roll.cells")
    entitled, voted = sum(cell.entitled for cell in roll.cells), sum(cell.voted for cell in roll.cells)
    if (entitled, voted) != (roll.entitled, roll.voted):
        case.fail(11, "roll.sums")
    for cell in roll.cells:
        names = ", ".join(cell.zones)
        ballots = sum(case.zones.get(zone, 0) for zone in cell.zones)
        if cell.voted < FEWEST and len(roll.cells) > 1:
            case.fail(11, "roll.small", zones=names, voted=cell.voted)
        if ballots > cell.voted:
            case.fail(11, "roll.too_many", zones=names, ballots=ballots, voted=cell.voted)
        if cell.voted > cell.entitled:
            case.fail(11, "roll.entitled", zones=names, voted=cell.voted, entitled=cell.entitled)


def by_zones(cell: Cell) -> tuple[str, ...]:
    return cell.zones


def check_result(case: Case) -> None:
    """Check 12: make the result and the `.pb` files anew and compare the bytes."""
    case.findings.reached.add(12)
    if case.box is None:
        return
    try:
        case.results = case.box.results({one.project for one in case.withdrawals})
    except Fault as fault:
        case.fail(12, "result.uncountable", because=fault)
        return
    for name, body in case.results.items():
        if name not in case.source.names:
            continue
        if case.source.size(name) != len(body) or read(case.source, name, LONGEST_RESULT) != body:
            if name == "result.json":
                case.fail(12, "result.other")
            else:
                case.fail(12, "result.pb", file=name)
