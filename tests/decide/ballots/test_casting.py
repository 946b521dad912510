"""One person, one ballot, in its last state."""

import threading

import pytest
from django.db import connection, connections

from tequio.decide.ballots import casting
from tequio.decide.ballots.casting import Overtaken, has_ballot, id_of, standing
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, destroy_key, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.protocol.faults import Fault
from tequio.ground.clock import told
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.dying import run_until
from tests.decide.town import cast_as, make_vote

pytestmark = pytest.mark.django_db


def somebody(vote, zone="corniche"):
    return vote.roll.filter(zone__key=zone).first()


def test_a_first_vote_gives_a_receipt_that_holds(vote):
    made = cast_as(somebody(vote), "p1")
    assert made.state.turn == 1
    assert made.receipt.holds(rules_of(vote.pk).key.key)
    assert made.receipt.code.turn == 1
    assert Ballot.objects.count() == 1


def test_a_change_keeps_the_chain_and_nothing_of_what_was_chosen(vote):
    first = cast_as(somebody(vote), "p1")
    second = cast_as(somebody(vote), "p2", base=1)
    assert second.state.chain == first.state.chain
    assert (second.state.turn, second.receipt.code.signs) == (2, first.receipt.code.signs)
    row = Ballot.objects.get()
    assert b"p1" not in bytes(row.choices)
    assert bytes(row.salt) != first.state.salt


def test_a_retry_gets_the_same_receipt(vote):
    entry = somebody(vote)
    assert str(cast_as(entry, "p1").receipt) == str(cast_as(entry, "p1").receipt)
    assert str(cast_as(entry, "p2", base=1).receipt) == str(cast_as(entry, "p2", base=1).receipt)


def test_a_replayed_old_request_is_overtaken_and_told_how_the_ballot_stands(vote):
    entry = somebody(vote)
    cast_as(entry, "p1")
    cast_as(entry, "p2", base=1)
    with pytest.raises(Overtaken) as refused:
        cast_as(entry, "p1")
    assert refused.value.state == standing(vote.pk, bytes(entry.pk))
    assert refused.value.state.turn == 2


def test_a_blank_ballot_takes_the_vote_back(vote):
    entry = somebody(vote)
    cast_as(entry, "p1")
    cast_as(entry, base=1)
    assert bytes(Ballot.objects.get().choices) == b'{"parts":[],"zone":"corniche"}'


def test_a_project_of_another_zone_is_refused(vote):
    with pytest.raises(Fault, match=r"ballot\.project"):
        cast_as(somebody(vote), "p3")
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("base", [0, 1])
def test_nothing_is_cast_after_the_time_of_the_close_though_nobody_closed_the_vote_yet(vote, base):
    entry = somebody(vote)
    if base:
        cast_as(entry, "p1")
    with told(rules_of(vote.pk).closes), pytest.raises(Refused, match=r"vote\.closed"):
        cast_as(entry, "p2", base=base)
    assert Ballot.objects.count() == base


def test_a_retry_after_the_close_still_gets_its_receipt(vote):
    entry = somebody(vote)
    first = cast_as(entry, "p1")
    with told(rules_of(vote.pk).closes):
        assert str(cast_as(entry, "p1").receipt) == str(first.receipt)


@pytest.mark.parametrize("base", [0, 1])
def test_nothing_is_cast_in_another_phase(vote, base):
    entry = somebody(vote)
    if base:
        cast_as(entry, "p1")
    Budget.objects.filter(pk=vote.pk).update(stage="counting")
    with pytest.raises(Refused, match=r"vote\.closed"):
        cast_as(entry, "p2", base=base)
    assert Ballot.objects.count() == base


def test_a_lost_and_remade_key_casts_nothing(vote):
    destroy_key(vote.pk, JOIN)
    with pytest.raises(Refused, match=r"vote\.no_key"):
        cast_as(somebody(vote), "p1")
    make_key(vote.pk, JOIN)
    with pytest.raises(Refused, match=r"vote\.other_key"):
        cast_as(somebody(vote), "p1")
    assert not Ballot.objects.exists()


def test_a_cast_costs_one_statement_and_enters_no_ledger(vote, django_assert_num_queries):
    entry = somebody(vote)
    cast_as(entry, "p1")
    before = Entry.objects.count()
    with django_assert_num_queries(1):
        cast_as(entry, "p2", base=1)
    assert Entry.objects.count() == before


def test_the_roll_is_told_whether_somebody_voted_while_the_key_is_there(vote):
    entry = somebody(vote)
    assert has_ballot(vote, bytes(entry.pk)) is False
    cast_as(entry, "p1")
    assert has_ballot(vote, bytes(entry.pk)) is True
    destroy_key(vote.pk, JOIN)
    assert has_ballot(vote, bytes(entry.pk)) is None


def test_the_columns_of_a_ballot_are_those_of_the_protocol():
    assert {field.name for field in Ballot._meta.get_fields()} == {
        *("id", "budget", "zone", "chain", "chain_mac", "turn", "salt", "choices", "mac", "annulled")
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("equal", [True, False])
@pytest.mark.parametrize("base", [0, 1])
def test_fifty_casts_at_once_give_one_ballot(space, equal, base):
    vote = make_vote(space)
    entry = somebody(vote)
    if base:
        cast_as(entry, "p1", "p2")
    ended = []

    def once(number):
        try:
            ended.append(str(cast_as(entry, "p1" if equal or number % 2 else "p2", base=base).receipt))
        except Overtaken:
            ended.append("overtaken")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=once, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row = Ballot.objects.get()
    assert row.turn == base + 1
    receipts = [one for one in ended if one != "overtaken"]
    assert len(ended) == 50
    assert len(set(receipts)) == 1
    assert len(receipts) == (50 if equal else 25)


@pytest.mark.parametrize("base", [0, 1])
def test_cast_killed_before_its_statement_leaves_the_ballot_as_it_was(vote, monkeypatch, base):
    entry = somebody(vote)
    if base:
        cast_as(entry, "p1")
    before = list(Ballot.objects.values())
    run_until(monkeypatch, casting, "_run", cast_as, entry, "p2", base=base)
    assert list(Ballot.objects.values()) == before
    assert cast_as(entry, "p2", base=base).state.turn == base + 1


@pytest.mark.parametrize("base", [0, 1])
def test_cast_killed_after_its_commit_is_found_by_the_retry_with_the_receipt_it_owes(vote, monkeypatch, base):
    entry = somebody(vote)
    if base:
        cast_as(entry, "p1")
    run_until(monkeypatch, casting, "_state", cast_as, entry, "p2", base=base)
    left = list(Ballot.objects.values())
    assert Ballot.objects.get().turn == base + 1
    made = cast_as(entry, "p2", base=base)
    assert list(Ballot.objects.values()) == left
    assert made.receipt.holds(rules_of(vote.pk).key.key)
    assert made.state == standing(vote.pk, bytes(entry.pk))
    with pytest.raises(Overtaken):
        cast_as(entry, "p1", base=base)


def test_the_id_is_derived_and_stored_nowhere_else(vote):
    entry = somebody(vote)
    cast_as(entry, "p1")
    name = id_of(vote.pk, bytes(entry.pk))
    assert bytes(Ballot.objects.get().pk) == name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table == "decide_ballot":
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            said = repr([tuple(bytes(x) if isinstance(x, memoryview) else x for x in row) for row in cursor])
            assert repr(name)[2:-1] not in said
            assert name.hex() not in said
