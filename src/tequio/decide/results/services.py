"""Small writes after the close: what the commission decides, and who signs that the key is destroyed."""

from django.db import transaction

from tequio.decide.budgets.keys import JOIN, destroy_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import note
from tequio.decide.results.models import Destruction, Intrusion, Settlement
from tequio.decide.results.rules import DESTROYED, SIGNATURES, check_decision, check_turn, is_done
from tequio.ground import clock
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


def hold(settlement: Settlement) -> Settlement:
    """Read a settlement again for writing, in the caller's transaction: one query.

    Whoever moves it on looks first whether another worker did: a settlement never goes back.
    """
    settlement.refresh_from_db(fields=["step", "roll"], from_queryset=Settlement.objects.select_for_update())
    return settlement


@transaction.atomic
def decide_intrusion(intrusion: Intrusion, reason: str, *, by: Person) -> Intrusion:
    """Decide that a ballot is annulled, and say why; how it is annulled follows from the roll.

    Refuses a decision without a reason, and one on a log that was touched. Until the roll is settled the reason can be
    put in other words.
    """
    settlement = Settlement.objects.select_for_update().filter(budget=intrusion.budget_id).first()
    intrusion = Intrusion.objects.select_for_update().get(pk=intrusion.pk)
    if settlement is None or settlement.step != Settlement.Step.CLOSED:
        raise Refused("settlement.settled")
    check_decision(intrusion.code, reason)
    intrusion.decision, intrusion.reason, intrusion.by = intrusion.facts["is"], reason.strip(), by
    intrusion.save()
    note("intrusion.decided", intrusion.budget, by, {"code": intrusion.code, "reason": intrusion.reason})
    return intrusion


@transaction.atomic
def sign_destruction(budget: Budget, *, by: Person) -> Settlement:
    """Sign that sheets and copies of the join key are destroyed. With the second officer's signature the file goes too.

    Signing twice changes nothing. Refused before the roll is settled. After a crash between the key's end and the
    commit the second officer signs again: what is gone stays gone.
    """
    settlement = Settlement.objects.select_for_update().filter(budget=budget).first()
    if settlement is None:
        raise Refused("settlement.not_closed")
    check_turn(settlement.step, DESTROYED)
    if is_done(settlement.step, DESTROYED):
        return settlement
    _signed, made = Destruction.objects.get_or_create(
        settlement=settlement, person=by, defaults={"at": clock.now()}
    )
    if made:
        note("join_key.destruction_signed", budget, by)
    if settlement.destructions.values("person").distinct().count() >= SIGNATURES:
        destroy_key(budget.pk, JOIN)
        settlement.step = DESTROYED
        settlement.save(update_fields=["step"])
        note("join_key.destroyed", budget, by)
    return settlement
