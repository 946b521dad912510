"""Check 13: what the reader brought: saved checkpoints and receipts."""

from typing import TYPE_CHECKING

from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import write_moment
from tequio.decide.protocol.promises import after_opening
from tequio.decide.protocol.receipts import parse_receipt
from tequio.decide.protocol.recount.case import Case, Held
from tequio.decide.protocol.recount.logged import all_notes

if TYPE_CHECKING:
    from tequio.decide.protocol.recount.findings import Fact


def hold(case: Case) -> None:
    """Read the receipts that were brought, so that the pass over the openings knows what to look for."""
    for text in case.brought.receipts:
        try:
            case.held.append(Held(text, parse_receipt(text)))
        except Fault as fault:
            case.held.append(Held(text, fault))


def saved_checkpoints(case: Case) -> list[Checkpoint]:
    """Return the saved checkpoints that this vote's key signed; the others are told."""
    saved = []
    for note in case.brought.notes:
        tidy = note.replace("\r\n", "\n").rstrip("\n") + "\n"
        try:
            saved.append(read_checkpoint(tidy, case.freeze.key))
        except Fault as fault:
            if fault.code == "note.signature":
                case.fail(13, "saved.unsigned")
            else:
                case.findings.remark(13, "saved.unreadable", because=fault)
                case.findings.unusable = True
    return saved


def check_brought(case: Case, saved: list[Checkpoint]) -> None:
    """Check 13: saved checkpoints fit the log, and every promise was kept."""
    case.findings.reached.add(13)
    published = {one.number: one for one in all_notes(case)}
    for one in saved:
        facts: dict[str, Fact] = {
            "number": one.number,
            "time": write_moment(one.time),
            "size": one.size,
        }
        if one.size > len(case.leaves):
            case.fail(13, "saved.longer", **facts)
        elif case.roots.get(one.size) != one.root:
            case.fail(13, "saved.other", **facts)
        elif published.get(one.number) != one:
            case.fail(13, "saved.unpublished", **facts)
        else:
            case.findings.remark(13, "saved.fits", **facts)
    for held in case.held:
        check_receipt(case, held)


def check_receipt(case: Case, held: Held) -> None:
    if isinstance(held.receipt, Fault):
        case.findings.remark(13, "receipt.not_read", text=held.text[:60], because=held.receipt)
        case.findings.unusable = True
        return
    for said in after_opening(held.receipt, held.leaves, case.freeze):
        if said.standing == "broken":
            case.fail(13, said.code, **said.facts)
        else:
            case.findings.remark(13, said.code, **said.facts)
            case.findings.unusable |= said.standing == "worthless"
