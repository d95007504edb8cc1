"""Nobody can be told from a part that has been sealed; who is one household still can."""

import json

import pytest
from books import VISITS, part, visit

from evalkit.reading.one_file import Reading, from_json, to_json
from evalkit.reading.sealing import loose_address, seal

KEY = b"a key for tests"


def test_no_name_address_or_telephone_is_left_in_what_leaves_the_child():
    made = part([[*VISITS, "联系电话", "备注"], [*visit(1), "13900000001", "张样本1不在"]])
    seal(made, KEY)
    told = json.dumps(to_json(Reading(made.submission, parts=[made])), ensure_ascii=False)
    for personal in ("张样本1", "新升新苑", "13900000001"):
        assert personal not in told


def test_a_name_that_slipped_into_the_community_column_is_masked():
    made = part([VISITS, visit(1), ["张样本1", *visit(2)[1:]]])
    seal(made, KEY)
    assert made.columns["community"] == ["新升社区", "张*"]


def test_two_visitors_in_one_cell_are_two_persons_whatever_their_order():
    made = part(
        [
            [*VISITS, "探访社工"],
            *([*visit(n), who] for n, who in enumerate(("王样本、李样本", "李样本/王样本", "王样本"))),
        ]
    )
    seal(made, KEY)
    both, again, one = made.columns["visitor"]
    assert both == again
    assert one in both.split(";")
    assert len(both.split(";")) == 2


@pytest.mark.parametrize("words", ["新升新苑1-101", "新升新苑 1 幢 101 室", "新升新苑１栋１０１", "新升新苑1号楼101"])
def test_one_door_however_it_is_written(words):
    assert loose_address(words) == loose_address("新升新苑1幢101室")


@pytest.mark.parametrize("words", ["新升新苑11幢01室", "新升新苑1幢102室", "何山新苑1幢101室", "新升新苑1幢1单元101室"])
def test_another_door_stays_another(words):
    assert loose_address(words) != loose_address("新升新苑1幢101室")


def test_a_reading_passes_through_plain_data_unchanged():
    made = part([VISITS, visit(1), ["合计", "", "", "", ""], ["新升社区", "2016-13-01", "甲", "乙", ""]])
    seal(made, KEY)
    reading = Reading(made.submission, "ab", parts=[made], invented=True)
    again = from_json(json.loads(json.dumps(to_json(reading))), made.submission)
    assert to_json(again) == to_json(reading)
    assert (again.parts[0].columns, again.parts[0].reasons) == (made.columns, made.reasons)
    assert again.parts[0].faults == made.faults
