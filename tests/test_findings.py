"""The catalogue of findings: every code stands in it once, with its words, and says truly whether its rows count."""

import ast
import sys
from importlib import import_module
from pathlib import Path

import pytest
from builders import plan, requirement

from evalkit.checking import check
from evalkit.findings import CATALOGUE, COUNTS, SEVERITIES, SOURCES, when
from evalkit.plan import Alternative, Applies, read_plan
from evalkit.records import read_records
from evalkit.rules import RULES
from evalkit.tables import TABLES
from evalkit.tables.derived import DERIVED
from evalkit.touching import MADE_FROM, Touching, touched
from evalkit.words import sentences

ROOT = Path(__file__).parents[1]
READING = [*sorted((ROOT / "evalkit/reading").glob("*.py")), ROOT / "evalkit/records.py"]
MET = {code for code, kind in CATALOGUE.items() if kind.source != "rule"}


def strings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def noted():
    """Every code the reading layer gives a fault: in a call, or beside a value as ``(None, "bad_date")``."""
    for path in READING:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                given = node.args[:1] if name in {"fault", "Fault", "Note"} else []
            else:
                given = node.elts[1:] if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) else []
                given = given if len(given) == 1 and is_nothing(node.elts[0]) else []
            for one in given:
                parts = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
                yield from (part.value for part in parts if isinstance(part, ast.Constant) and part.value)


def is_nothing(node):
    return isinstance(node, ast.Constant) and node.value in {None, ""}


# ---- the catalogue ------------------------------------------------------------------------------------------------


def test_every_rule_stands_in_the_catalogue_and_every_rule_of_the_catalogue_is_there():
    assert {code for code, kind in CATALOGUE.items() if kind.source == "rule"} == set(RULES)


def test_every_fault_the_reader_notes_stands_in_the_catalogue():
    found = {code for code in noted() if isinstance(code, str)}
    assert {"unreadable_file", "missing_key", "bad_date"} <= found
    assert sorted(found - MET) == []


def test_every_fault_of_the_catalogue_is_one_the_reader_can_note():
    written = set().union(*map(strings, READING))
    assert sorted(code for code in MET if code not in written) == []


def test_every_finding_has_its_words():
    words = sentences("checking")
    wanted = {*CATALOGUE, *(f"{code}_cure" for code in CATALOGUE if code != "unreadable_file")}
    assert sorted(wanted - set(words)) == []
    assert set(sentences("findings")) == set(CATALOGUE)
    assert all(when(code, lang) for code in CATALOGUE for lang in ("zh", "en"))


def test_every_entry_is_of_the_words_allowed():
    assert {kind.severity for kind in CATALOGUE.values()} == set(SEVERITIES)
    assert {kind.source for kind in CATALOGUE.values()} == set(SOURCES)
    assert {kind.counts for kind in CATALOGUE.values()} == set(COUNTS)


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有计入"), ("en", "cannot be counted")])
def test_a_sentence_says_that_a_row_is_lost_only_where_it_always_is(lang, words):
    lost = {code for code in CATALOGUE if words in sentences("checking")[code][lang]}
    assert lost
    assert sorted(code for code in lost if CATALOGUE[code].counts not in {"no", "none"}) == []


def test_the_page_is_made_from_the_catalogue(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    page = import_module("findings_page").page()
    sys.modules.pop("findings_page")
    assert page.count("\n### `") == len(CATALOGUE)
    assert (ROOT / "docs/findings.md").read_text(encoding="utf-8") == page, "run tools/findings_page.py"


def test_what_the_sample_is_told_agrees_with_the_catalogue():
    town = read_plan("suzhou-2016")
    found = check(read_records(ROOT / "data/raw", town), town)
    assert set(found["code"]) <= set(CATALOGUE)
    rows = found[found["row"] > 0]
    counts = {code: set(part["counted"]) for code, part in rows.groupby("code")}
    said = {"yes": {True}, "no": {False}, "either": {True, False}, "none": set()}
    assert {code: seen for code, seen in counts.items() if not seen <= said[CATALOGUE[code].counts]} == {}
    assert len(counts) >= 5


# ---- what a finding can move --------------------------------------------------------------------------------------

VISITED = requirement(where={"mode": "入户"})
RUN = requirement(
    id="run", code="C09", table="activities", measure="distinct", of="activity", where={"is_host": True},
    at_least={1: 2.0}, level="community", label="活动", label_en="Activities",
)  # fmt: skip
HELPED = requirement(id="helped", code="S02", table="services", measure="distinct", of="categories", every="contract")
SOLVED = requirement(
    id="solved", code="C18", table="problems", measure="chain", of=["solved_on"], at_least={2: 2.0},
    applies=Applies(table="communities", where={"option": "治理难点问题"}),
)  # fmt: skip
TOWN = plan(VISITED, RUN, HELPED, SOLVED, requirement(id="paper", code="P01", checked_by="document"))


@pytest.mark.parametrize(
    ("table", "field", "year", "told"),
    [
        ("visits", "mode", 1, "C01"),  # where
        ("visits", "address", 1, "C01"),  # what the household is worked out from
        ("visits", "date", 2, "C01"),  # without it the row is not counted
        ("visits", "phone", 1, ""),
        ("visits", "", 1, "C01"),  # the whole sheet
        ("activities", "host", 1, "C09"),
        ("activities", "attendance", 1, ""),
        ("activities", "host", 2, ""),  # bound in year 1 only
        ("communities", "community", 1, "C09"),  # places of a requirement by community
        ("communities", "option", 2, "C18"),  # binds only places of this option
        ("communities", "since", 2, ""),
        ("clients", "categories", 2, "S02"),  # looked up in another table, in any year
        ("clients", "persons", 1, ""),
        ("services", "family_code", 1, "S02"),
        ("trainings", "topic", 1, ""),
        ("", "", 1, ""),
        ("visits", "mode", 0, "C01"),
    ],
)
def test_a_finding_touches_the_requirements_that_count_by_its_cell(table, field, year, told):
    assert Touching(TOWN).codes(table, field, year) == told


def test_a_record_of_year_1_touches_what_is_counted_over_the_contract():
    town = plan(requirement(every="contract", at_least={2: 3.0}))
    assert [Touching(town).codes("visits", "date", year) for year in (1, 2)] == ["C01", "C01"]
    early = plan(requirement(every="contract", at_least={1: 3.0}))
    assert [Touching(early).codes("visits", "date", year) for year in (1, 2)] == ["C01", ""]


def test_a_table_that_is_looked_up_touches_every_year_it_is_looked_up_in():
    touching = Touching(plan(HELPED.model_copy(update={"every": "year", "at_least": {1: 2.0}})))
    assert touching.codes("clients", "categories", 2) == "S02"
    assert touching.codes("services", "family_code", 2) == ""


def test_another_reading_is_touched_only_where_it_decides():
    def codes(decides):
        other = Alternative(reading="另一读法", table="clients", of="family", decides=decides)
        return Touching(plan(requirement(alternatives=[other]))).codes("clients", "head_name", 1)

    assert (codes(True), codes(False)) == ("C01", "")


def test_several_requirements_are_told_in_the_order_of_the_plan_and_in_both_languages():
    assert Touching(TOWN).codes("communities", "", 2) == "C18"
    assert Touching(TOWN).codes("communities", "", 0) == "C09;C18"
    assert touched("C01;C09", TOWN, "zh") == "影响：探访家庭（C01）、活动（C09）"
    assert touched("C09", TOWN, "en") == "Affects: Activities (C09)"
    assert touched("", TOWN) == ""


def test_every_derived_column_says_what_it_is_made_from():
    assert set(MADE_FROM) == {(table, name) for table, names in DERIVED.items() for name in names}
    declared = {(table.name, column.name) for table in TABLES.values() for column in table.columns}
    assert {cell for cells in MADE_FROM.values() for cell in cells} <= declared
