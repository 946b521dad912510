"""Checks 4 to 7: signatures, roots, the ends of the vote, and the order inside each batch."""

from itertools import pairwise
from typing import TYPE_CHECKING

from tequio.decide.protocol import canonical
from tequio.decide.protocol.bundle.source import lines, read
from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import record, write_moment
from tequio.decide.protocol.merkle import roots
from tequio.decide.protocol.recount.case import Case
from tequio.decide.protocol.withdrawals import read_withdrawal

if TYPE_CHECKING:
    from tequio.decide.protocol.recount.findings import Fact

LONGEST_NOTE = 16 * 1024


def check_notes(case: Case) -> None:
    """Check 4: each checkpoint is signed by this vote's key, and none is missing."""
    case.findings.reached.add(4)
    number = -1
    try:
        for number, line in enumerate(lines(case.source, "checkpoints.jsonl")):
            add_note(case, number, line)
    except Fault as fault:
        case.fail(4, "note.unreadable", number=number + 1, because=fault)
    try:
        note = text_of(read(case.source, "final.note", LONGEST_NOTE))
        case.final = read_checkpoint(note, case.freeze.key)
        if case.final.number != number + 1:
            case.fail(4, "note.out_of_place", number=case.final.number)
    except Fault as fault:
        case.fail(4, "final.unsigned", because=fault)


def add_note(case: Case, number: int, line: bytes) -> None:
    try:
        form = record(canonical.read(line, longest=LONGEST_NOTE), "checkpoint", ("note",))
        checkpoint = read_checkpoint(str(form["note"]), case.freeze.key)
    except Fault as fault:
        case.fail(4, "note.unsigned", number=number, because=fault)
        return
    if checkpoint.number != number:
        case.fail(4, "note.out_of_place", number=checkpoint.number)
    case.checkpoints.append(checkpoint)


def text_of(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Fault("json.utf8") from None


def all_notes(case: Case) -> list[Checkpoint]:
    return [*case.checkpoints, *([case.final] if case.final else [])]


def check_roots(case: Case, saved: list[Checkpoint]) -> None:
    """Check 5: every checkpoint fits the log, in one pass; sizes and times never go back."""
    case.findings.reached.add(5)
    notes = all_notes(case)
    case.roots = roots(case.leaves, [one.size for one in (*notes, *saved)])
    for one in notes:
        if case.roots.get(one.size) != one.root:
            case.fail(5, "root.other", number=one.number, time=write_moment(one.time), size=one.size)
    for one, other in pairwise(notes):
        if other.size < one.size or other.time < one.time:
            case.fail(5, "note.goes_back", number=other.number)


def check_closing(case: Case) -> None:
    """Check 6: the log was signed when it held only the rules, when voting closed, and when all was done."""
    case.findings.reached.add(6)
    first, closing = (case.checkpoints[0], case.checkpoints[-1]) if case.checkpoints else (None, None)
    if first is None or first.size != 1:
        case.fail(6, "closing.first")
    if closing is None or closing.time < case.freeze.closes or closing.size != len(case.leaves) - 1:
        case.fail(6, "closing.misplaced")
    if case.final is None or case.final.size != len(case.leaves):
        case.fail(6, "closing.final")


def boundaries(case: Case) -> list[int]:
    """Return the sizes at which a batch ended, ascending, the size of all ballots last."""
    sizes = {one.size for one in case.checkpoints if 0 < one.size <= case.ballot_end}
    return sorted({1, *sizes, case.ballot_end})


def check_order(case: Case) -> None:
    """Check 7: ascending hashes inside each batch, so that the order carries no message."""
    case.findings.reached.add(7)
    read_withdrawals(case)
    notices = {one.at for one in case.withdrawals}
    edges = boundaries(case)
    for begin, end in pairwise(edges):
        leaves = case.leaves[begin:end]
        if any(one >= other for one, other in pairwise(leaves)):
            case.fail(7, "batch.order", first=begin, last=end - 1)
        elif end - begin == 1 and begin in notices:
            continue
        elif notices.intersection(range(begin, end)):
            case.fail(7, "batch.notice", first=begin, last=end - 1)
        elif end - begin < case.freeze.hold:
            remark_small(case, begin, end)


def remark_small(case: Case, begin: int, end: int) -> None:
    """Remark upon a batch under `hold`; only a vote that is small altogether has one."""
    facts: dict[str, Fact] = {
        "first": begin,
        "last": end - 1,
        "count": end - begin,
        "hold": case.freeze.hold,
    }
    case.findings.remark(7, "batch.small", **facts)


def read_withdrawals(case: Case) -> None:
    """Read the notices of withdrawn projects and compare them with the log."""
    last = 0
    try:
        for line in lines(case.source, "withdrawn.jsonl"):
            one = read_withdrawal(line)
            known = one.at < case.ballot_end and case.leaves[one.at] == one.leaf
            if not known or one.at <= last or one.project not in case.freeze.project:
                case.fail(7, "withdrawn.other", project=one.project, position=one.at)
                continue
            last = one.at
            case.withdrawals.append(one)
    except Fault as fault:
        case.fail(7, "withdrawn.unreadable", because=fault)
