"""What all tests share: property tests without a stop-watch (machines differ), the same examples every run.

And the shipped submissions, read and judged once.
"""

from pathlib import Path

import pytest
from hypothesis import settings

import evalkit as ek

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def pilot_plan():
    return ek.read_plan("suzhou-2016")


@pytest.fixture(scope="session")
def pilot_records(pilot_plan):
    return ek.read_records(Path(__file__).parents[1] / "data" / "raw", pilot_plan)


@pytest.fixture(scope="session")
def pilot_verdicts(pilot_plan, pilot_records):
    return ek.assess(pilot_plan, pilot_records)
