"""The rest of the notice: the agency, its practice, the bureau and the evaluator, counted anew; situations by name."""

import pandas as pd
import pytest
import recount_more
from handed_in import sheets
from test_sample_files import RAW, words

from evalkit.sample.papers import DOCUMENTS, RATINGS
from evalkit.sample.situations import STREETS, YEARS
from evalkit.sample.truth_papers import OF_ALL

VERDICTS = {"有": "met", "无": "not_met", "不适用": "not_applicable", "符合": "met", "不符合": "not_met"}
STREET_YEARS = [(street.name, year) for street in STREETS for year in YEARS]


def of(truth, street, year):
    return truth[(truth["street"] == street) & (truth["year"] == year)]


def fact(truth, street, year, code, community=""):
    rows = of(truth, street, year).query("code == @code and community == @community")
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize(("street", "year"), STREET_YEARS)
def test_the_files_hold_what_the_truth_says(books, truth, street, year):
    anew = recount_more.counted(books, street, year)
    asked = of(truth, street, year)
    asked = asked[asked["code"].isin({code for _, code in anew})]
    assert set(zip(asked["community"], asked["code"], strict=True)) == set(anew)
    for row in asked.itertuples():
        number = anew[row.community, row.code]
        if number is None:
            assert pd.isna(row.value), row
            assert row.verdict in {"cannot_assess", "not_applicable"}, row
        elif isinstance(number, tuple):
            assert (row.numerator, row.denominator, row.value) == (*number, number[0] / number[1]), row
        else:
            assert row.value == number, row


@pytest.mark.parametrize(("street", "year"), STREET_YEARS)
def test_what_the_evaluator_noted_gives_the_verdict(books, truth, street, year):
    asked = of(truth, street, year)
    asked = asked[asked["code"].isin({*DOCUMENTS, *RATINGS})]
    assert len(asked["code"].unique()) == 43 + 14
    for row in asked.itertuples():
        noted = recount_more.noted(books, street, year, row.code, row.community)
        told = {VERDICTS.get(word, "for_evaluator") for word in noted}
        verdict = "for_evaluator" if len(told) > 1 else next(iter(told), None)
        if row.code == "M08" and year == 1:
            verdict = "not_applicable"  # asked at closing
        elif verdict is None:
            verdict = "cannot_assess" if row.code in DOCUMENTS else "for_evaluator"
        elif verdict == "not_met" and year == 1 and row.code in recount_more.ONCE:
            verdict = "in_progress"
        assert (row.before or row.verdict) == verdict, row
        assert pd.isna(row.value), row


@pytest.mark.parametrize(("street", "year"), STREET_YEARS)
@pytest.mark.parametrize("code", OF_ALL)
def test_what_is_made_of_others_is_as_weak_as_its_weakest_part(truth, street, year, code):
    parts = [fact(truth, street, year, part)["verdict"] for part in OF_ALL[code]]
    whole = fact(truth, street, year, code)
    assert whole["value"] == parts.count("met")
    for word in ("not_met", "cannot_assess", "for_evaluator", "met"):
        if word in parts:
            assert whole["verdict"] == word
            return
    raise AssertionError(parts)


@pytest.mark.parametrize(
    ("where", "value", "verdict"),
    [
        (("长桥街道", 1, "A03", ""), 2, "met"),  # one social worker
        (("北桥街道", 1, "A03", ""), 2, "met"),  # two assistants
        (("娄门街道", 2, "A03", ""), 1, "not_met"),  # one assistant, in the books of both years
        (("双塔街道", 1, "A03", ""), 1, "not_met"),  # the other certificate is two days late
        (("石路街道", 1, "A03", ""), 2, "met"),  # of the very day
        (("东沙湖社工委", 1, "A03", ""), 2, "met"),  # two certificates of one person
        (("枫桥街道", 1, "A03", ""), 0, "not_met"),
        (("通安镇", 1, "A03", ""), None, "cannot_assess"),
        (("双塔街道", 1, "A04", ""), 4, "met"),  # a contract of a year to the day
        (("北桥街道", 1, "A04", ""), 3, "not_met"),  # one not insured
        (("东沙湖社工委", 1, "A04", ""), 4, "met"),  # one left on the day of the bid
        (("通安镇", 1, "A04", ""), 3, "not_met"),  # one left the day before
        (("娄门街道", 1, "A05", ""), 1, "not_met"),  # a certificate after the bid
        (("北桥街道", 1, "M04", ""), 0, "for_evaluator"),  # moved in at the end of June
        (("狮山街道", 1, "M04", ""), 6, "met"),  # one on 31 July
        (("狮山街道", 2, "T02", ""), 10, "met"),  # the contract asks for ten
        (("通安镇", 2, "T02", ""), 8, "not_met"),  # the contract asks for nine
        (("娄门街道", 1, "T02", ""), 5, "met"),  # the contract asks for four, the notice for five
        (("狮山街道", 1, "T05", ""), 3 / 4, "not_met"),
        (("双塔街道", 1, "T05", ""), None, "cannot_assess"),  # no such column
        (("双塔街道", 1, "T09", ""), 0, "not_met"),  # 23 months
        (("石路街道", 1, "T09", ""), 1, "met"),  # 24 months
        (("东沙湖社工委", 2, "T09", ""), 1 / 2, "not_met"),
        (("石路街道", 1, "T15", ""), None, "cannot_assess"),  # no such column
        (("枫桥街道", 1, "P04", ""), 3, "for_evaluator"),  # the fourth outside the year only
        (("狮山街道", 1, "P04", ""), 4, "met"),  # log and activities together
        (("通安镇", 1, "P04", ""), None, "cannot_assess"),  # no such column in either
        (("狮山街道", 1, "C02", "狮云社区"), 148 / 149, "not_met"),
        (("狮山街道", 1, "C02", "狮语社区"), 1, "met"),
        (("长桥街道", 1, "G01", "街道本级"), 2, "met"),
        (("北桥街道", 1, "G01", "北云社区"), 3, "not_met"),
        (("娄门街道", 1, "G01", "娄禾社区"), 0, "not_met"),  # nobody at the end of October
        (("双塔街道", 2, "G01", "塔云社区"), 1, "met"),  # one goes, the next comes the day after
        (("通安镇", 1, "G01", "安语社区"), 1, "met"),  # one person on two lines
        (("枫桥街道", 1, "G01", "枫语社区"), None, "cannot_assess"),
        (("长桥街道", 2, "B06", ""), 0.505, "met"),  # the most that is excused
        (("北桥街道", 2, "B06", ""), 10 / 19, "not_met"),
        (("东沙湖社工委", 2, "B05", ""), 2 / 3, "not_met"),
        (("枫桥街道", 2, "B05", ""), None, "cannot_assess"),
        (("长桥街道", 1, "P05", ""), 1, "met"),  # 1 May 2016
        (("石路街道", 1, "P05", ""), 0, "not_met"),
        (("狮山街道", 2, "P06", ""), 1, "met"),  # 24 months to the day
        (("北桥街道", 2, "P06", ""), 0, "not_met"),  # a day less
        (("枫桥街道", 1, "M07", ""), 0, "not_met"),
        (("双塔街道", 2, "M07", ""), 1, "met"),
        (("北桥街道", 2, "M07", ""), None, "cannot_assess"),  # no such column
        (("长桥街道", 1, "M07", ""), None, "not_applicable"),  # failed at mid-term only
        (("狮山街道", 1, "M01", ""), 1, "met"),
        (("长桥街道", 1, "M02", ""), 1, "met"),  # 1 May
        (("北桥街道", 1, "M02", ""), 1, "met"),  # 10 May
        (("娄门街道", 1, "M02", ""), 0, "for_evaluator"),  # 11 May
        (("狮山街道", 1, "M03", ""), 1, "met"),
        (("北桥街道", 1, "M05", ""), 1, "met"),  # 31 December
        (("娄门街道", 1, "M05", ""), 0, "for_evaluator"),  # in January
        (("石路街道", 1, "M06", ""), 1, "met"),  # 30 June
        (("东沙湖社工委", 1, "M06", ""), 0, "for_evaluator"),  # 4 July
        (("通安镇", 2, "P07", ""), 8, "not_met"),
        (("通安镇", 2, "P08", ""), None, "cannot_assess"),  # not on the list
        (("双塔街道", 1, "P08", ""), 0, "not_met"),
        (("狮山街道", 1, "P08", ""), 1, "met"),  # the district's short name
        (("狮山街道", 2, "B04", ""), 8_980_000, "not_met"),
        (("狮山街道", 1, "B01", ""), 5_400_000, "in_progress"),
        (("狮山街道", 1, "B10", ""), None, "for_evaluator"),  # two lines that disagree
        (("石路街道", 1, "B10", ""), None, "met"),  # two that agree
        (("双塔街道", 1, "A08", ""), None, "in_progress"),
        (("双塔街道", 2, "A08", ""), None, "not_met"),  # the word of year 1 holds
        (("长桥街道", 1, "T16", ""), 3, "met"),  # a part was ruled met
    ],
)  # fmt: skip
def test_planted_situation(truth, where, value, verdict):
    told = fact(truth, *where)
    assert told["verdict"] == verdict
    assert pd.isna(told["value"]) if value is None else told["value"] == value


def test_three_verdicts_were_decided_by_people_and_one_more_has_another_bound(truth):
    changed = truth[truth["before"] != ""]
    assert changed[["street", "year", "community", "code", "before", "verdict"]].to_numpy().tolist() == [
        ["长桥街道", 1, "", "T14", "not_met", "met"],
        ["通安镇", 2, "", "S03", "met", "met"],
        ["通安镇", 2, "安溪社区", "C14", "not_met", "not_applicable"],
    ]
    bounds = truth[truth["bound"].notna()].set_index(["street", "year", "code"])["bound"]
    assert bounds["通安镇", 2, "S03"] == 30
    assert bounds["狮山街道", 2, "T02"] == 10


def test_most_requirements_are_met_somewhere_and_not_met_elsewhere(truth):
    words = truth.groupby("code")["verdict"].agg(set)
    both = [code for code, found in words.items() if {"met", "not_met"} <= found]
    missed = [code for code, found in words.items() if {"met", "for_evaluator"} <= found and code not in both]
    assert len(both) > 80
    assert len(both) + len(missed) > 90
    assert [code for code, found in words.items() if len(found) == 1] == ["G12", "G16", "H01"]


def test_the_books_of_the_whole_pilot_name_streets_and_are_marked():
    for year in ("2016", "2017"):
        for path in (RAW / year / "全市").glob("*.xlsx"):
            assert any("虚构样本" in word for word in words(path)), path
            assert "街道(乡镇)" in [cell for _, rows in sheets(path) for row in rows[:3] for cell in row], path
