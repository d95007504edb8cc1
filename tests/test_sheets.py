"""Tables and sentences: every number in them is one the test handed in."""

import re

import builders
import pandas as pd
import pytest
from drawn import NAMES, STREET, frame, street_records, street_verdicts, verdict

import evalkit as ek
from evalkit import wording
from evalkit.errors import ParameterError

S = ek.sheets


@pytest.fixture(scope="module")
def plan():
    return ek.read_plan("suzhou-2016")


@pytest.fixture
def verdicts(plan):
    return street_verdicts(plan, NAMES[:3])


@pytest.fixture
def records(plan):
    return street_records(plan, NAMES[:3])


def body(table):
    return [[one["t"] for one in row] for row in table.body]


# ---- verdicts -------------------------------------------------------------------------------------------------------


def test_the_table_has_code_requirement_clause_bound_value_verdict_and_remark(verdicts):
    rows = body(ek.table(verdicts, "zh"))
    assert rows[1] == ["T01", "常驻全职人员", "二（四）", "≥ 5 名", "5 名", "达标", ""]
    assert rows[2] == ["T03", "专业社工占比", "附件1·二", "≥ 50%", "40%（2/5）", "未达标", "差 10 个百分点"]
    assert rows[3][4:] == ["—", "无法核定", "所需的记录表未提交"]


def test_each_section_has_its_heading_over_the_whole_width(verdicts):
    table = ek.table(verdicts, "zh")
    heads = [(nth, row[0]["t"]) for nth, row in enumerate(table.body) if row[0].get("cs") == len(table.header[0])]
    assert heads == [(0, "服务团队"), (4, "街道层面服务"), (7, "社区层面服务")]
    assert body(ek.table(verdicts, "en"))[0] == ["Service team"]


def test_communities_that_are_not_met_are_listed_where_not_all_are_alike(verdicts):
    rows = body(ek.table(verdicts, "zh"))
    at = [row[0] for row in rows].index("C01")
    assert rows[at][3:6] == ["≥ 150 户", "149–163 户，2/3 个社区达标", "未达标"]
    assert rows[at + 1] == ["", " · 新升社区", "", "", "149 户", "未达标", "差 1 户"]
    assert rows[at + 2][1:2] + rows[at + 2][4:6] == ["大型活动", "2 次，3/3 个社区达标", "达标"]
    assert rows[at + 3][1] == "治理型组织", "all alike: one row"


def test_a_verdict_is_told_by_colour_and_by_word(verdicts):
    tones = {row[5]["t"]: row[5]["c"] for row in ek.table(verdicts, "zh").body if len(row) > 1}
    assert tones == {
        "达标": "ok",
        "未达标": "bad",
        "待评估人员核定": "warn",
        "无法核定": "mute",
        "进行中": "info",
        "不适用": "mute",
    }


def test_the_table_speaks_english(verdicts):
    table = ek.table(verdicts, "en")
    assert [one["t"] for one in table.header[0]] == [
        "Code", "Requirement", "Clause", "Bound", "Value", "Verdict", "Remark",
    ]  # fmt: skip
    assert body(table)[1][1:2] + body(table)[1][3:6] == ["Stationed full-time staff", "≥ 5 persons", "5 persons", "met"]
    assert table.caption.startswith("Shishan Sub-district, contract year 1")


SHOWING_ONE_PLACE = [
    ek.table, S.summary, lambda v: S.sentences(v, "team"), lambda v: S.readings(ek.read_plan("suzhou-2016"), v),
    lambda v: S.clauses(ek.read_plan("suzhou-2016"), v),
]  # fmt: skip


@pytest.mark.parametrize("show", SHOWING_ONE_PLACE)
def test_verdicts_of_several_places_are_refused_with_the_cure(verdicts, show):
    with pytest.raises(ParameterError, match="query"):
        show(pd.concat([verdicts, verdicts.assign(street="枫桥街道")]))


@pytest.mark.parametrize("show", SHOWING_ONE_PLACE)
def test_verdicts_of_several_years_are_shown_year_by_year_or_side_by_side_and_say_so(verdicts, show):
    later = verdicts.assign(year=2, period="第二合同年度", period_en="contract year 2")
    shown = show(pd.concat([verdicts, later]))
    assert [one.year for one in getattr(shown, "shown", [shown])] in ([1, 2], ["contract"])


def test_the_years_of_a_contract_stand_side_by_side(plan, verdicts):
    later = street_verdicts(plan, NAMES[:3], year=2)
    later.loc[later["requirement"] == "stationed_staff", ["value", "verdict"]] = (7, "not_met")
    table = ek.table(pd.concat([verdicts, later]), "zh")
    assert [one["t"] for one in table.header[0]] == ["编号", "要求", "依据条款", "第一合同年度", "第二合同年度"]
    rows = {row[0]: row[3:] for row in body(table) if len(row) > 1}
    assert rows["T01"] == ["5 名（≥ 5 名）", "达标", "7 名（≥ 8 名）", "未达标"]
    assert rows["C01"][:2] == ["149–163 户，2/3 个社区达标（≥ 150 户）", "未达标"]
    assert S.summary(pd.concat([verdicts, later]), "zh").shown[1].title.startswith("第二合同年度：共 9 项要求")


@pytest.mark.parametrize("show", SHOWING_ONE_PLACE)
def test_each_object_tells_its_street_and_year(verdicts, show):
    shown = show(verdicts)
    assert (shown.street, shown.year) == (STREET, 1)


def test_the_summary_counts_requirements_by_their_worst_community(verdicts):
    title = S.summary(verdicts, "zh").title
    # 9 requirements; visits are not met as one community of three is not.
    assert title == "共 9 项要求：达标 3 项、未达标 2 项、待评估人员核定 1 项、无法核定 1 项、进行中 1 项、不适用 1 项"


def test_the_summary_says_what_is_not_met_by_how_much_and_what_is_missing(verdicts):
    callout = S.summary(verdicts, "zh")
    assert callout.tone == "bad"
    assert "居民家庭探访 新升社区 149 户，差 1 户（要求不少于 150 户）" in callout.body
    assert "专业社工占比 40%（2/5），差 10 个百分点（要求不少于 50%）" in callout.body
    assert "本土专业督导（所需的记录表未提交）" in callout.body
    assert "不等于年度评估不合格" in callout.body


def test_the_summary_of_a_year_half_gone_names_what_lags_behind_an_even_pace(plan):
    rows = [verdict(plan, "household_visits", 60, "in_progress", community=NAMES[0])]
    rows += [verdict(plan, "small_activities", 3, "in_progress", community=NAMES[0])]
    found = frame(rows).assign(elapsed=0.5, expected=[75.0, 3.0])
    body = S.summary(found, "zh").body
    assert "居民家庭探访：时间已过 50%，按匀速约 75.0 户，落后 15.0 户。" in body
    assert "小型活动" not in body


def test_the_tone_of_the_summary_follows_the_gravest_verdict(verdicts):
    assert S.summary(verdicts[verdicts["verdict"] == "met"]).tone == "ok"
    assert S.summary(verdicts[verdicts["verdict"].isin(["met", "cannot_assess"])]).tone == "warn"


def test_every_number_in_a_sentence_is_a_number_of_the_verdicts(verdicts):
    told = "".join(S.sentences(verdicts, section, "zh").body for section in ("team", "services", "communities"))
    known = {"5", "50", "40", "2", "10", "49", "48.98", "24", "3", "149", "163", "150", "1", "0"}
    assert set(re.findall(r"\d+(?:\.\d+)?", told)) <= known


def test_the_sentences_of_a_section(verdicts):
    assert S.sentences(verdicts, "team", "zh").body.splitlines() == [
        "- 常驻全职人员为 5 名，符合“不少于 5 名”的要求。",
        "- 专业社工占比为 40%（2/5），不符合“不少于 50%”的要求，差 10 个百分点。",
        "- 本土专业督导无法核定：所需的记录表未提交。",
    ]
    told = S.sentences(verdicts, "communities", "zh").body.splitlines()
    assert told[0] == (
        "- 居民家庭探访：3 个社区为 149–163 户，其中 2 个符合“不少于 150 户”的要求。未达标：新升社区 149 户，差 1 户。"
    )
    assert told[1] == "- 大型活动：3 个社区为 2 次，均符合“不少于 2 次”的要求。"
    assert told[2] == "- 治理型组织：0–2 个，进行中，按合同期累计，结项时判定。"


def test_a_section_that_does_not_exist_is_refused_with_the_nearest(verdicts):
    with pytest.raises(ParameterError, match="team"):
        S.sentences(verdicts, "teams")


def test_an_upper_bound_that_is_passed_is_said_as_such(plan):
    told = S.sentences(frame([verdict(plan, "fee_year_1", 612_000, "not_met", margin=-12_000)]), "funding", "zh").body
    assert told == "- 第一年服务费为 612,000 元，不符合“不超过 600,000 元”的要求，超出 12,000 元。"


def test_a_share_just_under_its_bound_never_looks_as_if_it_met_it(plan):
    share = 4999 / 10000
    row = verdict(plan, "casework_share", share, "not_met", parts=(4999, 10000), margin=share - 0.5)
    told = S.sentences(frame([row]), "services", "zh").body
    assert "49.99%" in told
    assert "差 0.01 个百分点" in told


def test_community_names_cannot_bring_markup_into_a_sentence(plan):
    row = verdict(plan, "household_visits", 1, "not_met", community="[x](javascript:1)**社区", margin=-149)
    for text in (S.sentences(frame([row]), "communities").body, S.summary(frame([row])).body):
        assert "\\[x\\](javascript:1)\\*\\*社区" in text.replace("（", "(").replace("）", ")").replace("：", ":")


def test_readings_that_differ_stand_side_by_side_in_their_own_units(plan, verdicts):
    table = S.readings(plan, verdicts, "zh")
    (row,) = body(table)
    assert row[:3] == ["个案服务占比", "全街道", "48.98%（24/49）（≥ 50%）"]
    assert row[3].endswith("24 户（≥ 20 户）")
    assert row[4:] == ["达标", "待评估人员核定"]


def test_where_no_reading_differs_the_table_says_so(plan, verdicts):
    table = S.readings(plan, verdicts[~verdicts["differs"]], "zh")
    assert table.body == []
    assert "结论一致" in table.notes[0]


def test_clauses_quote_the_notice_word_for_word(plan, verdicts):
    table = S.clauses(plan, verdicts, "zh")
    assert len(table.body) == 9
    told = {row[0]: row[3] for row in body(table)}
    assert told["C01"] == "每个社区每年探访居民家庭不少于150户"


def test_scope_names_notice_time_cut_off_and_communities(records, verdicts):
    told = S.scope(records, verdicts, "zh").body
    for words in ("《关于全面推进社区服务社会化的试点方案》", "2016年7月1日至2017年6月30日", "截止日为 2017年6月30日"):
        assert words in told
    assert "共 3 个：新升社区、狮山新苑社区、华通花园第二社区" in told
    assert "虚构样本" in told, "these records say so"


# ---- records --------------------------------------------------------------------------------------------------------


def test_quality_accounts_for_every_row_and_says_what_was_not_handed_in(plan):
    visits = builders.frame("visits", [{"community": "a"}] * 5, STREET)
    visits["excluded"] = ["", "", "bad_date", "outside_year", "outside_year"]
    rows = {row[0]: row[1:] for row in body(S.quality(builders.records(plan, visits=visits), STREET, 1, "zh"))}
    assert rows["居民家庭探访记录表"] == ["5", "2", "3", "日期不在本合同年度 2、日期无法识别 1"]
    assert rows["活动记录表"] == ["—", "—", "—", "未提交"]
    assert len(rows) == 28, "every table that agencies hand in"
    assert "评分表" not in rows


def test_provenance_lists_files_with_fingerprints_plan_and_versions(records):
    table = S.provenance(records, STREET, 1, "zh")
    assert [row[0] for row in body(table)] == [
        "activities.xlsx",
        "communities.xlsx",
        "services.xlsx",
        "staff.xlsx",
        "visits.xlsx",
    ]
    assert "142754faabf0" in table.notes[0], "the notice's own fingerprint"
    assert "evalkit" in table.notes[1]


FOUND = {
    "street": STREET,
    "year": 1,
    "file": "2016/狮山街道/a.xlsx",
    "sheet": "探访",
    "column": "C",
    "message": "日期无法识别",
}


def test_findings_of_one_kind_are_one_row_gravest_first():
    rows = [FOUND | {"code": "bad_date", "severity": "error", "row": row} for row in (9, 7, 5, 3)]
    rows += [FOUND | {"code": "x", "severity": "note", "row": 0, "column": "", "message": "提示语"}]
    rows += [FOUND | {"code": "y", "severity": "error", "row": 1, "year": 2}]
    table = S.findings(pd.DataFrame(rows[::-1]), STREET, 1, "zh")
    assert body(table) == [
        ["错误", "日期无法识别", "4", "a.xlsx · 探访 · C3、C5、C7 …"],
        ["提示", "提示语", "1", "a.xlsx · 探访"],
    ]
    assert [row[0]["c"] for row in table.body] == ["bad", "mute"]


def test_no_finding_is_said():
    table = S.findings(pd.DataFrame([FOUND | {"code": "x", "severity": "note", "row": 1}]), "枫桥街道", 1, "zh")
    assert table.body == []
    assert table.notes == ["没有发现数据问题。"]


@pytest.mark.parametrize("show", [S.quality, S.funding, S.provenance])
def test_records_of_another_street_are_refused(records, show):
    with pytest.raises(ParameterError, match="枫桥街道"):
        show(records, "枫桥", 1)


# ---- words ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (150, None, "≥ 150 户", "≥ 150 households"),
        (None, 600, "≤ 600 户", "≤ 600 households"),
        (1, 2, "1–2 户", "1–2 households"),
        (1, 1, "1 户", "1 household"),
        (None, None, "—", "—"),
    ],
)
def test_a_bound_in_words(low, high, zh, en):
    blank = float("nan")
    row = {"unit": "户", "unit_en": "households", "denominator": blank}
    row |= {"low": blank if low is None else float(low), "high": blank if high is None else float(high)}
    assert (wording.bound(row, "zh"), wording.bound(row, "en")) == (zh, en)


def test_an_exact_bound_is_demanded_exactly(plan):
    (row,) = frame([verdict(plan, "project_lead", 0, "not_met", margin=-1)]).to_dict("records")
    assert wording.demand(row, "zh") == "恰好 1 名"


def test_rows_are_told_as_pandas_tells_them():
    told = pd.DataFrame(
        {
            "name": pd.array(["甲", None], "str"),
            "flip": pd.array([1, None], "Int64"),
            "value": [0.5, float("nan")],
            "year": [1, 2],
            "day": pd.to_datetime(["2016-08-01", None]),
            "met": [True, False],
        }
    )
    for ours, theirs in zip(wording.rows(told), told.to_dict("records"), strict=True):
        assert repr(ours) == repr(theirs)
