"""Somebody who writes, and what they write."""

import pytest

from tequio.catalogue.publishing.models import Draft
from tests.know.practices.pages import begin


@pytest.fixture
def author(client, amina, space, places, themes):
    client.force_login(amina)
    return client


@pytest.fixture
def draft(author, amina):
    """A draft that has a title and nothing else."""
    begin(author)
    return Draft.objects.get(record__author=amina)
