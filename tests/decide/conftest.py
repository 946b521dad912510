"""Editions that the tests of this floor share."""

import pytest

from tests.decide.town import make_budget


@pytest.fixture
def budget(space):
    """La Marsa's edition, before anything has begun."""
    return make_budget(space)
