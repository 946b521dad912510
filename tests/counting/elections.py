"""Random small elections, made so that ties, exhausted ballots and odd prices come often."""

import random
from fractions import Fraction

from hypothesis import strategies as st

from tequio.counting import make_election

IDS = "abcdef"


@st.composite
def plain(draw, *, points=False):
    """Draw (budget, costs, ballots): what both counters can read."""
    projects = draw(st.integers(1, 6))
    part = draw(st.sampled_from([1, 1, 1, 4, 100]))
    cost = st.integers(0, 15).map(lambda value: Fraction(value, part))
    costs = {name: draw(cost) for name in IDS[:projects]}
    budget = Fraction(draw(st.integers(0, 30)), part)
    choice = st.lists(st.sampled_from(IDS[:projects]), unique=True, max_size=projects)
    worth = st.integers(1, 5) if points else st.just(1)
    ballots = draw(
        st.lists(
            choice.flatmap(lambda names: st.fixed_dictionaries(dict.fromkeys(names, worth))),
            min_size=1,
            max_size=7,
        )
    )
    return budget, costs, ballots


def sown(*, points=False):
    """Draw the same kind of election from one number: a tenth of the time, where thousands are wanted."""
    return st.integers(0, 2**64 - 1).map(lambda seed: grown(random.Random(seed), points=points))


def grown(lot, *, points):
    names = IDS[: lot.randint(1, 6)]
    part = lot.choice([1, 1, 1, 4, 100])
    costs = {name: Fraction(lot.randint(0, 15), part) for name in names}
    ballots = [
        {name: lot.randint(1, 5) if points else 1 for name in lot.sample(names, lot.randint(0, len(names)))}
        for _ in range(lot.randint(1, 7))
    ]
    return Fraction(lot.randint(0, 30), part), costs, ballots


def election_of(case, *, points=False, **meta):
    budget, costs, ballots = case
    if points:
        return make_election(budget, costs, ballots, vote_type="cumulative", **meta)
    return make_election(budget, costs, [list(ballot) for ballot in ballots], **meta)
