"""A process that is killed at one of the parts of what it does, as far as one can be within a test."""

import pytest


class Killed(BaseException):
    """The process was killed here."""


def killed(*_args, **_facts):
    raise Killed


def run_until(monkeypatch, module, part, step, *args, **facts):
    """Run a step with the process killed where it comes to a part of the module."""
    with monkeypatch.context() as patch:
        patch.setattr(module, part, killed)
        with pytest.raises(Killed):
            step(*args, **facts)
