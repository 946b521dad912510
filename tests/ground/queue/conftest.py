"""Jobs for the tests: a module of Tequio that only they know."""

import sys
from types import ModuleType

import pytest

from tequio.ground.spaces.models import Space


def make(slug):
    Space.objects.create(slug=slug)


@pytest.fixture(autouse=True)
def jobs_module(monkeypatch):
    module = ModuleType("tequio.for_tests")
    module.make = make
    monkeypatch.setitem(sys.modules, "tequio.for_tests", module)
    return module
