"""The last leaf and the last checkpoint of a log: the list of a bundle's files, and a signature over everything."""

from dataclasses import dataclass

from django.db import transaction

from tequio.decide.budgets.keys import SIGNING, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import locked
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.logs.queries import hashes, notes
from tequio.decide.logs.services import publish_note, ready_to_sign
from tequio.decide.protocol.checkpoints import Checkpoint as Statement
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.keys import signing_key
from tequio.decide.protocol.leaves import bundle_leaf
from tequio.decide.protocol.merkle import Tree
from tequio.ground import clock
from tequio.kit.refusals import Refused


@dataclass(frozen=True)
class Ending:
    """How a log ends: every leaf with the bundle's own as the last one, and the final note over them."""

    leaves: list[bytes]
    number: int
    note: str


def propose_ending(budget: Budget, bundle_sha256: bytes) -> Ending:
    """Make the end of the log for a bundle, without writing it; what was logged before stands.

    Refuses a bundle other than the one that the log already ends with, and a log that does not hold what was published.
    """
    rules = ready_to_sign(budget)
    leaf, leaves = bundle_leaf(bundle_sha256), list(hashes(budget.pk))
    signed = notes(budget.pk)
    last = Leaf.objects.filter(budget=budget).order_by("-position").first()
    if last is not None and last.kind == Leaf.Kind.BUNDLE:
        if bytes(last.hash) != leaf:
            raise Refused("bundle.other")
        return Ending(leaves, len(signed) - 1, signed[-1])
    leaves.append(leaf)
    before = read_checkpoint(signed[-1], rules.key)
    time = max(clock.now().replace(microsecond=0), before.time)
    said = Statement(rules.origin, len(leaves), Tree(leaves).root(), len(signed), time)
    return Ending(leaves, said.number, said.sign(signing_key(read_key(budget.pk, SIGNING))))


def end_log(budget: Budget, rules: Rules, ending: Ending) -> str:
    """Log the bundle's leaf, publish the final checkpoint, and return its note; what is there already stays.

    Refuses to end the log a second time, with another bundle.
    """
    note = _log(budget, ending)
    publish_note(budget.pk, rules)
    return note


@transaction.atomic
def _log(budget: Budget, ending: Ending) -> str:
    budget = locked(budget)
    position = len(ending.leaves) - 1
    if there := Leaf.objects.filter(budget=budget, position=position).first():
        if bytes(there.hash) != ending.leaves[-1]:
            raise Refused("bundle.other")
        return Checkpoint.objects.get(budget=budget, number=ending.number).note
    Leaf.objects.create(budget=budget, position=position, kind=Leaf.Kind.BUNDLE, hash=ending.leaves[-1])
    Checkpoint.objects.create(budget=budget, number=ending.number, size=len(ending.leaves), note=ending.note)
    return ending.note
