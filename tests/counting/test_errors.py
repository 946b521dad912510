"""One account of each ballot's money and the summed errors of payments enclose what exact arithmetic says."""

from fractions import Fraction

import gmpy2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from tequio.counting import Settings, supporters
from tequio.counting.shares import problem as problems
from tequio.counting.shares import rounds
from tequio.counting.shares.count import Counting
from tequio.counting.shares.exact import Ledger
from tequio.counting.shares.run import begin

from .elections import election_of, plain

pytestmark = pytest.mark.one_database
SOME = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("pairs", [0, supporters.MOST_PAIRS])
@pytest.mark.parametrize("bits", [6, 12, 30])
@SOME
@given(case=plain())
def test_true_money_lies_between_the_account_and_its_errors(monkeypatch, pairs, bits, case):
    """With few bits the errors are large parts of a share."""
    monkeypatch.setattr(supporters, "MOST_PAIRS", pairs)
    monkeypatch.setattr(problems, "MOST_SHARE", bits)
    election = election_of(case)
    problem = Counting(election, Settings("equal-shares")).problem
    share = election.budget / len(election.ballots)
    scale, state = begin(problem, [share])
    assert not len(state.lo)
    ledger = Ledger(problem, scale, share)
    while rounds.advance(problem, scale, state, 1) == rounds.PAUSED:
        ledger.catch_up(state.order)
        check_money(problem, scale, state, ledger)


def check_money(problem, scale, state, ledger):
    for ballot in range(len(problem.ballots)):
        money = ledger.left(ledger.history(ballot)) * gmpy2.mpq(Fraction(2) ** scale.bits)
        bought = [place for place in problem.ballots.row(ballot) if place in state.order]
        error = int(state.errors[-1]) + int(state.errors[bought].sum())
        most = int(state.hi[0, ballot])
        assert max(most - error, 0) <= money <= most
        assert money == 0 or most


@SOME
@given(case=plain())
def test_supporters_in_common_are_counted(case):
    problem = Counting(election_of(case), Settings("equal-shares")).problem
    rows = [set(problem.ballots.row(ballot)) for ballot in range(len(problem.ballots))]
    for place in range(problem.projects):
        row = problem.company.row(place, problem.supporters.of(place))
        expected = [sum({place, other} <= chosen for chosen in rows) for other in range(problem.projects)]
        assert np.array_equal(row, expected)
