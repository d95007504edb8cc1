"""Street-years for the figures, with three communities and with six; see `drawn`."""

import pytest
from drawn import NAMES, street_records, street_verdicts

import evalkit as ek


@pytest.fixture(scope="session")
def plan():
    return ek.read_plan("suzhou-2016")


@pytest.fixture(params=[3, 6])
def names(request):
    return NAMES[: request.param]


@pytest.fixture
def verdicts(plan, names):
    return street_verdicts(plan, names)


@pytest.fixture
def records(plan, names):
    return street_records(plan, names)
