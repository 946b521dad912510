"""What becomes of a receipt: the same answers for the page that looks one up and for the recount."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.receipts import Code, Receipt


@dataclass(frozen=True)
class Said:
    """A sentence about a receipt. `standing`: "kept", "broken" (proof against the operator), or "worthless"."""

    code: str
    facts: dict[str, "str | int | Fault"]
    standing: str = "kept"


def while_voting(receipt: Receipt | Code, stored: int | None, logged: int | None) -> Said:
    """Answer before the opening, from the turn that the ballot has and the last turn of it in the log.

    Nothing of what was chosen is told, and no more than turnout tells anyway.
    """
    code, turn = name_of(receipt), receipt.turn
    if stored is None or (turn is not None and stored < turn):
        return Said("receipt.none", {"code": code}, "broken")
    if turn is not None and stored > turn:
        return Said("receipt.changed", {"code": code, "change": turn, "later": stored})
    known = "receipt.logged" if logged == stored else "receipt.waiting"
    return Said(known, {"code": code, "change": stored})


def after_opening(receipt: Receipt | Code, leaves: Sequence[Opening], freeze: Freeze) -> list[Said]:
    """Answer from the opened leaves, in log order, of the chains that begin like the receipt's code.

    A receipt with its signature is checked first: it proves nothing if this vote's key did not sign it.
    """
    code = name_of(receipt)
    if isinstance(receipt, Receipt):
        if receipt.freeze_sha256 != freeze.sha256:
            return [Said("receipt.other_rules", {"code": code}, "broken")]
        if not receipt.holds(freeze.key.key):
            return [Said("receipt.unsigned", {"code": code}, "worthless")]
        leaves = [leaf for leaf in leaves if leaf.chain == receipt.chain]
    last = {leaf.chain: leaf for leaf in leaves}
    if not last:
        return [
            Said(
                "receipt.broken" if isinstance(receipt, Receipt) else "receipt.none", {"code": code}, "broken"
            )
        ]
    return [said for leaf in last.values() for said in said_of(receipt, leaf)]


def said_of(receipt: Receipt | Code, last: Opening) -> list[Said]:
    """Compare a receipt with the last leaf of its ballot: by the close the log holds its turn, or a later one."""
    code, turn = name_of(receipt), receipt.turn
    if turn is not None and last.turn < turn:
        return [Said("receipt.broken", {"code": code}, "broken")]
    if isinstance(receipt, Receipt) and last.turn == turn and last.commit != receipt.commit:
        return [Said("receipt.another", {"code": code}, "broken")]
    said = []
    if turn is not None and last.turn > turn:
        said.append(Said("receipt.replaced", {"code": code, "change": turn, "later": last.turn}))
    if last.fate == "counted":
        said.append(Said("receipt.counted", {"code": code, "change": last.turn, "choices": choices_of(last)}))
    elif last.fate == "annulled":
        reason = Fault(f"reason.{last.reason}")
        said.append(Said("receipt.annulled", {"code": code, "change": last.turn, "reason": reason}))
    return said


def name_of(receipt: Receipt | Code) -> str:
    return str(receipt.code if isinstance(receipt, Receipt) else receipt)


def choices_of(opening: Opening) -> str:
    """Return a ballot's choices as one reads them."""
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
