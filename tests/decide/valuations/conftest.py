"""Who values, and what."""

import pytest

from tequio.ground.people.models import Person
from tequio.ground.spaces.services import give_role
from tests.cast import make_person
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def budget(space):
    """La Marsa's edition while the city looks at what goes on."""
    return make_budget(space, stage="valuating")


@pytest.fixture
def lamps(budget, amina):
    """Amina's proposal, which goes on."""
    return make_proposal(budget, "Lamps on the corniche", author=amina, stage="selected")


@pytest.fixture
def bench(budget, dora):
    """Dora's proposal for the same zone."""
    return make_proposal(budget, "Benches on the corniche", author=dora, stage="selected")


@pytest.fixture
def vera(space) -> Person:
    """An engineer of the city: a reviewer of the space."""
    vera = make_person("Vera")
    give_role(vera, space, "reviewer", by=None)
    return vera
