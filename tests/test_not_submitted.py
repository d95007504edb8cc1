"""What was not handed in is 未提交, and a share of nothing is no share: never 0 %, never 100 %."""

import builders
import pytest
from books import COMMUNITIES, PLACE, VISITS, book, read

import evalkit as ek
from evalkit import wording
from evalkit.errors import ParameterError
from evalkit.tables import TABLES

STREET = "狮山街道"
SERVICES = ["服务日期", "家庭编号", "服务方法", "个案编号"]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A list of communities, a sheet of visits with its header alone, a sheet of services with nothing but a total."""
    folder = tmp_path_factory.mktemp("bare")
    book(folder, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    book(folder, f"{PLACE}/探访.xlsx", {"居民家庭探访记录表": [VISITS]})
    book(folder, f"{PLACE}/服务.xlsx", {"服务记录表": [SERVICES, ["合计", "", "", ""]]})
    return read(folder)


@pytest.fixture(scope="module")
def judged(bare):
    return ek.assess(bare.plan, bare, streets=[STREET, "枫桥街道"])


def of(verdicts, street, requirement):
    mine = verdicts[(verdicts["street"] == street) & (verdicts["year"] == 1)]
    return mine[mine["requirement"] == requirement]


@pytest.mark.parametrize("requirement", ["household_visits", "casework_share", "client_families", "contracted_staff"])
@pytest.mark.parametrize("street", [STREET, "枫桥街道"])
def test_trust_59_header_only_zero_rows_or_a_street_that_is_missing_cannot_be_assessed(judged, street, requirement):
    rows = of(judged, street, requirement)
    assert len(rows)
    assert set(rows["verdict"]) == {"cannot_assess"}
    assert rows["value"].isna().all()
    told = [row for row in ek.table(rows, "zh").body if len(row) > 1]
    assert all(row[4]["t"] == "—" or "%" not in row[4]["t"] for row in told)
    assert all("无法核定" in row[5]["t"] for row in told)


def test_trust_59_the_report_says_what_was_not_handed_in(bare):
    table = ek.sheets.quality(bare, STREET, 1, "zh")
    told = {row[0]["t"]: row[-1]["t"] for row in table.body}
    assert told[TABLES["staff"].label] == "未提交"
    assert not bare.submitted("visits", STREET, 1)
    assert not bare.submitted("services", STREET, 1)
    for figure in (ek.figures.visits_by_month, ek.figures.categories, ek.figures.staff):
        chart = figure(bare, STREET, 1, "zh")
        assert chart.artists == []
        assert "没有提交" in chart.alt or "未提交" in chart.alt


def test_trust_59_a_notebook_that_is_missing_is_named_before_anything_runs(tmp_path):
    with pytest.raises(ParameterError, match="是不是“street”"):
        ek.report("steet", street=STREET, year=1, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


SHARE = builders.requirement(**builders.CASEWORK, id="casework", code="S04")


@pytest.mark.parametrize(
    ("families", "verdict", "value", "told"),
    [((), "cannot_assess", None, "—"), (("",), "cannot_assess", None, "—"), (("A",), "met", 1.0, "100%（1/1）")],
)
def test_trust_61_a_share_of_nobody_has_no_value_and_says_why_and_of_one_client_it_is_that_ones(
    families, verdict, value, told
):
    records = builders.records(
        builders.plan(SHARE),
        services=builders.casework(*families),
        submitted=[(table, builders.STREET, 1) for table in ("services", "cases")],
    )
    found = ek.assess(records.plan, records, streets=[builders.STREET]).query("year == 1")
    assert found["verdict"].tolist() == [verdict]
    assert found["value"].tolist() == ([value] if value else [pytest.approx(float("nan"), nan_ok=True)])
    row = found.iloc[0].to_dict()
    assert wording.value(row, "zh") == told
    assert value or wording.why(row, "zh")
