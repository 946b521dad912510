"""Valuing from the first finding to a decision, with its author heard."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import CoAuthor
from tequio.decide.valuations.models import Incompatible, Valuation, Valuator
from tequio.decide.valuations.rules import Findings
from tequio.decide.valuations.services import (
    announce,
    assign,
    decide,
    declare_incompatible,
    reopen,
    reply,
    save,
    take_back_incompatible,
    unassign,
)
from tequio.ground.clock import now
from tequio.ground.ledger.models import Entry
from tequio.ground.notices.models import OutgoingMail
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.town import make_proposal
from tests.decide.valuations.steps import NO, YES, announce_no, fresh, keep, let_time_pass, revision, say_yes

pytestmark = pytest.mark.django_db
SITE = "https://lamarsa.example.org"


def letters() -> list[tuple[str, str, str]]:
    """Recipient, subject and text of each letter on its way."""
    rows = OutgoingMail.objects.order_by("pk").values_list("message", flat=True)
    return [(row["to"][0], row["subject"], row["body"]) for row in rows]


@pytest.fixture
def letter_box(settings):
    settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
    return letters


def test_yes_gives_the_proposal_its_price(lamps, vera):
    say_yes(lamps, by=vera)
    proposal = fresh(lamps)
    assert (proposal.stage, proposal.price, proposal.running_costs) == ("feasible", 9_500_500, 300_000)
    assert Entry.objects.filter(action="valuation.decided", subject=f"record:{lamps.pk}", by=vera.pk).exists()


def test_findings_are_kept_one_after_the_other(lamps, vera, bruno):
    keep(lamps, YES, by=vera)
    with pytest.raises(Refused, match="changed_meanwhile"):
        save(lamps, NO, revision=0, by=bruno)
    assert Valuation.objects.get().feasible is True


def test_no_is_final_only_after_its_author_was_heard(lamps, vera, amina):
    kept = keep(lamps, NO, by=vera)
    with pytest.raises(Refused, match="announce_first"):
        decide(lamps, revision=kept.revision, by=vera)
    announced = announce(lamps, revision=kept.revision, by=vera)
    assert announced.reply_until - announced.announced == timedelta(days=10)
    with pytest.raises(Refused, match="author_has_time"):
        decide(lamps, revision=announced.revision, by=vera)
    replied = reply(lamps, "The land was given to the city in 1998.", by=amina)
    with pytest.raises(Refused, match="answer_missing"):
        decide(lamps, revision=replied.revision, answer={"en": "It was not."}, by=vera)
    decide(lamps, revision=replied.revision, answer={"es": "No llegó a inscribirse."}, by=vera)
    assert fresh(lamps).stage == "unfeasible"


def test_no_is_final_when_the_time_is_over(lamps, vera, amina):
    announced = announce_no(lamps, by=vera)
    let_time_pass(lamps)
    with pytest.raises(Refused, match="too_late"):
        reply(lamps, "Wait!", by=amina)
    decide(lamps, revision=announced.revision, by=vera)
    assert fresh(lamps).stage == "unfeasible"


def test_database_itself_lets_no_author_go_unheard(lamps, vera):
    announce_no(lamps, by=vera)
    with pytest.raises(IntegrityError, match="author_heard|CHECK"), transaction.atomic():
        Valuation.objects.update(decided=now())


@pytest.mark.parametrize(
    "change",
    [
        {"feasible": True, "explanation": {"es": "Sí."}, "parts": [], "decided": now},
        {"feasible": True, "explanation": {}, "parts": [{"what": "x", "amount": 1}], "decided": now},
        {"reply": "Late", "replied": now},
        {"feasible": False, "announced": now},
        {"running_costs": -1},
    ],
)
def test_database_keeps_no_half_valuation(lamps, vera, change):
    keep(lamps, Findings(), by=vera)
    said = {key: value() if callable(value) else value for key, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Valuation.objects.update(**said)


def test_what_was_announced_cannot_be_changed_unseen(lamps, vera):
    announced = announce_no(lamps, by=vera)
    with pytest.raises(Refused, match=r"valuation\.announced"):
        save(lamps, YES, revision=announced.revision, by=vera)
    reopen(lamps, "The cadastre was wrong.", by=vera)
    say_yes(lamps, by=vera)
    assert fresh(lamps).stage == "feasible"


def test_decision_is_opened_again_with_a_reason_and_keeps_what_it_said(lamps, vera, bruno):
    say_yes(lamps, by=vera)
    with pytest.raises(Refused, match="words_missing"):
        reopen(lamps, " ", by=bruno)
    valuation = reopen(lamps, "Cables were stolen; the price rose.", by=bruno)
    proposal = fresh(lamps)
    assert (proposal.stage, proposal.price) == ("selected", None)
    before = valuation.reopenings.get().before
    assert before["feasible"] is True
    assert before["explanation"] == YES.explanation
    assert valuation.priced == YES.parts
    with pytest.raises(Refused, match="is_open"):
        reopen(lamps, "Again.", by=bruno)


def test_nothing_is_valued_outside_its_phase(lamps, vera, amina):
    announce_no(lamps, by=vera)
    Budget.objects.update(stage="publishing")
    seen = revision(lamps)
    for refused in (
        lambda: save(lamps, YES, revision=seen, by=vera),
        lambda: decide(lamps, revision=seen, by=vera),
        lambda: reply(lamps, "But...", by=amina),
        lambda: reopen(lamps, "Why not", by=vera),
    ):
        with pytest.raises(Refused, match="not_now"):
            refused()


def test_only_what_goes_on_is_valued(budget, vera):
    early = make_proposal(budget, "An early idea")
    with pytest.raises(Refused, match="does_not_go_on"):
        keep(early, YES, by=vera)
    assert not Valuation.objects.exists()


def test_all_of_a_list_are_assigned_at_once_and_told_once(budget, lamps, bench, vera, bruno, letter_box):
    early = make_proposal(budget, "An early idea")
    everything = [lamps.pk, bench.pk, early.pk]
    assert assign(budget, everything, vera, by=bruno, site=SITE) == 2
    assert assign(budget, everything, vera, by=bruno, site=SITE) == 0
    assert Entry.objects.filter(action="valuation.assigned").count() == 1
    assert [(to, "2 proposals" in text) for to, _subject, text in letter_box()] == [
        ("vera@example.org", True)
    ]
    unassign(lamps, vera, by=bruno)
    unassign(lamps, vera, by=bruno)
    assert Valuator.objects.get().valuation_id == bench.pk
    assert Entry.objects.filter(action="valuation.unassigned").count() == 1


def test_nobody_values_their_own_nor_from_outside(budget, lamps, bench, amina, dora, vera, bruno):
    with pytest.raises(Refused, match="not_a_member"):
        assign(budget, [lamps.pk], dora, by=bruno)
    CoAuthor.objects.create(proposal=bench, person=vera, accepted=now())
    assert assign(budget, [lamps.pk, bench.pk], vera, by=bruno) == 1
    assert Valuator.objects.get().valuation_id == lamps.pk
    with pytest.raises(Refused, match="nothing_to_assign"):
        assign(budget, [bench.pk], vera, by=bruno)


def test_author_and_coauthors_are_told_in_their_language(lamps, vera, amina, letter_box):
    noor = make_person("Noor", language="fr")
    CoAuthor.objects.create(proposal=lamps, person=noor, accepted=now())
    CoAuthor.objects.create(proposal=lamps, person=make_person("Paul"))
    announce_no(lamps, by=vera, site=SITE)
    told = {to: (subject, text) for to, subject, text in letter_box()}
    assert set(told) == {"amina@example.org", "noor@example.org"}
    subject, text = told["amina@example.org"]
    assert subject == "Please reply: Lamps on the corniche"
    assert "> El suelo no es de la ciudad." in text
    assert f"{SITE}/en/network/budget/2015/valuations/proposal/{lamps.record.public_id}/reply/" in text
    assert told["noor@example.org"][0] == "Merci de répondre : Lamps on the corniche"


def test_valuators_hear_the_reply_and_authors_the_decision(budget, lamps, vera, amina, bruno, letter_box):
    assign(budget, [lamps.pk], vera, by=bruno)
    announce_no(lamps, by=vera)
    replied = reply(lamps, "It is ours.", by=amina, site=SITE)
    decide(lamps, revision=replied.revision, answer={"es": "Lo vimos."}, by=vera, site=SITE)
    reopen(lamps, "A new map.", by=bruno, site=SITE)
    assert [(to, subject) for to, subject, _text in letter_box()] == [
        ("vera@example.org", "The author replied: Lamps on the corniche"),
        ("amina@example.org", "Not feasible: Lamps on the corniche"),
        ("amina@example.org", "Looked at again: Lamps on the corniche"),
    ]
    assert mail.outbox == []


def test_two_exclude_each_other_in_either_order_once(budget, lamps, bench, bruno):
    declare_incompatible(bench, lamps, reason="", by=bruno)
    pair = declare_incompatible(lamps, bench, reason="The same square metre.", by=bruno)
    assert (pair.first_id, pair.second_id) == (lamps.pk, bench.pk)
    assert Incompatible.objects.get().reason == "The same square metre."
    take_back_incompatible(pair, by=bruno)
    take_back_incompatible(pair, by=bruno)
    assert not Incompatible.objects.exists()
    assert Entry.objects.filter(action="incompatible.taken_back").count() == 1


def test_what_is_not_counted_together_excludes_nothing(budget, lamps, bench, bruno):
    elsewhere = make_proposal(budget, "Lamps in Sidi", zone="sidi", stage="selected")
    with pytest.raises(Refused, match="apart"):
        declare_incompatible(lamps, elsewhere, reason="", by=bruno)
    with pytest.raises(Refused, match="itself"):
        declare_incompatible(lamps, lamps, reason="", by=bruno)
    Budget.objects.update(stage="balloting", join_check=b"j" * 32)
    with pytest.raises(Refused, match=r"budget\.frozen"):
        declare_incompatible(lamps, bench, reason="", by=bruno)
