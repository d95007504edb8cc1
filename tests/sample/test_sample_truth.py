"""The truth of the sample: counted anew from the written files, and every planted situation by name."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import recount
from hypothesis import given
from hypothesis import strategies as st

from evalkit.sample.codes import CODES
from evalkit.sample.making import WHOLE
from evalkit.sample.papers import DOCUMENTS, RATINGS
from evalkit.sample.places import PLACES
from evalkit.sample.rows_visits import visit_rows
from evalkit.sample.situations import STREET_YEARS, STREETS, YEARS
from evalkit.sample.truth import write_truth
from evalkit.sample.truth_papers import OF_ALL

GOLDEN = Path(__file__).parents[1] / "golden"


def fact(truth, street, year, code, community=""):
    rows = truth.query("street == @street and year == @year and code == @code and community == @community")
    assert len(rows) == 1
    return rows.iloc[0]


def counted(books, street, year):
    """requirement × community -> the number counted from the files."""
    found = {("", name): n for name, n in recount.street(books[street, year], year).items()}
    for row in books[street, year]["communities"]:
        told = recount.place(books, street, year, row["community"])
        found |= {(row["community"], name): n for name, n in told.items()}
    return found


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("street", [s.name for s in STREETS])
def test_the_files_hold_what_the_truth_says(books, truth, street, year):
    anew = counted(books, street, year)
    mine = truth[(truth["street"] == street) & (truth["year"] == year)]
    other_year = [f"communities_year_{3 - year}", f"fee_year_{3 - year}"]
    asked = mine[mine["requirement"].isin({name for _, name in anew} - {*other_year})]
    assert set(zip(asked["community"], asked["requirement"], strict=True)) == set(anew)
    for row in asked.itertuples():
        number = anew[row.community, row.requirement]
        if number is None:
            assert pd.isna(row.value), row
        elif isinstance(number, tuple):
            assert (row.numerator, row.denominator, row.value) == (*number, number[0] / number[1]), row
        else:
            assert row.value == number, row


BOUNDS = {
    "T01": {1: 5, 2: 8}, "T07": 1, "S02": 2, "S03": 40, "S10": 4, "C01": 150, "C06": 1, "C07": 1, "C09": 2, "C10": 6,
    "C19": 3, "C20": 6, "C15": 2, "C18": 2, "A03": 2, "A04": 4, "A05": 2, "P04": 4, "M07": 1,
    **dict.fromkeys(("M01", "M02", "M03", "M04", "M05", "M06"), 1),
}  # fmt: skip
ALL_OF_THEM = {"T05", "T09", "T15", "P05", "P06", "P08", "B05", "S06", "C02"}
WITHIN = {
    "T06": (1, 1), "G01": (1, 2), "P07": (9, 9), "B02": (0, 600_000), "B03": (0, 1_000_000),
    "B01": (14_400_000, 14_400_000), "B04": {1: (5_400_000, 5_400_000), 2: (9_000_000, 9_000_000)},
    "B06": (0.495, 0.505),
}  # fmt: skip


def keeps_its_bound(row):
    if not pd.isna(row.bound):
        return row.value >= row.bound
    bound, within = (
        told[row.year] if isinstance(told, dict) else told for told in (BOUNDS.get(row.code), WITHIN.get(row.code))
    )
    if row.code in ALL_OF_THEM:
        return row.numerator == row.denominator
    if row.code in {"T03", "T04", "S04"}:
        return 2 * row.numerator >= row.denominator
    return row.value >= bound if bound is not None else within[0] <= row.value <= within[1]


def test_verdicts_follow_from_values_and_the_bounds_of_the_notice(truth):
    by_people = {*DOCUMENTS, *RATINGS, *OF_ALL}
    decided = truth[truth["verdict"].isin(["met", "not_met"]) & ~truth["code"].isin(by_people)]
    assert (
        decided["code"].nunique() == 49 - 3
    )  # without the hours, for which there is no bound, and the two made of others
    for row in decided.itertuples():
        assert row.verdict == ("met" if keeps_its_bound(row) else "not_met"), row


def test_what_is_looked_into_and_no_failure_has_missed_its_bound(truth):
    missed = truth[(truth["verdict"] == "for_evaluator") & truth["code"].isin(["P04", "M02", "M04", "M05", "M06"])]
    assert set(missed["code"]) == {"P04", "M02", "M04", "M05", "M06"}
    assert not any(keeps_its_bound(row) for row in missed.itertuples())


def test_every_requirement_street_and_year_has_its_rows(truth):
    assert set(truth["code"]) == set(CODES.values())
    assert not truth.duplicated(["street", "year", "community", "requirement"]).any()
    assert len(set(truth["code"])) == 106
    named = truth[~truth["community"].isin(["", "街道本级"])]
    communities = named.groupby(["street", "year"])["community"].nunique()
    assert communities.loc[:, 1].tolist() == [3] * 9
    assert sorted(communities.loc[:, 2]) == [5, *[6] * 8]
    # 20 clauses in every community, 2 of them in the street itself as well, 86 once a street
    assert len(truth.loc[truth["community"] != "", "code"].unique()) == 20
    assert len(truth) == 18 * (86 + 2) + 20 * communities.sum()


@pytest.mark.parametrize(
    ("where", "value", "verdict"),
    [
        (("狮山街道", 1, "C01", "狮云社区"), 149, "not_met"),
        (("枫桥街道", 1, "C01", "枫禾社区"), 150, "met"),
        (("长桥街道", 2, "C01", "长云社区"), 143, "not_met"),  # 155 with the telephone
        (("双塔街道", 2, "C01", "塔云社区"), 146, "not_met"),  # 154 with those outside the year
        (("通安镇", 2, "C01", "安溪社区"), 120, "not_met"),  # served since November
        (("枫桥街道", 1, "T03", ""), 2 / 5, "not_met"),
        (("双塔街道", 1, "T03", ""), 2 / 5, "not_met"),  # a certificate one month late
        (("石路街道", 1, "T03", ""), 3 / 6, "met"),  # the same, yet half
        (("枫桥街道", 2, "T03", ""), 4 / 8, "met"),
        (("石路街道", 2, "T03", ""), 4 / 9, "not_met"),
        (("通安镇", 1, "T01", ""), 4, "not_met"),
        (("北桥街道", 2, "T01", ""), 7, "not_met"),
        (("北桥街道", 1, "T01", ""), 5, "met"),
        (("娄门街道", 2, "T01", ""), 8, "met"),
        (("东沙湖社工委", 1, "T04", ""), 3 / 6, "met"),
        (("娄门街道", 2, "T04", ""), 3 / 8, "not_met"),
        (("长桥街道", 1, "T06", ""), 0, "not_met"),
        (("东沙湖社工委", 2, "T06", ""), 2, "not_met"),
        (("北桥街道", 1, "T07", ""), 0, "not_met"),
        (("娄门街道", 2, "T07", ""), None, "cannot_assess"),  # header only
        (("通安镇", 1, "S10", ""), None, "cannot_assess"),
        (("东沙湖社工委", 2, "S02", ""), None, "cannot_assess"),
        (("东沙湖社工委", 2, "S03", ""), None, "cannot_assess"),
        (("东沙湖社工委", 2, "S04", ""), None, "cannot_assess"),
        (("双塔街道", 1, "S02", ""), 1, "not_met"),  # 其他 without description
        (("石路街道", 2, "S02", ""), 2, "met"),
        (("狮山街道", 1, "S02", ""), 6, "met"),  # 其他 described
        (("娄门街道", 1, "S03", ""), 40, "met"),
        (("双塔街道", 2, "S03", ""), 39, "not_met"),
        (("石路街道", 2, "S03", ""), 38, "not_met"),
        (("石路街道", 2, "S04", ""), 19 / 38, "for_evaluator"),
        (("北桥街道", 1, "S04", ""), 24 / 49, "for_evaluator"),
        (("娄门街道", 2, "S04", ""), 24 / 48, "met"),
        (("通安镇", 2, "S04", ""), 20 / 40, "met"),  # 20 of 41 codes
        (("枫桥街道", 2, "S04", ""), 18 / 45, "not_met"),
        (("长桥街道", 1, "S10", ""), 4, "met"),
        (("双塔街道", 1, "S10", ""), 4, "met"),
        (("娄门街道", 1, "S10", ""), 3, "not_met"),
        (("枫桥街道", 2, "S10", ""), 3, "not_met"),
        (("双塔街道", 1, "C06", "塔禾社区"), 0, "not_met"),
        (("狮山街道", 1, "C07", "狮语社区"), None, "not_applicable"),
        (("狮山街道", 2, "C07", "狮语社区"), 1, "met"),
        (("狮山街道", 2, "C07", "狮禾社区"), 1, "met"),  # in the book of year 1
        (("北桥街道", 2, "C07", "北语社区"), 0, "not_met"),  # after the contract
        (("石路街道", 2, "C07", "石岚社区"), 0, "not_met"),
        (("枫桥街道", 1, "C09", "枫语社区"), 2, "met"),  # three rows
        (("枫桥街道", 2, "C09", "枫云社区"), 1, "not_met"),  # two rows
        (("石路街道", 1, "C09", "石云社区"), 1, "not_met"),  # a second one is hosted next door
        (("东沙湖社工委", 1, "C10", "沙语社区"), 5, "not_met"),  # eight of either size
        (("东沙湖社工委", 1, "C09", "沙语社区"), 3, "met"),
        (("狮山街道", 1, "C15", "狮语社区"), 1, "in_progress"),
        (("狮山街道", 2, "C15", "狮语社区"), 2, "met"),
        (("枫桥街道", 2, "C15", "枫岚社区"), 1, "not_met"),  # the other one is older than the contract
        (("长桥街道", 1, "C18", "长禾社区"), None, "not_applicable"),
        (("狮山街道", 1, "C18", "狮语社区"), 1, "in_progress"),
        (("狮山街道", 2, "C18", "狮语社区"), 2, "met"),
        (("娄门街道", 2, "C18", "娄禾社区"), 1, "not_met"),
        (("东沙湖社工委", 2, "C18", "沙泽社区"), 1, "not_met"),  # a second one is dated out of order
        (("北桥街道", 1, "C19", ""), 3, "met"),
        (("北桥街道", 1, "C20", ""), None, "not_applicable"),
        (("北桥街道", 2, "C20", ""), 5, "not_met"),
        (("狮山街道", 2, "C20", ""), 6, "met"),
        (("狮山街道", 1, "B02", ""), 600_000, "met"),
        (("枫桥街道", 1, "B02", ""), 588_000, "met"),
        (("石路街道", 1, "B02", ""), 612_000, "not_met"),
        (("通安镇", 2, "B03", ""), 1_020_000, "not_met"),
    ],
)  # fmt: skip
def test_planted_situation(truth, where, value, verdict):
    told = fact(truth, *where)
    assert told["verdict"] == verdict
    assert pd.isna(told["value"]) if value is None else told["value"] == value


def test_most_of_every_street_is_fine(truth):
    decided = truth[truth["verdict"].isin(["met", "not_met"])]
    assert (decided["verdict"].eq("met").groupby(decided["street"]).mean() > 0.85).all()


def rows_of(books, street, year, table, community=""):
    return [r for r in books[street, year][table] if community in {"", r.get("community")}]


def test_other_readings_of_a_visit_give_other_numbers(books):
    every = rows_of(books, "狮山街道", 1, "visits", "狮云社区")
    at_home = [r for r in every if r["mode"] == "入户" and r["result"] == "完成" and recount.within(r, 1)]
    assert (len(every), len(at_home)) == (174, 155)
    by_phone = rows_of(books, "长桥街道", 2, "visits", "长云社区")
    assert sum(r["mode"] == "电话" and r["result"] == "完成" for r in by_phone) == 12
    late = rows_of(books, "双塔街道", 2, "visits", "塔云社区")
    assert sum(not recount.within(r, 2) for r in late) == 8


def test_kinds_of_rows_that_do_not_count_all_occur(books):
    visits = [r for mine in books.values() for r in mine.get("visits", ())]
    assert {r["result"] for r in visits} == {"完成", "无人", "拒访", "空置"}
    assert sum(r["community"] == "无名社区" for r in visits) == 5
    assert sum(r["date"] is None for r in visits) == 3
    assert sum(r["address"] == "" for r in visits) == 1
    keys = [tuple(v for k, v in r.items() if k != "number") for r in rows_of(books, "通安镇", 1, "visits", "安云社区")]
    assert len(keys) - len(set(keys)) == 2


def test_a_late_community_is_visited_only_after_it_joined(books):
    dates = [r["date"] for r in rows_of(books, "通安镇", 2, "visits", "安溪社区") if recount.within(r, 2)]
    assert min(dates) >= date(2017, 11, 1)


def test_a_family_under_two_codes_has_one_head_and_address(books):
    for street, year, codes, families in (("石路街道", 1, 50, 49), ("通安镇", 2, 43, 42)):
        rows = rows_of(books, street, year, "clients")
        assert len({r["family_code"] for r in rows}) == codes
        assert len({(r["head_name"], r["address"]) for r in rows}) == families


def test_a_shared_activity_stands_in_two_books_with_one_host(books):
    shared = [r for r in rows_of(books, "石路街道", 1, "activities") if "联合" in r["title"]]
    assert sorted((r["community"], r["host"]) for r in shared) == [("石云社区", "石语社区"), ("石语社区", "石语社区")]


def test_city_and_district_pay_half_each_in_two_streets_and_the_city_alone_elsewhere(books, truth):
    otherwise = {("长桥街道", 2), ("北桥街道", 2), ("东沙湖社工委", 2), ("枫桥街道", 2)}  # see the planted situations
    for street, year in {(plan.street, plan.year) for plan in STREET_YEARS} - otherwise:
        paid = {}
        for row in books[street, year]["payments"]:
            paid[row["payer"]] = paid.get(row["payer"], 0) + row["amount"]
        fee = fact(truth, street, year, {1: "B02", 2: "B03"}[year])["value"]
        halves = street in {"长桥街道", "北桥街道"}
        assert paid == pytest.approx({"市级": fee / 2, "区级": fee / 2} if halves else {"市级": fee})


def test_magnitudes_are_those_of_the_field(books):
    books = {place: mine for place, mine in books.items() if place[0] != WHOLE}
    visits = sum(len(mine["visits"]) for mine in books.values())
    assert 12_000 <= visits <= 14_000
    done = [p.visits.done for p in PLACES if p.community != "安溪社区"]
    assert min(done) >= 143
    assert max(done) <= 185
    for mine in books.values():
        assert 38 <= len(mine["clients"]) <= 75
        assert 250 <= len(mine.get("services", [0] * 300)) <= 500


def test_no_community_stands_in_two_streets():
    streets = {}
    for place in PLACES:
        streets.setdefault(place.community, set()).add(place.street)
    assert len(streets) == 27 + 26
    assert all(len(found) == 1 for found in streets.values())


@given(seed=st.integers(0, 10**6), place=st.sampled_from(PLACES))
def test_every_seed_plants_the_same_number_of_households(seed, place):
    rows = visit_rows(place, ["甲", "乙"], seed)
    mine = [r for r in rows if r["community"] == place.community and isinstance(r["date"], date)]
    assert len(recount.households(mine, place.year)) == place.visits.done
    kinds = vars(place.visits)
    assert len(rows) == sum(kinds.values())


def test_the_committed_truth_is_the_planted_one(tmp_path):
    write_truth(tmp_path / "truth.csv")
    assert (GOLDEN / "truth.csv").read_text(encoding="utf-8-sig").splitlines() == (
        (tmp_path / "truth.csv").read_text(encoding="utf-8-sig").splitlines()
    )


def test_the_arithmetic_names_only_what_there_is(truth):
    told = fact(truth, "狮山街道", 1, "C01", "狮云社区")["how"]
    assert told == "完成入户 149 户；另有未遇 9 次、拒访 2 次、空置 1 次、电话 4 次、重复 6 次、年度外 3 次未计"
    assert fact(truth, "双塔街道", 1, "C06", "塔禾社区")["how"] == "本年度需求建议 0 份"
