"""Counting is tested in plain NumPy; tests of the compiled kernels ask for them."""

import pytest


@pytest.fixture(autouse=True)
def plain_kernels(monkeypatch):
    monkeypatch.setenv("TEQUIO_KERNELS", "never")
