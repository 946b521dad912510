"""Editions that the tests of this floor share."""

import pytest

from tequio.decide.ballots.queries import forget_rules
from tests.decide.town import make_budget, make_vote


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    """Each test has folders of keys and of files of its own, and remembers no rules of another one's vote."""
    settings.KEYS_FOLDER, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path / "files"
    forget_rules()


@pytest.fixture
def budget(space):
    """La Marsa's edition, before anything has begun."""
    return make_budget(space)


@pytest.fixture
def vote(space):
    """La Marsa's edition while people vote: two projects and four people in each of five zones."""
    return make_vote(space)
