"""Equal shares in rational arithmetic: what settles a comparison that the bounds leave open."""

from collections.abc import Sequence
from fractions import Fraction

import gmpy2
import numpy as np
import numpy.typing as npt

from tequio.counting.shares.problem import Ints, Problem, Scale, in_units
from tequio.counting.supporters import choices_of

ALL = 2.0**60  # more than anybody has, and still a whole number of 64 bits

History = tuple[tuple[int, int], ...]


class Ledger:
    """The same run, kept exactly.

    A ballot that still has money has the share less what its purchases cost it, so the money of many ballots together
    needs only counts: how many of them (with how many points) bought each project. `lo` and `hi` enclose each ballot's
    money within one unit per purchase; only a ballot whose money is that close to a payment is looked at alone.
    """

    def __init__(self, problem: Problem, scale: Scale, share: Fraction) -> None:
        self.problem, self.bits, self.share = problem, scale.bits, gmpy2.mpq(share)
        least, most = in_units(share, scale.bits)
        ballots = len(problem.ballots)
        self.lo, self.hi = np.full(ballots, least, np.int64), np.full(ballots, most, np.int64)
        self.spent_out = np.zeros(ballots, bool)
        self.bought_at = np.full(problem.projects, -1, np.int64)
        self.order: list[int] = []
        self.payments: list[gmpy2.mpq] = []  # per point of support

    def catch_up(self, order: Sequence[int]) -> None:
        """Replay the purchases of a run that this ledger has not seen."""
        for place in order[len(self.order) :]:
            payment, poor = self.payment(place)
            self.buy(place, payment, poor)

    def price(self, place: int) -> gmpy2.mpq | None:
        """Return a project's exact price, None if its supporters cannot pay it."""
        who = self.problem.supporters.of(place)
        if self.money(who) < gmpy2.mpq(self.problem.costs[place]):
            return None
        return self.payment(place)[0] / gmpy2.mpq(self.problem.unit[place])

    def money(self, who: npt.NDArray[np.int32]) -> gmpy2.mpq:
        """Return what some ballots have together."""
        live = who[~self.spent_out[who]]
        total = self.share * len(live)
        for moment, points in enumerate(self.bought_by(live)):
            if points:
                total -= self.payments[moment] * points
        return total

    def bought_by(self, live: npt.NDArray[np.int32]) -> list[int]:
        """Return the points that some ballots together gave each purchase so far."""
        at = choices_of(self.problem.ballots.start, live)
        moments = self.bought_at[self.problem.ballots.project[at]]
        bought = moments >= 0
        sums = np.zeros(len(self.order), np.int64)
        points = self.problem.points
        np.add.at(sums, moments[bought], 1 if points is None else points[at[bought]])
        return [int(value) for value in sums]

    def payment(self, place: int) -> tuple[gmpy2.mpq, npt.NDArray[np.bool_]]:
        """Return the exact payment per point of a project that can be paid, and which supporters give all they have.

        It must be payable. Starts with nobody poor and takes as poor whoever cannot make the payment that follows, until nobody is added:
        the payment only rises.
        """
        who, points = self.problem.supporters.of(place), self.problem.supporters.points_of(place)
        cost = gmpy2.mpq(self.problem.costs[place])
        poor = np.zeros(len(who), bool)
        while True:
            rest = len(who) - int(np.count_nonzero(poor)) if points is None else int(points[~poor].sum())
            if not rest:
                raise AssertionError("a project that cannot be paid was to be bought")
            rate = (cost - self.money(who[poor])) / rest
            added = self.poorer(who, points, rate) & ~poor
            if not added.any():
                return rate, poor
            poor |= added

    def poorer(
        self, who: npt.NDArray[np.int32], points: Ints | None, rate: gmpy2.mpq
    ) -> npt.NDArray[np.bool_]:
        """Say which ballots have less than `rate` for each of their points, exactly."""
        value = Fraction(int(rate.numerator), int(rate.denominator))
        if points is None:
            below, over = in_units(value, self.bits)
            result: npt.NDArray[np.bool_] = self.hi[who] < below
            unsure = ~result & (self.lo[who] < over)
        else:
            amount = float(value * Fraction(2) ** self.bits) * points
            result = self.hi[who] < np.floor(amount * (1 - 2.0**-49)) - 1
            unsure = ~result & (self.lo[who] < np.ceil(amount * (1 + 2.0**-49)) + 1)
        known: dict[tuple[History | None, int], bool] = {}
        for index in np.nonzero(unsure)[0].tolist():
            worth = 1 if points is None else int(points[index])
            key = (self.history(int(who[index])), worth)
            if key not in known:
                known[key] = self.left(key[0]) < rate * worth
            result[index] = known[key]
        return result

    def history(self, ballot: int) -> History | None:
        """Return what a ballot bought (moment and points), which says all about its money; None if it has none left."""
        if self.spent_out[ballot]:
            return None
        start, points = self.problem.ballots.start, self.problem.points
        begin, end = int(start[ballot]), int(start[ballot + 1])
        moments = self.bought_at[self.problem.ballots.project[begin:end]].tolist()
        worth = [1] * (end - begin) if points is None else points[begin:end].tolist()
        return tuple(sorted((m, w) for m, w in zip(moments, worth, strict=True) if m >= 0))

    def left(self, history: History | None) -> gmpy2.mpq:
        if history is None:
            return gmpy2.mpq(0)
        return self.share - sum((self.payments[moment] * worth for moment, worth in history), gmpy2.mpq(0))

    def buy(self, place: int, payment: gmpy2.mpq, poor: npt.NDArray[np.bool_]) -> None:
        who, points = self.problem.supporters.of(place), self.problem.supporters.points_of(place)
        self.pay(who, points, payment)
        self.spent_out[who[poor]] = True
        self.lo[who[poor]] = 0
        self.hi[who[poor]] = 0
        self.bought_at[place] = len(self.order)
        self.order.append(place)
        self.payments.append(payment)

    def pay(self, who: npt.NDArray[np.int32], points: Ints | None, payment: gmpy2.mpq) -> None:
        value = Fraction(int(payment.numerator), int(payment.denominator))
        if points is None:
            least, most = in_units(value, self.bits)
            self.lo[who] = np.maximum(self.lo[who] - most, 0)
            self.hi[who] = np.maximum(self.hi[who] - least, 0)
            return
        amount = np.minimum(float(value * Fraction(2) ** self.bits) * points, ALL)
        self.lo[who] = np.maximum(self.lo[who] - (amount * (1 + 2.0**-50)).astype(np.int64) - 1, 0)
        self.hi[who] = np.maximum(self.hi[who] - (amount * (1 - 2.0**-50)).astype(np.int64), 0)

    def take(self, share: gmpy2.mpq) -> None:
        """Take the same amount from every ballot that has money left; the share counts as that much less."""
        self.share -= share
        value = Fraction(int(share.numerator), int(share.denominator))
        least, most = in_units(value, self.bits)
        self.lo = np.maximum(self.lo - most, 0)
        self.hi = np.maximum(self.hi - least, 0)
