"""Reading in tests never makes a key in anybody's settings folder."""

import pytest


@pytest.fixture(autouse=True)
def key(monkeypatch):
    monkeypatch.setenv("EVALKIT_KEY", "a key for tests")
