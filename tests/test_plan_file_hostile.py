"""A plan's file that is broken in several places, or beyond all measure, is answered at once and in words."""

import time

import pytest
from plan_text import GOOD, changed, problems

from evalkit.plan_file import MOST_BLOCKS, MOST_FAULTS

EQUALS, COMMA = "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH COMMA}"


def line_of(text, words):
    return f"第 {text[: text.index(words)].count(chr(10)) + 1} 行"


def test_trust_60_two_lines_that_cannot_be_read_are_both_told(tmp_path):
    text = changed(("at_least = 150", f"at_least {EQUALS} 150"), ('"入户", result', f'"入户"{COMMA} result'))
    one, two = problems(tmp_path, text)
    assert line_of(text, f'"入户"{COMMA} result') in one
    assert line_of(text, f"at_least {EQUALS} 150") in two
    assert "改好以后再读一次" in two


def test_trust_60_a_fault_that_only_follows_from_another_is_not_told(tmp_path):
    text = changed(("at_least = 150", "at_least = [\n150"))
    (one,) = problems(tmp_path, text)
    assert "改好以后再读一次" in one


@pytest.mark.parametrize(
    "line",
    ["deep = " + "[" * 4000 + "]" * 4000, "deep = " + "[" * 400 + "]" * 400, "a" + ".a" * 400 + " = 1"],
    ids=["beyond the parser", "beyond measure", "dotted"],
)
def test_trust_60_values_within_values_without_end(tmp_path, line):
    (one,) = problems(tmp_path, f"{GOOD}\n{line}\n")
    assert "一层套一层" in one


@pytest.mark.parametrize("number", ["9" * 5000, "0x" + "f" * 5000, "9" * 100, "9_" * 3000 + "9"])
def test_trust_60_a_number_of_thousands_of_digits(tmp_path, number):
    text = changed(("at_least = 150", f"at_least = {number}"))
    (one,) = problems(tmp_path, text)
    assert line_of(text, number) in one
    assert "数字太长" in one
    assert len(one) < 300


@pytest.mark.parametrize(
    "more",
    ['\n[[requirement]]\nidd = "x"\n' * 20_000, "\n[[year]]\n" * 2000, "\nx = [" + "{}," * 4000 + "]\n"],
    ids=["faulty blocks", "years", "in a line"],
)
def test_trust_60_thousands_of_faulty_blocks_are_answered_at_once(tmp_path, more):
    begun = time.perf_counter()
    found = problems(tmp_path, GOOD + more)
    assert time.perf_counter() - begun < 10
    assert 0 < len(found) <= MOST_FAULTS + 1


def test_trust_60_too_many_blocks_are_told_with_their_number(tmp_path):
    (one,) = problems(tmp_path, GOOD + '\n[[not_counted]]\nclause = "x"\n' * MOST_BLOCKS)
    assert f"最多 {MOST_BLOCKS} 块" in one


def test_trust_60_of_very_many_faults_the_first_are_told_and_that_there_are_more(tmp_path):
    keys = "".join(f"key{n} = 1\n" for n in range(5000))
    found = problems(tmp_path, GOOD.replace("[plan]\n", f"[plan]\n{keys}", 1))
    assert len(found) == MOST_FAULTS + 1
    assert "key0" in found[0]
    assert f"只列出前 {MOST_FAULTS} 处" in found[-1]


def test_trust_60_a_file_that_is_no_plan_by_its_size(tmp_path):
    (one,) = problems(tmp_path, raw=b"#" * (3 << 20))
    assert "不像是方案文件" in one
    (one,) = problems(tmp_path, f'{GOOD}\nx = "{"字" * 20_000}"\n')
    assert f"第 {GOOD.count(chr(10)) + 2} 行太长" in one
