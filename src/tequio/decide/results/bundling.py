"""The bundle: counted, written beside its place, recounted by ourselves, signed, then published with the result."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from django.db import transaction

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FINISHED
from tequio.decide.budgets.services import enter_phase, locked
from tequio.decide.logs.models import Leaf
from tequio.decide.logs.queries import notes, withdrawals
from tequio.decide.proposals.models import Proposal
from tequio.decide.protocol import canonical
from tequio.decide.protocol.bundle.archive import pack
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.bundle.writing import write_signed_files, write_signing_files
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.roll import read_roll
from tequio.decide.results.counted import keep_results
from tequio.decide.results.finishing import end_log, propose_ending
from tequio.decide.results.frame import today
from tequio.decide.results.minutes import write_minutes
from tequio.decide.results.models import Bundle, Settlement
from tequio.decide.results.opening import streamed
from tequio.decide.results.places import FOLDER, PACKED, folder_of
from tequio.decide.results.progress import Progress, quietly
from tequio.decide.results.queries import settlement_of
from tequio.decide.results.rules import PUBLISHED, check_turn, is_done
from tequio.decide.results.services import hold
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


def publish_bundle(budget: Budget, *, by: Person | None, progress: Progress = quietly) -> Settlement:
    """Count the opened ballots, write, recount and sign the bundle, publish it and the result.

    May be run again after a crash: the same openings give the same bytes, and what was signed stays signed. Refused
    before the opening; nothing is signed or published that our own recount does not find to hold.
    """
    settlement = settlement_of(budget)
    if settlement is None:
        raise Refused("settlement.not_closed")
    if is_done(settlement.step, PUBLISHED):
        return settlement
    check_turn(settlement.step, PUBLISHED)
    rules, making = rules_of(budget.pk), fresh_folder(budget)
    sha256 = write_bundle(budget, rules, making / FOLDER, progress)
    pack(Folder(making / FOLDER), making / PACKED)
    keep_results(budget, rules, making / FOLDER)
    write_minutes(budget, rules, making, sha256=sha256)
    return finish(settlement, rules, making, sha256=sha256, by=by)


def fresh_folder(budget: Budget) -> Path:
    """A folder of this run's own beside a bundle's place; what killed runs left goes. Whoever is overtaken begins anew."""
    place = folder_of(budget.pk)
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(f".{budget.pk}-making*"):
        shutil.rmtree(left, ignore_errors=True)
    making = Path(mkdtemp(prefix=f".{budget.pk}-making-", dir=place.parent))
    making.chmod(0o755)
    return making


def write_bundle(budget: Budget, rules: Rules, folder: Path, progress: Progress = quietly) -> bytes:
    """Write a bundle into a folder and end the log with it, once it holds; return the SHA-256 of `bundle.json`."""
    leaves = Leaf.objects.filter(budget=budget, kind=Leaf.Kind.BALLOT).count()
    settlement = settlement_of(budget)
    sha256 = write_signed_files(
        folder,
        rules,
        notes=closing_notes(budget),
        openings=streamed(budget, progress, leaves),
        withdrawals=withdrawals(budget.pk),
        roll=read_roll(bytes(settlement.roll or b"") if settlement else b""),
    )
    ending = propose_ending(budget, sha256)
    write_signing_files(folder, leaves=ending.leaves, final=ending.note)
    findings, _case = recount(folder)
    if not findings.holds:
        wrong = next(finding for finding in findings.found if finding.grave)
        raise Refused("bundle.does_not_hold", check=wrong.check)
    if (note := end_log(budget, rules, ending)) != ending.note:
        # Another run signed first: there is one final note.
        write_signing_files(folder, leaves=ending.leaves, final=note)
    return sha256


def closing_notes(budget: Budget) -> list[str]:
    """The checkpoints up to the closing one: the final one, if it was signed already, is not among them."""
    signed = notes(budget.pk)
    ended = Leaf.objects.filter(budget=budget, kind=Leaf.Kind.BUNDLE).exists()
    return signed[:-1] if ended else signed


def put_in_place(making: Path, place: Path) -> None:
    """Move what was made to its place; what a run that was killed left there gives way."""
    if place.exists():
        shutil.rmtree(place)
    making.rename(place)


@transaction.atomic
def finish(
    settlement: Settlement, rules: Rules, making: Path, *, sha256: bytes, by: Person | None
) -> Settlement:
    """Publish: the bundle in its place, its hash, the proposals that won and lost, the last phase.

    What another worker published meanwhile stays where it is.
    """
    budget = locked(settlement.budget)
    if is_done(hold(settlement).step, PUBLISHED):
        shutil.rmtree(making, ignore_errors=True)
        return settlement
    put_in_place(making, folder_of(budget.pk))
    Bundle.objects.get_or_create(budget=budget, defaults={"sha256": sha256, "published": today(budget)})
    settlement.step = PUBLISHED
    settlement.save(update_fields=["step"])
    won = winners(budget)
    on_ballot = Proposal.objects.filter(
        budget=budget, key__in=list(rules.project), stage=Proposal.Stage.ON_BALLOT
    )
    on_ballot.filter(key__in=won).update(stage=Proposal.Stage.WON)
    on_ballot.exclude(key__in=won).update(stage=Proposal.Stage.LOST)
    enter_phase(budget, FINISHED, by=by)
    return settlement


def winners(budget: Budget) -> list[str]:
    """The projects that won, by their keys on the ballot, from the published result."""
    form = canonical.read((folder_of(budget.pk) / FOLDER / "result.json").read_bytes())
    return [name for contest in form["contests"] for name in contest["winners"]]
