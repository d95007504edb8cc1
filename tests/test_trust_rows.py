"""Each row of the table of attacks and faults that evalkit answers for so far has a test that bears its number."""

import ast
import re
from pathlib import Path

READ = {*range(1, 46), 60}  # rows about files and plans as they are handed in
REPORTED = {*range(46, 60), *range(61, 77)}  # rows about notebooks, batches, reports and what is published
_NAMED = re.compile(r"test_trust_((?:\d\d_)+)")


def numbers(name):
    """The rows a test is named after."""
    found = _NAMED.match(name)
    return {int(number) for number in found[1].split("_") if number} if found else set()


def named():
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in Path(__file__).parent.rglob("test_*.py"))
    names = (node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {number for name in names for number in numbers(name)}


def test_a_name_may_bear_several_numbers():
    assert numbers("test_trust_13_32_links") == {13, 32}
    assert numbers("test_trust_what_is_noticed") == numbers("test_1900") == set()


def test_every_row_about_reading_has_a_test_that_bears_its_number():
    assert sorted(READ - named()) == []


def test_every_row_about_reports_has_a_test_that_bears_its_number():
    assert sorted(REPORTED - named()) == []
