"""Another town's plan is assessed without a line of code.

和兴镇 is invented (`tests/plans/hexing-2019`): other thresholds, calendar years, villages instead of communities.
"""

from pathlib import Path

import pytest

import evalkit as ek

PLAN = Path(__file__).parents[1] / "plans" / "hexing-2019"


def written(folder, name, header, rows):
    folder.mkdir(parents=True, exist_ok=True)
    lines = [",".join(header), *(",".join(map(str, row)) for row in rows)]
    (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def verdicts(tmp_path):
    """东河片区, first year: 60 households in 甲村, 59 in 乙村; two full-time staff, one of them professional."""
    folder = tmp_path / "2019" / "东河片区"
    written(folder, "服务社区", ["村居", "纳入服务日期"], [["甲村", "2019-01-01"], ["乙村", "2019-01-01"]])
    visits = [["甲村", "2019-03-05", f"户{n}", f"甲村{n}号", "入户", "完成"] for n in range(60)]
    visits += [["乙村", "2019-04-05", f"户{n}", f"乙村{n}号", "入户", "完成"] for n in range(59)]
    visits += [["乙村", "2019-04-06", "户99", "乙村99号", "入户", "无人"]]
    written(folder, "探访", ["村名", "入户日期", "户主", "地址", "方式", "走访情况"], visits)
    staff = [["甲一", "社会工作", "本科", "2015-06-30", "社工", "是", "是", "2019-01-01"]]
    staff += [["甲二", "中文", "本科", "2015-06-30", "社工", "是", "是", "2019-01-01"]]
    head = ["姓名", "专业", "学历", "毕业日期", "岗位", "是否全职", "是否常驻", "到岗日期"]
    written(folder, "花名册", head, staff)
    plan = ek.read_plan(PLAN)
    return ek.assess(plan, ek.read_records(tmp_path, plan)).query("street == '东河片区' and year == 1")


def one(verdicts, requirement, community=""):
    found = verdicts.query("requirement == @requirement and community == @community")
    assert len(found) == 1
    return found.iloc[0]


def test_sixty_households_in_a_village_meet_the_towns_own_threshold(verdicts):
    row = one(verdicts, "home_visits", "甲村")
    assert (row["value"], row["low"], row["verdict"]) == (60, 60, "met")


def test_fifty_nine_do_not(verdicts):
    row = one(verdicts, "home_visits", "乙村")
    assert (row["value"], row["verdict"]) == (59, "not_met")


def test_one_professional_of_two_is_more_than_a_third(verdicts):
    row = one(verdicts, "professional_share")
    assert (row["numerator"], row["denominator"], row["verdict"]) == (1, 2, "met")


def test_two_staff_meet_the_first_years_two(verdicts):
    assert one(verdicts, "staff")["verdict"] == "met"


def test_what_was_not_handed_in_cannot_be_assessed(verdicts):
    assert one(verdicts, "families")["verdict"] == "cannot_assess"
    assert one(verdicts, "fee")["verdict"] == "cannot_assess"
