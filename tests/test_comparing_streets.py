"""Streets beside each other, worked by hand: baseline, funnel, ranks, cautions; years, communities, costs, mixes."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.comparing import cautions as words
from evalkit.comparing import (
    compare,
    compare_communities,
    compare_costs,
    compare_years,
    staff_months,
    standardise,
    strata_of,
)
from evalkit.comparing.measured import Measured
from evalkit.comparing.ranks import by_intervals, by_pairs
from evalkit.errors import ParameterError
from evalkit.words import sentences


def verdict(street, value=math.nan, part=math.nan, whole=math.nan, **more):
    """One verdict: a count, or a share where a whole is given."""
    base = {
        "street": street, "year": 1, "community": "", "requirement": "r", "code": "R1", "label": "要求", "unit": "",
        "measure": "distinct" if whole != whole else "share", "verdict": "met", "checked_by": "records",
        "level": "street", "counted": 1, "value": value if whole != whole else part / whole, "numerator": part,
        "denominator": whole,
    }  # fmt: skip
    return base | more


def shares(*parts, **more):
    return pd.DataFrame([verdict(f"街{n}", part=part, whole=whole, **more) for n, (part, whole) in enumerate(parts)])


def counts(*values, **more):
    return pd.DataFrame([verdict(f"街{n}", float(value), **more) for n, value in enumerate(values)])


def said(frame):
    return [set(codes.split(";")) - {""} for codes in frame["cautions"]]


# ---- beside the baseline ---------------------------------------------------------------------------------------------


def test_a_street_is_set_beside_the_rate_of_all_and_the_gap_is_that_to_the_rest_by_the_part_of_the_rest():
    found = compare(shares((56, 70), (48, 80)))
    assert found["baseline"].to_numpy() == pytest.approx([104 / 150] * 2)
    assert found["difference"].iloc[0] == pytest.approx(56 / 70 - 104 / 150)
    # Newcombe (1998), method 10: 56/70 less 48/80 lies between 0.0524 and 0.3339; the rest is 80 of 150.
    ends = found.loc[0, ["difference_low", "difference_high"]].to_numpy(float) * 150 / 80
    assert ends.tolist() == pytest.approx([0.0524, 0.3339], abs=5e-5)


def test_the_funnel_is_about_the_baseline_and_names_on_which_side_and_beyond_which_limit_a_street_lies():
    found = compare(shares((40, 100), (60, 100), (500, 1000), (430, 1000), (570, 1000)))
    # p = 0.5; of 100: 0.402 to 0.598 and 0.3455 to 0.6545; of 1000: 0.469 to 0.531 and 0.4511 to 0.5489.
    assert found["funnel"].tolist() == ["low_95", "high_95", "inside", "low_998", "high_998"]
    assert found.loc[0, ["funnel_low95", "funnel_low998"]].to_list() == pytest.approx([0.402, 0.3455], abs=5e-5)


def test_where_streets_scatter_more_than_chance_the_second_funnel_is_wider_and_the_text_says_so():
    found = compare(shares((400, 1000), (600, 1000), (450, 1000), (550, 1000), (500, 1000)))
    # z = ∓6.32 and ∓3.16, cut at a tenth to ∓5.06: phi = (2·25.6 + 2·10)/5 = 14.24; tau² = (71.2 - 4)·0.00025/4
    assert found["phi"].to_numpy() == pytest.approx([14.24] * 5)
    assert found["tau"].to_numpy() == pytest.approx([math.sqrt(0.0042)] * 5)
    assert (found["funnel"].iloc[0], found["funnel_wide"].iloc[0]) == ("low_998", "inside")
    assert all("scattered" in codes for codes in said(found))


def test_of_rare_events_the_funnel_is_exact():
    found = compare(counts(10, 2, 6))
    # Six expected: P(X <= 1) = 0.0174, P(X <= 2) = 0.0620; P(X >= 12) = 0.0201, P(X >= 11) = 0.0426
    assert found["funnel_method"].tolist() == ["exact"] * 3
    low, high = found.loc[0, ["funnel_low95", "funnel_high95"]]
    assert (1 < low < 2, 11 < high < 12) == (True, True)
    assert compare(counts(12, 1, 5))["funnel"].tolist() == ["high_95", "low_95", "inside"]


def test_the_p_against_the_rest_is_exact_and_adjusted_over_all_that_is_compared():
    found = compare(shares((10, 13), (2, 17)))
    assert found["p"].to_numpy() == pytest.approx([2 * 619 / 1330665] * 2, rel=1e-12)  # Fisher's twins
    assert found["p_holm"].to_numpy() == pytest.approx([4 * 619 / 1330665] * 2, rel=1e-12)
    three = pd.concat([shares((10, 13), (2, 17)), shares((5, 10), (5, 10), requirement="s", code="S1")])
    assert compare(three)["p_holm"].iloc[0] == pytest.approx(4 * 2 * 619 / 1330665, rel=1e-12)


def test_a_street_of_few_is_drawn_to_the_baseline_more_than_one_of_many():
    found = compare(shares((8, 10), (800, 1000), (300, 1000), (500, 1000), (400, 1000), (700, 1000)))
    moved = (found["rate"] - found["shrunken"]).abs()
    assert moved.iloc[0] > 5 * moved.iloc[1] > 0


# ---- ranks -----------------------------------------------------------------------------------------------------------


def test_there_is_no_place_without_the_range_of_places_it_may_be():
    found = compare(shares((10, 100), (50, 100), (52, 100)))
    assert found[["rank_low", "rank_high"]].to_numpy().tolist() == [[3, 3], [1, 2], [1, 2]]


def test_nine_streets_of_one_kind_have_no_order_and_the_text_says_so():
    found = compare(shares(*[(27 + n % 3, 45) for n in range(9)]))
    assert found[["rank_low", "rank_high"]].drop_duplicates().to_numpy().tolist() == [[1, 9]]
    assert all("no_order" in codes for codes in said(found))


@pytest.mark.parametrize("rate", [0.02, 0.6])
def test_streets_that_are_alike_are_put_in_an_order_in_at_most_one_comparison_of_twenty(rate):
    rng, size = np.random.default_rng(7), np.array([20.0, 30, 45, 60, 90, 150, 240, 400, 600])
    drawn = rng.binomial(size.astype(int), rate, (600, 9)).astype(float)
    ordered = [by_pairs(Measured("proportion", part, size), 0.95)[0].max() > 1 for part in drawn]
    assert np.mean(ordered) < 0.05 + 2 * math.sqrt(0.05 * 0.95 / 600)


def test_ranks_of_many_streets_come_from_their_intervals_and_are_never_narrower_than_those_of_pairs():
    rng = np.random.default_rng(3)
    size = rng.integers(20, 600, 60).astype(float)
    streets = Measured("proportion", rng.binomial(size.astype(int), rng.uniform(0.2, 0.8, 60)).astype(float), size)
    (best, worst), (first, last) = by_pairs(streets, 0.95), by_intervals(*streets.sure_ends(0.95 ** (1 / 60)))
    assert ((first <= best) & (worst <= last)).all()
    assert (last - first).mean() < 45, "they still say something"
    touching = by_intervals(np.array([0.1, 0.2]), np.array([0.2, 0.3]))
    assert [ends.tolist() for ends in touching] == [[1, 1], [2, 2]], "where they touch there is no order"
    many = compare(shares(*[(30 + n % 7, 60) for n in range(201)]))
    assert many["rank_method"].unique().tolist() == ["intervals"]


# ---- what is compared ------------------------------------------------------------------------------------------------


def test_a_count_is_compared_per_place_so_that_three_and_six_communities_are_alike():
    rows = [verdict("甲", 150.0, community=f"c{n}", level="community") for n in range(3)]
    rows += [verdict("乙", 150.0, community=f"d{n}", level="community") for n in range(6)]
    found = compare(pd.DataFrame(rows))
    assert found["value"].tolist() == [450, 900]
    assert found[["rate", "exposure"]].to_numpy().tolist() == [[150, 3], [150, 6]]
    assert found["difference"].tolist() == [0, 0]


def test_a_count_may_be_taken_over_another_requirement_or_over_a_table():
    frame = pd.concat([counts(20, 30), counts(10, 15, requirement="families", code="F1")])
    over = compare(frame, "r", per="families")
    assert over[["value", "exposure", "per", "rate"]].to_numpy().tolist() == [
        [20, 10, "families", 2],
        [30, 15, "families", 2],
    ]
    months = pd.DataFrame({"street": ["街0"], "year": [1], "months": [40.0]})
    found = compare(frame, "r", per=months)
    assert found["rate"].to_list()[0] == 0.5
    assert math.isnan(found["rate"].to_list()[1])
    assert "unknown" in said(found)[1]
    with pytest.raises(ParameterError, match="months"):
        compare(frame, "r", per=months.assign(more=1))
    with pytest.raises(ParameterError, match="街0"):
        compare(frame, "r", per=pd.concat([months, months.assign(months=41.0)]))


def test_amounts_over_several_places_are_a_mean_with_the_spread_of_the_places():
    places = {"甲": (1.0, 2.0, 3.0), "乙": (4.0, 5.0, 6.0)}
    rows = [
        verdict(street, value, community=f"{street}{value}", level="community", measure="sum")
        for street, values in places.items()
        for value in values
    ]
    found = compare(pd.DataFrame(rows)).iloc[0]
    # 2 ∓ 4.3027·1/√3; against the other three: t = 3/√(2/3) = 3.674 on 4 degrees of freedom, p = 0.0213
    assert found[["method", "rate", "value"]].to_list() == ["student", 2, 6]
    assert found[["rate_low", "rate_high"]].to_list() == pytest.approx([-0.4841, 4.4841], abs=5e-5)
    assert found["p"] == pytest.approx(0.0213, abs=5e-5)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (counts(math.nan, 9), "unknown"),
        (counts(30, 31, verdict="in_progress"), "open"),
        (counts(30, 30, level="programme"), "whole_pilot"),
        (counts(4, 5, measure="month_ends"), "no_interval"),
        (counts(1, 1, checked_by="document"), "no_interval"),
        (counts(30), "alone"),
        (counts(9, 30), "few"),
        (shares((29, 30), (27, 30)), "rough"),
        (shares((4, 8), (5, 9), measure="month_end_share"), "worst_month"),
        (counts(*[400] * 9), "even"),
    ],
)
def test_the_reader_is_told_what_to_bear_in_mind(frame, code):
    found = compare(frame)
    assert code in said(found)[0]
    assert words.told(found["cautions"].iloc[0], "zh")
    plain = compare(shares((300, 600), (310, 600), (290, 600)))
    assert said(plain) == [{"no_order"}] * 3, "and of nothing else"


def test_every_caution_is_said_in_both_languages():
    codes = ["alike", "uneven", "scattered", "no_order", "no_pairs", "one_pair", "cannot_show", "empty_stratum"]
    assert set(codes) <= set(sentences("comparing"))
    assert all(set(one) == {"zh", "en"} for one in sentences("comparing").values())


def test_what_has_no_chance_in_it_has_a_value_and_nothing_else():
    found = compare(counts(600000, 610000, measure="sum")).iloc[0]
    blank = ["rate", "low", "baseline", "difference", "p", "shrunken", "rank_low", "phi"]
    assert (found["kind"], found["value"], found[blank].isna().all()) == ("none", 600000, True)


def test_what_cannot_be_taken_apart_by_chance_is_not_tested():
    found = compare(shares((10, 10), (20, 20)))
    assert found["funnel"].tolist() == ["", ""]
    assert found["p"].tolist() == [1, 1]


STREETS = st.lists(
    st.tuples(st.integers(1, 300), st.integers(0, 300)).map(lambda pair: (min(pair[1], pair[0]), pair[0])),
    min_size=2, max_size=9,
)  # fmt: skip
SAME = ["rate", "low", "high", "difference", "p", "funnel", "shrunken", "rank_low", "rank_high", "phi"]


@settings(max_examples=6)
@given(STREETS, st.integers(0, 999))
def test_the_order_of_rows_never_matters_and_to_count_those_who_have_not_turns_everything_round(parts, seed):
    frame = shares(*parts)
    has, mixed = compare(frame), compare(frame.sample(frac=1, random_state=seed))
    once, again = (one.set_index("street").sort_index()[SAME] for one in (has, mixed))
    pd.testing.assert_frame_equal(once, again, rtol=1e-9, atol=1e-12)
    not_ = compare(shares(*[(whole - part, whole) for part, whole in parts]))
    assert (1 - not_["high"]).to_numpy() == pytest.approx(has["low"].to_numpy(), abs=1e-9)
    assert not_["p"].to_numpy() == pytest.approx(has["p"].to_numpy())
    assert (has["streets"] + 1 - not_["rank_high"]).equals(has["rank_low"])


@settings(max_examples=4)
@given(st.lists(st.integers(0, 200), min_size=2, max_size=9).filter(any), st.sampled_from([0.01, 12.0, 1000.0]))
def test_the_unit_of_an_exposure_only_scales_the_rates(values, scale):
    frame = counts(*values)
    once, scaled = (
        compare(frame, per=pd.DataFrame({"street": frame["street"], "year": 1, "hours": size}))
        for size in (10.0, 10.0 * scale)
    )
    assert (scaled["rate"] * scale).to_numpy() == pytest.approx(once["rate"].to_numpy())
    same = ["p", "funnel", "rank_low", "rank_high", "cautions"]
    pd.testing.assert_frame_equal(once[same], scaled[same], rtol=1e-9)


def test_all_requirements_of_both_years_are_compared_at_once_and_none_is_lost(pilot_verdicts):
    found = compare(pilot_verdicts)
    bound = pilot_verdicts[pilot_verdicts["verdict"] != "not_applicable"]
    assert len(found) == len(bound.drop_duplicates(["requirement", "street", "year"]))
    known = found[found["kind"] != "none"].dropna(subset=["rate"])
    assert (known["rate_low"] <= known["rate"]).all()
    assert (known["rate"] <= known["rate_high"]).all()
    assert known.loc[known["funnel"] != "", "rank_low"].notna().all(), "no funnel without ranks"


# ---- years -----------------------------------------------------------------------------------------------------------


def two_years(*pairs, **more):
    return pd.concat([
        counts(*[before for before, _ in pairs], **more), counts(*[after for _, after in pairs], year=2, **more)
    ])  # fmt: skip


def test_the_change_of_all_streets_is_tested_by_turning_signs_and_has_the_interval_of_that_test():
    pairs = [(50 + n, 50 + n + change) for n, change in enumerate((4, 6, 8, 10, 2, 5))]
    whole = compare_years(two_years(*pairs)).iloc[-1]
    assert whole[["street", "pairs", "change", "p", "p_least"]].to_list() == ["", 6, 35 / 6, 2 / 64, 2 / 64]
    # Of the 63 means of choices the 1st and the last lie outside 95 %: they are the least and the greatest change.
    assert whole[["change_low", "change_high", "method"]].to_list() == [2, 10, "typical"]


def test_the_change_of_one_street_has_the_exact_test_and_the_interval_of_its_own_two_years():
    frame = pd.concat([shares((10, 13), (5, 9)), shares((2, 17), (5, 9), year=2)])
    first = compare_years(frame).iloc[0]
    assert (first["street"], first["test"]) == ("街0", "fisher")
    assert first["p"] == pytest.approx(2 * 619 / 1330665, rel=1e-12)
    assert first["change"] == pytest.approx(2 / 17 - 10 / 13)
    assert first["change_low"] < first["change"] < first["change_high"] < 0


def test_where_so_few_pairs_could_never_show_a_change_the_text_says_so():
    six = [(50 + n, 60 + 2 * n) for n in range(6)]
    alone = compare_years(two_years(*six))
    assert alone["cautions"].iloc[-1] == ""
    both = compare_years(pd.concat([two_years(*six), two_years(*six, requirement="s", code="S1")]))
    assert both.loc[both["street"] == "", "cautions"].tolist() == ["cannot_show"] * 2


def test_only_streets_known_in_both_years_are_pairs_and_none_at_all_is_said():
    found = compare_years(two_years((50, 60), (50, math.nan), (40, 45)))
    assert (found["street"].tolist(), found["pairs"].iloc[-1]) == (["街0", "街2", ""], 2)
    assert math.isnan(found["change_low"].iloc[-1]), "two pairs allow no interval of 95 %"
    none = compare_years(two_years((50, math.nan)))
    assert none["cautions"].tolist() == ["no_pairs"]
    assert compare_years(two_years((3, 4), measure="month_ends"))["cautions"].tolist() == ["no_interval"]
    with pytest.raises(ParameterError, match="1"):
        compare_years(counts(1, 2))


# ---- communities, costs, adjusting -----------------------------------------------------------------------------------


def test_communities_scatter_within_streets_or_streets_apart_and_the_rest_is_chance():
    rows = {"甲": (100, 100, 100), "乙": (200, 200, 200), "丙": (150, 150, 150)}
    apart = pd.DataFrame([
        verdict(street, float(value), community=f"{street}{n}", level="community")
        for street, values in rows.items() for n, value in enumerate(values)
    ])  # fmt: skip
    found = compare_communities(apart).iloc[0]
    # Between: 3·(50² + 50²)/2 = 7500, chance 150: (7500 - 150)/3 = 2450.
    assert found[["within", "communities", "design_effect"]].to_list() == [0, 9, 1]
    assert found["between"] == pytest.approx(math.sqrt(2450))
    mixed = apart.assign(street=["甲", "乙", "丙"] * 3)
    found = compare_communities(mixed).iloc[0]
    # Within: 3·(2·50²)/6 = 2500 by 150 of chance.
    assert (found["between"], found["icc"]) == (0, 0)
    assert found["within"] == pytest.approx(math.sqrt(2350))
    assert found["design_effect"] == pytest.approx(2500 / 150)
    assert found["cautions"] == "uneven;few"
    assert all("uneven" in codes for codes in said(compare(mixed)))


def test_a_unit_cost_is_as_uncertain_as_the_count_it_rests_on():
    money = pd.DataFrame({
        "street": ["甲", "乙", "丙"], "year": 1, "figure": "cost_case", "part": "",
        "numerator": [1000.0, 1000.0, math.nan], "denominator": [10.0, 50.0, 5.0],
    })  # fmt: skip
    found = compare_costs(money)
    # Garwood's limits of 10 are 4.795 and 18.390, of 50 37.111 and 65.919.
    assert found["value"].tolist()[:2] == [100, 20]
    expected = [[1000 / 18.390, 1000 / 4.795], [1000 / 65.919, 1000 / 37.111]]
    assert found[["low", "high"]].to_numpy()[:2] == pytest.approx(np.array(expected), rel=2e-4)
    assert found["baseline"].iloc[0] == pytest.approx(2000 / 60)
    # Of thirty expected P(X <= 10) = 0.00002 and P(X >= 50) = 0.0005, both below 0.001.
    assert found["funnel"].tolist() == ["high_998", "low_998", ""]
    assert found["rank_low"].tolist()[:2] == [1, 2], "1 is the dearest"
    assert said(found)[2] == {"unknown"}
    assert (found["difference_low"].iloc[0] > 0, found["difference_high"].iloc[1] < 0) == (True, True)
    with pytest.raises(ParameterError, match="cost_case"):
        compare_costs(money, "cost_cas")


def test_standardising_gives_each_street_the_mix_of_the_pilot_and_tells_where_it_cannot():
    rows = [("A", "易", 45, 50), ("A", "难", 25, 50), ("B", "易", 9, 10), ("B", "难", 45, 90), ("C", "难", 30, 60)]
    found = standardise(
        pd.DataFrame(rows, columns=["street", "stratum", "total", "size"]).assign(year=1, kind="proportion")
    )
    # Of the pilot 60 are easy, 200 hard; 9 of 10 easy ones and half of the hard ones in every street.
    assert found["crude"].tolist() == [0.7, 0.54, 0.5]
    assert found["direct"].to_numpy()[:2] == pytest.approx([(60 * 0.9 + 200 * 0.5) / 260] * 2)
    assert (math.isnan(found["direct"].iloc[2]), found["cautions"].iloc[2]) == (True, "empty_stratum")
    assert found["ratio"].to_numpy() == pytest.approx([1, 1, 1])
    assert found["indirect"].to_numpy() == pytest.approx([154 / 260] * 3)
    assert ((found["direct_low"] < found["direct"]) | found["direct"].isna()).all()


def test_strata_of_a_share_add_up_to_the_share_and_those_of_communities_to_the_street(pilot_records, pilot_verdicts):
    strata = strata_of(pilot_records, pilot_verdicts, "casework_share", "categories")
    sums = strata.groupby(["street", "year"])[["total", "size"]].sum().sort_index()
    mine = pilot_verdicts.query("requirement == 'casework_share'").dropna(subset=["value"])
    mine = mine.set_index(["street", "year"])[["numerator", "denominator"]].sort_index()
    assert sums.to_numpy().tolist() == mine.to_numpy().tolist()
    visited = strata_of(pilot_records, pilot_verdicts, "household_visits", "option")
    assert visited["size"].sum() == 80
    with pytest.raises(ParameterError, match="option"):
        strata_of(pilot_records, pilot_verdicts, "household_visits", "optio")
    with pytest.raises(ParameterError, match="casework_share"):
        strata_of(pilot_records, pilot_verdicts, "stationed_staff", "post")


def test_months_of_work_are_the_persons_in_post_at_each_month_end(pilot_records, pilot_verdicts):
    found = staff_months(pilot_records, pilot_verdicts, "stationed_staff").set_index(["street", "year"])["staff_months"]
    staff = pilot_records["staff"]
    mine = staff[(staff["street"] == "通安镇") & (staff["year"] == 1) & (staff["excluded"] == "") & staff["stationed"]]
    ends = pd.date_range("2016-07-01", "2017-06-30", freq="ME")
    there = [mine.loc[(mine["joined_on"] <= day) & ~(mine["left_on"] < day), "person"].nunique() for day in ends]
    assert found["通安镇", 1] == sum(there)
    with pytest.raises(ParameterError, match="stationed_staff"):
        staff_months(pilot_records, pilot_verdicts, "client_families")
