"""Small street-years drawn by hand; nothing here rests on what evalkit itself computed."""

import json

import builders
import pandas as pd

STREET = "狮山街道"
NAMES = [
    "新升社区", "狮山新苑社区", "华通花园第二社区", "枫津社区", "馨泰社区", "浒墅关经济技术开发区阳山花苑第一社区",
]  # fmt: skip
NUMBERS = (
    "value", "numerator", "denominator", "low", "high", "margin", "alternative_value", "elapsed", "expected",
)  # fmt: skip


def verdict(plan, requirement, value, word, *, year=1, community="", parts=(None, None), **more):
    """One row as `assess` gives it, with value and verdict said by the test."""
    asked = plan.requirement(requirement)
    low, high = asked.bound(year) or (None, None)
    names = ("code", "section", "label", "label_en", "clause", "unit", "unit_en", "checked_by", "level", "measure")
    row = {name: getattr(asked, name) for name in names} | {
        "street": STREET, "street_en": plan.street(STREET).name_en, "year": year, "community": community,
        "requirement": asked.id, "value": value, "numerator": parts[0], "denominator": parts[1], "low": low,
        "high": high, "verdict": word, "why": "", "margin": None, "flip": pd.NA, "rows": 0, "counted": 0,
        "left_out": "{}", "alternative": "", "alternative_value": None, "alternative_verdict": "", "differs": False,
        "cut_off": pd.Timestamp(plan.year(year).end), "elapsed": None, "expected": None,
        **{f"section_{key}": getattr(part, key) for part in plan.sections if part.id == asked.section
           for key in ("label", "label_en")},
    }  # fmt: skip
    return row | more


def frame(rows):
    return pd.DataFrame(rows).astype(dict.fromkeys(NUMBERS, float))


def street_verdicts(plan, communities, year=1):
    """A street-year in which every verdict word occurs; the n-th community has 149 + 7 n households."""
    other = plan.requirement("casework_share").alternatives[0].reading
    rows = [
        verdict(plan, "stationed_staff", 5, "met", year=year),
        verdict(plan, "professional_share", 0.4, "not_met", year=year, parts=(2, 5), margin=-0.1),
        verdict(plan, "local_supervisor", None, "cannot_assess", year=year, why="table_missing"),
        verdict(plan, "client_families", 49, "met", year=year, margin=9, flip=10),
        verdict(plan, "casework_share", 24 / 49, "for_evaluator", year=year, parts=(24, 49), why="readings_differ",
                alternative=other, alternative_value=24.0, alternative_verdict="met", differs=True),
    ]  # fmt: skip
    for nth, name in enumerate(communities):
        homes, word = 149 + 7 * nth, "met" if nth else "not_met"
        rows += [
            verdict(plan, "household_visits", homes, word, year=year, community=name, margin=homes - 150,
                    rows=homes + 5, counted=homes, left_out=json.dumps({"repeat": 5})),
            verdict(plan, "large_activities", 2, "met", year=year, community=name),
            verdict(plan, "governance_organisations", nth, "in_progress", year=year, community=name, why="not_closing"),
            verdict(plan, "planning_proposal", None, "not_applicable", year=year, community=name, why="not_due"),
        ]  # fmt: skip
    return frame(rows)


def visits(names):
    """Of the n-th community 149 + n households, one every second day from 1 July 2016 on, and two rows more.

    One visits the first household again; nobody is in at the other.
    """
    rows = []
    for nth, name in enumerate(names):
        days = pd.date_range("2016-07-01", periods=149 + nth, freq="2D")
        done = {"community": name, "mode": "入户", "result": "完成"}
        rows += [done | {"date": day, "household": f"{name}{n}"} for n, day in enumerate(days)]
        rows.append(done | {"date": days[-1], "household": f"{name}0"})
        rows.append(done | {"date": days[-1], "household": f"{name}x", "result": "无人"})
    return builders.frame("visits", rows, STREET)


def activities(names):
    """Each community: two large ones (the first over two days) and six small ones; the first community five."""
    start, rows = pd.Timestamp("2016-09-10"), []
    for nth, name in enumerate(names):
        large = {"community": name, "is_host": True, "size": "大型", "activity": f"{name}大0", "date": start}
        rows += [large, large | {"date": start + pd.Timedelta(days=1)}]
        rows.append(large | {"activity": f"{name}大1", "date": pd.Timestamp("2017-01-20")})
        rows.append(large | {"activity": f"{name}大2", "is_host": False})
        small = [start + pd.Timedelta(days=41 * n) for n in range(6 - (nth == 0))]
        rows += [large | {"size": "小型", "activity": f"{name}小{n}", "date": day} for n, day in enumerate(small)]
    return builders.frame("activities", rows, STREET)


def roster():
    """Five people; two professional at first, a third from 15 December on; the fifth leaves on 10 March."""
    since = ["2012-06-30", "2014-10-01", "2016-12-15", None, None]
    rows = [
        {"person": f"p{n}", "professional_on": day, "joined_on": "2016-07-01", "post": "一线社工", "full_time": True}
        for n, day in enumerate(since)
    ]
    rows = [row | {"stationed": True} for row in rows]
    rows[4]["left_on"] = "2017-03-10"
    return builders.frame("staff", rows, STREET)


def log():
    """Four families: casework and two categories, case management, a group, casework without a file or category."""
    told = [
        ("a", "低收入家庭;残疾人", "个案", True), ("a", "低收入家庭;残疾人", "小组", False),
        ("b", "残疾人", "个案管理", True), ("c", "高龄空巢老人", "小组", False), ("d", "", "个案", False),
    ]  # fmt: skip
    names = ("family", "categories", "method", "case_on_file")
    rows = [dict(zip(names, row, strict=True)) | {"date": "2016-09-01"} for row in told]
    return builders.frame("services", rows, STREET)


def street_records(plan, names, **more):
    """Everything a figure of the first year needs."""
    listed = builders.frame("communities", [{"community": name} for name in names], STREET)
    tables = {"communities": listed, "visits": visits(names), "activities": activities(names), "staff": roster()}
    return builders.records(plan, **tables | {"services": log()} | more)
