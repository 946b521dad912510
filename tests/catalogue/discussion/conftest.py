"""A proposal that people discuss."""

import pytest

from tequio.ground.spaces.services import give_role
from tests.cast import make_person
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def accepting(space):
    return make_budget(space, stage="accepting")


@pytest.fixture
def lamps(accepting, amina):
    """The record of Amina's proposal, in a phase in which it is discussed."""
    return make_proposal(accepting, "Lamps", author=amina).record


@pytest.fixture
def mona(space):
    """The moderator of the space."""
    mona = make_person("Mona")
    give_role(mona, space, "moderator", by=None)
    return mona
