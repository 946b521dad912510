"""Check 13: what the reader brought: saved checkpoints and receipts."""

from typing import TYPE_CHECKING

from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import write_moment
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.receipts import Receipt, parse_receipt
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
    receipt = held.receipt
    if isinstance(receipt, Fault):
        case.findings.remark(13, "receipt.not_read", text=held.text[:60], because=receipt)
        case.findings.unusable = True
        return
    code = str(receipt.code if isinstance(receipt, Receipt) else receipt).partition(",")[0]
    if isinstance(receipt, Receipt):
        if receipt.freeze_sha256 != case.freeze.sha256:
            case.fail(13, "receipt.other_rules", code=code)
            return
        if not receipt.holds(case.freeze.key.key):
            case.findings.remark(13, "receipt.unsigned", code=code)
            case.findings.unusable = True
            return
        held.leaves = [leaf for leaf in held.leaves if leaf.chain == receipt.chain]
    for chain in dict.fromkeys(leaf.chain for leaf in held.leaves):
        tell_fate(case, held, code, [leaf for leaf in held.leaves if leaf.chain == chain])
    if not held.leaves:
        case.fail(13, "receipt.broken" if isinstance(receipt, Receipt) else "receipt.none", code=code)


def tell_fate(case: Case, held: Held, code: str, leaves: list[Opening]) -> None:
    """Say what became of a receipt's state: by the close the log holds it, or a later turn."""
    last, turn = leaves[-1], held.receipt.turn  # type: ignore[union-attr]
    if turn is not None and last.turn < turn:
        case.fail(13, "receipt.broken", code=code)
        return
    if turn is not None and last.turn > turn:
        case.findings.remark(13, "receipt.replaced", code=code, change=turn, later=last.turn)
    if isinstance(held.receipt, Receipt) and last.turn == turn and last.commit != held.receipt.commit:
        case.fail(13, "receipt.another", code=code)
    elif last.fate == "counted":
        case.findings.remark(13, "receipt.counted", code=code, change=last.turn, choices=choices_of(last))
    elif last.fate == "annulled":
        reason = Fault(f"reason.{last.reason}")
        case.findings.remark(13, "receipt.annulled", code=code, change=last.turn, reason=reason)


def choices_of(opening: Opening) -> str:
    """Return a ballot's choices as one reads them."""
    from tequio.decide.protocol import canonical

    try:
        form = canonical.read(opening.choices)
        parts = [
            f"{part['contest']}: " + ", ".join(vote(*pair) for pair in part["votes"])
            for part in form["parts"]
        ]
    except (Fault, TypeError, KeyError):
        return "?"
    return "; ".join(parts) or "-"


def vote(project: object, number: object) -> str:
    return f"{project}" if number == 1 else f"{project} ({number})"
