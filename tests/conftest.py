"""The named cast and the fixtures that every test may use."""

import pytest

from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role, Space


@pytest.fixture
def space(db):
    return Space.objects.create(
        slug="network", names={"en": "Network of cities", "es": "Red de ciudades"}, language="es"
    )


def make_person(name: str, **fields) -> Person:
    return Person.objects.create_user(
        f"{name.lower()}@example.org", "a long enough word", name=name, **fields
    )


@pytest.fixture
def amina(db):
    """A citizen with an account, author of practices."""
    return make_person("Amina")


@pytest.fixture
def bruno(space):
    """The coordinator of the space."""
    bruno = make_person("Bruno")
    Role.objects.create(person=bruno, space=space, role="coordinator")
    return bruno


@pytest.fixture
def dora(db):
    """An outsider with an account and no role."""
    return make_person("Dora")
