"""The sample made anew, once for all tests of this folder."""

import pytest
from handed_in import handed_in

from evalkit.sample import sample_records


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """(folder, truth) of a fresh sample."""
    folder = tmp_path_factory.mktemp("raw")
    return folder, sample_records(folder)


@pytest.fixture(scope="session")
def truth(fresh):
    return fresh[1]


@pytest.fixture(scope="session")
def books(fresh):
    return handed_in(fresh[0])
