"""What may never have taken place is counted and told."""

import pytest
from books import part

ACTIVITIES = ["社区", "活动日期", "活动名称", "活动规模", "参加人次", "备注"]


def activity(title="邻里节", note=""):
    return ["新升社区", "2016-08-01", title, "小型", 30, note]


def told(made):
    return [(fault.code, fault.row, fault.column) for fault in made.faults]


def test_activities_of_a_plan_are_counted_and_told_once():
    made = part([ACTIVITIES, activity(), activity("中秋")], "活动计划表")
    assert (made.reasons, told(made)) == (["", ""], [("planned", 0, "")])


def test_a_record_of_work_done_by_a_plan_is_told_nothing():
    assert told(part([["三社联动计划活动记录表"], ACTIVITIES, activity()], "活动")) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [(activity("邻里节\uff08取消\uff09"), "C"), (activity(note="作废"), "F"), (activity(note="因雨取消"), "F")],
)
def test_an_activity_that_was_called_off_is_counted_and_told(row, column):
    made = part([ACTIVITIES, row, activity("中秋")], "活动")
    assert (made.reasons, told(made)) == (["", ""], [("called_off", 2, column)])


def test_a_remark_that_speaks_of_much_else_is_no_word_that_it_was_called_off():
    note = "活动前取消了原定的抽奖环节\uff0c其余各项都按方案进行"
    assert told(part([ACTIVITIES, activity(note=note)], "活动")) == []
