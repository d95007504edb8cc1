"""Planted contracts and money: terms, fees, budgets, payments."""

from __future__ import annotations

from collections.abc import Iterator

from evalkit.sample.days import Row
from evalkit.sample.planted import MET, MID, MISSED, NONE, OPEN, UNKNOWN, Situation, day, gaps, one

FULL, HALF = (
    ("娄门街道", "东沙湖社工委", "狮山街道"),
    ("长桥街道", "北桥街道"),
)  # paid by the city; half by the district


def funding() -> Iterator[Situation]:
    """Every requirement on contracts, budgets and payments that rests on records."""
    for make in (_begun, _term, _ended, _fees, _budget, _by_city, _by_halves):
        yield from make()


def contract(number: int = 1, first: str = "2016-07-01", last: str = "2018-06-30", **more: object) -> Row:
    """A contract of two years for 600,000 yuan a year."""
    told = {"contract_no": f"HT-{number}", "agency": "样例社工中心", "fee": 600000}
    return told | {"from_on": day(first), "to_on": day(last)} | more


def _begun() -> Iterator[Situation]:
    for kind, verdict, value, rows in (
        ("met", MET, 1, [contract()]),
        ("at_bound", MET, 1, [contract(first="2016-05-01")]),
        ("one_day_early", MISSED, 0, [contract(first="2016-04-30")]),
        ("one_of_two", MISSED, 0.5, [contract(), contract(2, first="2016-03-01")]),
    ):
        yield one("P05", kind, verdict, value, contracts=rows)
    for kind, verdict, value, rows in (
        ("at_bound", MET, 1, [contract(first="2018-05-31", last="2020-05-30")]),
        ("one_day_late", MISSED, 0, [contract(first="2018-06-01", last="2020-05-31")]),
        ("met", MET, 1, [contract(), contract(2, first="2017-09-01")]),
    ):
        yield one("P05", kind, verdict, value, year=2, contracts=rows)
    yield one("P05", "in_progress", OPEN, 1, cut_off=MID[1], contracts=[contract()])
    yield one("P05", "not_started", OPEN, year=2, cut_off=MID[1], contracts=[contract()])
    yield from gaps("P05", {"contracts": [contract()]}, ["contracts"], [("contracts", "from_on")])


def _term() -> Iterator[Situation]:
    yield one("P06", "at_bound", MET, 1, contracts=[contract()])
    yield one("P06", "one_year", MISSED, 0, contracts=[contract(last="2017-06-30")])
    yield one("P06", "in_progress", OPEN, 1, cut_off=MID[1], contracts=[contract()])
    second = contract(2, "2017-07-01", "2018-06-30")
    for kind, verdict, value, before, now in (
        ("at_bound", MET, 1, contract(), [contract()]),
        ("met", MET, 1, contract(last="2019-06-30"), [contract(last="2019-06-30")]),
        ("one_day_short", MISSED, 0, contract(last="2018-06-29"), [contract(last="2018-06-29")]),
        ("renewed_each_year", MISSED, 0, contract(last="2017-06-30"), [second]),
        ("one_of_two", MISSED, 0.5, contract(), [contract(), second]),
    ):
        yield one("P06", kind, verdict, value, year=2, before={"contracts": [before]}, contracts=now)
    yield one("P06", "first_year_missing", MET, 1, year=2, before={}, contracts=[contract()])
    yield one("P06", "table_missing", UNKNOWN, year=2, before={"contracts": [contract()]})
    yield one(
        "P06", "in_progress", OPEN, year=2, cut_off=MID[2], before={"contracts": [contract()]}, contracts=[contract()]
    )
    yield from gaps(
        "P06", {"contracts": [contract()]}, ["contracts"], [("contracts", "from_on"), ("contracts", "to_on")]
    )


def _ended() -> Iterator[Situation]:
    def held(node: str, result: str, when: str) -> list[Row]:
        return [{"node": node, "date": day(when), "result": result, "evaluator": "样例评估中心"}]

    for year, when, gone in ((1, "2017-06-15", "2017-06-28"), (2, "2018-06-15", "2018-06-28")):
        ended = [contract(terminated_on=day(gone))]
        kept = [contract(terminated_on=None)]
        failed = held("年度评估", "不合格", when)
        for kind, verdict, value, evaluations, contracts in (
            ("met", MET, 1, failed, ended),
            ("not_met", MISSED, 0, failed, kept),
            ("option_not_chosen", NONE, None, held("年度评估", "合格", when), kept),
            ("option_not_chosen", NONE, None, held("年度评估", "合格", when), ended),
            ("mid_term_only", NONE, None, held("中期评估", "不合格", when), kept),
            ("no_result", NONE, None, held("年度评估", "", when), kept),
            ("one_of_two", MET, 1, failed, [*ended, contract(2, terminated_on=None)]),
        ):
            yield one("M07", kind, verdict, value, year=year, evaluations=evaluations, contracts=contracts)
        yield one("M07", "table_missing", UNKNOWN, year=year, evaluations=failed)
        yield one("M07", "column_missing", UNKNOWN, year=year, evaluations=failed, contracts=[contract()])
        yield one("M07", "table_missing", UNKNOWN, year=year, alone=("evaluations",), contracts=ended)


def _fees() -> Iterator[Situation]:
    for year, code, other_code, ceiling in ((1, "B02", "B03", 600_000), (2, "B03", "B02", 1_000_000)):

        def paid(*fees: object) -> list[Row]:
            return [contract(n, fee=fee) for n, fee in enumerate(fees)]

        for kind, verdict, value, other, rows in (
            ("at_bound", MET, ceiling, MET, paid(ceiling)),
            ("above_bound", MISSED, ceiling + 1, MET, paid(ceiling + 1)),
            ("above_bound", MISSED, ceiling + 0.01, "", paid(ceiling + 0.01)),
            ("readings_differ", MET, ceiling - 1, MISSED, paid(ceiling - 1)),
            ("two_contracts", MET, ceiling, MET, paid(ceiling / 2, ceiling / 2)),
            ("two_contracts", MISSED, ceiling + 2, MET, paid(ceiling / 2 + 1, ceiling / 2 + 1)),
            ("another_word", MET, ceiling, MET, paid(f"{ceiling // 10000}万元")),
            ("another_word", MISSED, ceiling + 1, MET, paid(f"{ceiling + 1:,}元")),
        ):
            yield one(code, kind, verdict, value, year=year, other=other, contracts=rows)
        ended = [*paid(ceiling), contract(9, "2014-01-01", "2015-12-31", fee=500_000)]
        yield one(code, "outside_year", MET, ceiling, year=year, contracts=ended)
        yield one(code, "unreadable", UNKNOWN, year=year, contracts=paid("面议"))
        yield one(code, "in_progress", OPEN, ceiling, year=year, cut_off=MID[year], contracts=paid(ceiling))
        yield one(code, "passed_early", MISSED, ceiling + 1, year=year, cut_off=MID[year], contracts=paid(ceiling + 1))
        yield one(other_code, "other_year", NONE, year=year, contracts=paid(ceiling))
        yield from gaps(code, {"contracts": paid(ceiling)}, ["contracts"], [("contracts", "fee")], year=year)


def _budget() -> Iterator[Situation]:
    """The whole pilot: 14.4 million in all, 5.4 million in 2016, 9 million in 2017."""
    alone = ("budget",)

    def planned(year: int, *amounts: object) -> list[Row]:
        return [{"street": "", "calendar_year": 2015 + year, "amount": amount} for amount in amounts]

    for year, total, streets in ((1, 5_400_000, 600_000), (2, 9_000_000, 1_000_000)):
        for kind, verdict, value, rows in (
            ("at_bound", MET, total, planned(year, total)),
            ("nine_streets", MET, total, planned(year, *[streets] * 9)),
            ("below_bound", MISSED, total - 1, planned(year, total - 1)),
            ("above_bound", MISSED, total + 1, planned(year, total + 1)),
            ("another_word", MET, total, planned(year, f"{total // 10000}万元")),
        ):
            yield one("B04", kind, verdict, value, year=year, whole=True, alone=alone, budget=rows)
        early = planned(year, total)
        yield one(
            "B04", "in_progress", OPEN, total, year=year, cut_off=MID[year], whole=True, alone=alone, budget=early
        )
        over = planned(year, total + 1)
        yield one("B04", "passed_early", MISSED, year=year, cut_off=MID[year], whole=True, alone=alone, budget=over)
        yield one("B04", "table_missing", UNKNOWN, year=year, whole=True, alone=alone)
    both = {"year": 2, "whole": True, "alone": alone}
    for kind, verdict, value, first, second in (
        ("at_bound", MET, 14_400_000, 5_400_000, 9_000_000),
        ("other_years_same_total", MET, 14_400_000, 7_200_000, 7_200_000),
        ("below_bound", MISSED, 14_399_999, 5_400_000, 8_999_999),
        ("above_bound", MISSED, 14_400_001, 5_400_001, 9_000_000),
    ):
        yield one("B01", kind, verdict, value, before={"budget": planned(1, first)}, budget=planned(2, second), **both)
    yield one("B01", "not_closing", OPEN, 5_400_000, whole=True, alone=alone, budget=planned(1, 5_400_000))
    yield one("B01", "earlier_table_missing", UNKNOWN, before={}, budget=planned(2, 9_000_000), **both)
    yield one("B01", "earlier_table_missing", MISSED, before={}, budget=planned(2, 14_400_001), **both)
    yield one("B01", "table_missing", UNKNOWN, before={"budget": planned(1, 5_400_000)}, **both)
    two_years = [*planned(1, 5_400_000), *planned(2, 9_000_000)]
    yield one("B04", "both_years_in_one_book", MET, 5_400_000, whole=True, alone=alone, budget=two_years)


def money(*paid: tuple[str, object], when: str = "2016-08-10") -> list[Row]:
    """Payments: by whom and how much."""
    return [{"date": day(when), "payer": payer, "amount": amount} for payer, amount in paid]


def _by_city() -> Iterator[Situation]:
    for year, when in ((1, "2016-08-10"), (2, "2017-08-10")):
        for street, kind, verdict, value, paid in (
            (FULL[0], "met", MET, 1, [("市级", 300_000), ("市级", 300_000)]),
            (FULL[1], "one_of_two", MISSED, 0.5, [("市级", 599_999), ("区级", 1)]),
            (FULL[2], "none", MISSED, 0, [("区级", 600_000)]),
            (FULL[2], "another_word", MET, 1, [("市民政局", 600_000)]),
            (HALF[0], "other_district", NONE, None, [("市级", 600_000)]),
            (HALF[1], "other_district", NONE, None, [("区级", 600_000)]),
        ):
            yield one("B05", kind, verdict, value, year=year, street=street, payments=money(*paid, when=when))
    for street in FULL:
        paid = money(("市级", 600_000))
        yield one("B05", "in_progress", OPEN, 1, cut_off=MID[1], street=street, payments=paid)
    columns = [("payments", "payer")]
    yield from gaps("B05", {"payments": money(("市级", 1))}, ["payments"], columns, street=FULL[0])


def _by_halves() -> Iterator[Situation]:
    for year, when in ((1, "2016-08-10"), (2, "2017-08-10")):
        for kind, verdict, city, district in (
            ("met", MET, 300_000, 300_000),
            ("at_bound", MET, 303_000, 297_000),
            ("at_bound", MET, 297_000, 303_000),
            ("above_bound", MISSED, 303_001, 296_999),
            ("below_bound", MISSED, 296_999, 303_001),
            ("one_payer", MISSED, 600_000, 0),
        ):
            rows = money(("市级", city), *([("区级", district)] if district else []), when=when)
            value = city / (city + district)
            yield one("B06", kind, verdict, value, year=year, street=HALF[year - 1], payments=rows)
        for street in FULL:
            rows = money(("市级", 300_000), ("区级", 300_000), when=when)
            yield one("B06", "other_district", NONE, year=year, street=street, payments=rows)
    parts = money(("市级", 100_000), ("区级", 300_000), ("市财政", 200_000))
    yield one("B06", "in_parts", MET, 0.5, street=HALF[0], payments=parts)
    yield one("B06", "in_progress", OPEN, 0.5, cut_off=MID[1], street=HALF[1], payments=parts)
    later = [*money(("市级", 300_000)), *money(("区级", 300_000), when="2017-02-01")]
    yield one("B06", "after_cut_off", OPEN, 1, cut_off=MID[1], street=HALF[1], payments=later)
    columns = [("payments", "payer"), ("payments", "amount")]
    yield from gaps("B06", {"payments": parts}, ["payments"], columns, street=HALF[0])
