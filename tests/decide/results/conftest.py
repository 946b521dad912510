"""A closed vote, and two officers to settle it."""

import pytest

from tequio.ground.spaces.services import give_role
from tests.cast import make_person
from tests.decide.results.closed import pour, voted_box


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Keys of a test stay with the test."""
    settings.KEYS_FOLDER = tmp_path / "keys"
    return settings.KEYS_FOLDER


@pytest.fixture
def box():
    """A vote of 60 people of whom 54 voted, 18 of them twice; one project was withdrawn meanwhile."""
    return voted_box(withdraw="c1")


@pytest.fixture
def closed(box, space):
    """The same vote in the tables, closed."""
    return pour(box, space)


@pytest.fixture
def elif_(space):
    """A second officer: the secretariat."""
    person = make_person("Elif")
    give_role(person, space, "secretariat", by=None)
    return person
