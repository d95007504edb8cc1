"""What the words of a notice say, in figures and in words, in Chinese and in English."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from plan_text import problems

from evalkit.plan import read_plan
from evalkit.proof_words import even, numbers


@given(st.integers(1, 9_999_999))
@example(100)
def test_a_number_is_read_alike_however_it_is_written(n):
    assert numbers(f"不少于{n}户") == numbers(f"不少于{n:,}户") == [n]
    wide = "".join(chr(0xFF10 + int(digit)) for digit in str(n))
    assert numbers(f"不少于{wide}户") == [n]


def in_chinese(n):
    """A whole number below 10,000 in Chinese numerals, by the school rule: digit and place, 零 for a gap."""
    out, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, place)
        if digit:
            out, gap = out + ("零" if gap else "") + "零一二三四五六七八九"[digit] + sign, False
        else:
            gap = bool(out)
    return out


@given(st.integers(1, 9999))
def test_chinese_numerals(n):
    assert numbers(f"不少于{in_chinese(n)}户") == [n]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("服务费60万", [600_000]), ("服务费60万元", [600_000]), ("二十四万元", [240_000]), ("1.5亿元", [150_000_000]),
        ("50%以上", [0.5]), ("百分之五十", [0.5]), ("三分之一以上", [1 / 3]), ("过半数", [0.5]), ("1~2名", [1, 2]),
        ("一~二名", [1, 2]), ("配备一名项目主管", [1]), ("两次", [2]), ("十二场", [12]), ("1,200户", [1200]),
        ("第一年", []), ("第2年", []), ("统一组织一定的训练", []), ("一线社工", []),
        ("at least two visits", [2]), ("30 per cent", [0.3]), ("half of them", [0.5]),
        ("1.2 million yuan", [1_200_000]),
    ],
)  # fmt: skip
def test_what_counts_as_a_number(text, said):
    assert numbers(text) == pytest.approx(said)


@given(st.text(alphabet="每年不少于150户,。 \u3000\n%", max_size=40))
def test_evening_twice_changes_nothing(text):
    assert even(even(text)) == even(text)


# ---- a notice in English

ENGLISH_NOTICE = """Invented notice. In Northside and Southside the agency shall visit at least
120 households in each community per year. It shall hold no more than four fee-charging events
in each community per year. At least half of the staff shall be professionals. Each street keeps a file.
"""
ENGLISH = f"""
[plan]
id = "invented"
title = "Invented notice"
issuer = "Nobody"
language = "en"
sha256 = "{hashlib.sha256(ENGLISH_NOTICE.encode()).hexdigest()}"
[[year]]
id = 1
label = "Year 1"
from = 2020-01-01
to = 2020-12-31
clause = "1"
quote = "Invented notice"
[streets]
clause = "1"
quote = "Northside and Southside"
list = [ {{ id = "north", name = "Northside" }}, {{ id = "south", name = "Southside" }} ]
[[section]]
id = "all"
label = "All"
[[requirement]]
id = "visits"
code = "1"
section = "all"
label = "Visits"
clause = "1"
quote = "visit at least 120 households in each community per year"
level = "community"
every = "year"
table = "visits"
measure = "distinct"
of = "household"
at_least = 120
[[requirement]]
id = "events"
code = "2"
section = "all"
label = "Events"
clause = "1"
quote = "no more than four fee-charging events in each community per year"
level = "community"
every = "year"
table = "activities"
measure = "distinct"
of = "activity"
at_most = 4
[[not_counted]]
code = "3"
quote = "At least half of the staff shall be professionals"
why = "no roster"
"""


def test_an_english_plan_is_proved_and_its_labels_serve_both_languages(tmp_path):
    (tmp_path / "plan.toml").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "notice.txt").write_text(ENGLISH_NOTICE, encoding="utf-8")
    assert read_plan(tmp_path).requirement("visits").label_en == "Visits"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("at_least = 120", "at_least = 12", "numbers in the quote: 120"),
        ("at_most = 4", "at_least = 4", "the quote says “no more than”, but bound is at_least"),
        ('every = "year"', 'every = "contract"', "the quote says “per year”"),
        ('level = "community"', 'level = "street"', "the quote says “each community”"),
        ("At least half of the staff shall be", "half of the staff shall be", "does not mention"),
    ],
)
def test_an_english_plan_with_a_fault(tmp_path, monkeypatch, old, new, says):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert old in ENGLISH
    found = problems(tmp_path, ENGLISH.replace(old, new, 1), notice=ENGLISH_NOTICE)
    assert any(says in one for one in found), found
