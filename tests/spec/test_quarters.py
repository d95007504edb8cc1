"""An English notice with quarters, wards and parishes is assessed without a line of code.

Wexcombe is invented (`tests/plans/wexcombe-2019`): four quarters from April 2019, each with a folder of its own.
"""

from pathlib import Path

import pytest

import evalkit as ek
from evalkit import console
from evalkit.__main__ import main
from evalkit.errors import PlanError, ReadError
from evalkit.reading.files import list_submissions

FOLDER = Path(__file__).parents[1] / "plans" / "wexcombe-2019"
# small letters: names of communities are read without regard to capitals, and shown so
PARISHES = ("ashby", "birley")
STAFF = "Name,Post,Full-time,Stationed,In post from,In post until"


def written(folder, name, header, rows):
    folder.mkdir(parents=True, exist_ok=True)
    lines = [header, *(",".join(map(str, row)) for row in rows)]
    (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


def handed_in(folder, month, ashby, birley, staff=3):
    """A quarter of Northgate: households of each parish, full-time workers; six activities in Ashby, five in Birley."""
    written(folder, "parishes", "Parish,Served since", [[parish, "2019-04-01"] for parish in PARISHES])
    visits = [[parish, f"{month}-05", f"Family {n}", f"{n} {parish} Lane"] for parish, n in each(ashby, birley)]
    written(folder, "visits", "Parish,Visited on,Household,Address", visits)
    held = [[parish, f"{month}-1{n}", f"Fair {n}", "small"] for parish, n in each(6, 5)]
    written(folder, "activities", "Parish,Held on,Activity,Size as declared", held)
    workers = [[f"Worker {n}", "Social worker", "yes", "yes", "2019-04-01", ""] for n in range(staff)]
    written(folder, "staff", STAFF, workers)
    contract = [["N-1", "Helpers", 45_000, f"{month}-01", "2020-03-31"]]
    written(folder, "contracts", "Contract no.,Provider,Fee of the quarter,From,To", contract)


def each(ashby, birley):
    """Parish and number, for so many in each parish."""
    return [(parish, n) for parish, number in zip(PARISHES, (ashby, birley), strict=True) for n in range(number)]


@pytest.fixture
def raw(tmp_path):
    """Northgate: the second quarter 40 and 39 households, the third two workers only, the first and fourth all well."""
    folder = tmp_path / "raw"
    handed_in(folder / "2019-Q1" / "Northgate", "2019-05", 40, 40)
    handed_in(folder / "2019-Q2" / "Northgate Ward", "2019-08", 40, 39)
    handed_in(folder / "2019-Q3" / "Northgate", "2019-11", 41, 40, staff=2)
    handed_in(folder / "2019-q4" / "Northgate", "2020-02", 40, 40)
    return folder


@pytest.fixture
def verdicts(raw):
    plan = ek.read_plan(FOLDER)
    return ek.assess(plan, ek.read_records(raw, plan))


def one(verdicts, quarter, requirement, parish=""):
    found = verdicts.query("year == @quarter and requirement == @requirement and community == @parish")
    assert len(found) == 1
    return found.iloc[0][["value", "verdict"]].tolist()


def test_each_quarter_is_judged_by_its_own_folder(verdicts):
    assert one(verdicts, 2, "home_visits", "ashby") == [40, "met"]
    assert one(verdicts, 2, "home_visits", "birley") == [39, "not_met"]
    assert [one(verdicts, quarter, "home_visits", "birley")[1] for quarter in (1, 3, 4)] == ["met"] * 3
    assert one(verdicts, 3, "workers") == [2, "not_met"]
    assert [one(verdicts, quarter, "workers")[1] for quarter in (1, 2, 4)] == ["met"] * 3
    assert one(verdicts, 4, "activities", "ashby") == [6, "met"]
    assert one(verdicts, 4, "activities", "birley") == [5, "not_met"]


def test_what_is_asked_over_the_contract_is_decided_in_the_last_quarter(verdicts):
    assert [one(verdicts, quarter, "fees") for quarter in (3, 4)] == [[135_000, "in_progress"], [180_000, "met"]]


def test_a_visit_outside_its_quarter_does_not_count(raw):
    late = raw / "2019-Q2" / "Northgate Ward" / "visits.csv"
    text = late.read_text(encoding="utf-8")
    late.write_text(text.replace("2019-08-05", "2019-10-05", 1), encoding="utf-8")
    plan = ek.read_plan(FOLDER)
    assert one(ek.assess(plan, ek.read_records(raw, plan)), 2, "home_visits", "ashby") == [39, "not_met"]


def test_what_nobody_has_seen_cannot_be_assessed(verdicts):
    assert one(verdicts, 1, "safeguarding")[1] == "cannot_assess"


def test_a_folder_that_is_no_quarter_is_told_with_the_nearest(raw):
    (raw / "2019-q4").rename(raw / "2019-4")
    _, faults = list_submissions(raw, ek.read_plan(FOLDER))
    assert {(fault.code, fault.detail) for fault in faults} == {("unknown_year_folder", "2019-Q4")}


def test_where_there_is_no_quarter_the_names_allowed_are_told(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    (tmp_path / "2019" / "Northgate").mkdir(parents=True)
    with pytest.raises(ReadError, match=r"2019-Q1, 2019-Q2, 2019-Q3, 2019-Q4"):
        list_submissions(tmp_path, ek.read_plan(FOLDER))


def test_a_quarter_bears_the_name_its_plan_gives_it(verdicts, capsys):
    mine = verdicts.query("year == 2")
    assert ek.table(mine, "en").caption.startswith("Northgate Ward, Second quarter:")
    assert "Second quarter" in ek.figures.progress(mine, "en").caption
    told = ek.sheets.sentences(verdicts.query("year == 3"), "team", "en").body
    assert "2 persons" in told
    assert "1 person short" in told
    console.verdicts(mine)
    assert "Second quarter" in capsys.readouterr().out


def test_the_screen_speaks_english(raw, capsys, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")  # the command changes it; it is put back afterwards
    words = ["assess", "--plan", str(FOLDER), "--data", str(raw), "--street", "Northgate", "--lang", "en"]
    assert main([*words, "--year", "2"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "birley" in line and "Households" in line)
    assert "39 households" in line
    assert line.endswith("not met")


# ---- the plan itself ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('folder = "2019-Q2"', "", ""),
        ('folder = "2019-Q2"', 'folder = "2019-Q1"', "years 1 and 2 both lie in a folder “2019-Q1”"),
        ('folder = "2019-Q2"', 'folder = "2019-q1"', "years 1 and 2 both lie in a folder"),
        ('folder = "2019-Q2"', 'folder = "2019/Q2"', "“2019/Q2”, which cannot name a folder"),
        ('every = "quarter"', 'every = "year"', "which is no year"),
        ("to = 2019-06-30", "to = 2019-04-30", ""),
        ("from = 2019-04-01\nto = 2019-06-30", "from = 2018-04-01\nto = 2019-06-30", "which is no quarter"),
    ],
)
def test_quarters_that_cannot_be_told_apart_or_are_none_are_refused(tmp_path, monkeypatch, old, new, told):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    text = (FOLDER / "plan.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "plan.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "notice.txt").write_bytes((FOLDER / "notice.txt").read_bytes())
    if not told:
        assert len(ek.read_plan(tmp_path).years) == 4
        return
    with pytest.raises(PlanError, match=told):
        ek.read_plan(tmp_path)


def test_quarters_without_folders_of_their_own_would_share_that_of_their_year(tmp_path, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    lines = (FOLDER / "plan.toml").read_text(encoding="utf-8").splitlines()
    (tmp_path / "plan.toml").write_text("\n".join(x for x in lines if not x.startswith("folder")), encoding="utf-8")
    (tmp_path / "notice.txt").write_bytes((FOLDER / "notice.txt").read_bytes())
    with pytest.raises(PlanError, match="both lie in a folder “2019”"):
        ek.read_plan(tmp_path)
