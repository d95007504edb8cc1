"""A plan's file is read as people save it; what cannot be read is told with its line."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_text import GOOD, NOTICE, block, changed, problems

from evalkit.errors import PlanError
from evalkit.plan import read_plan
from evalkit.plan_file import plan_sha256

VISITS = "household_visits"


def test_the_true_plan_is_accepted(tmp_path):
    assert problems(tmp_path) == []


def test_trust_60_notepad_mark_and_windows_line_ends_are_accepted(tmp_path):
    raw = ("\ufeff" + GOOD).replace("\n", "\r\n").encode("utf-8")
    notice = ("\ufeff" + NOTICE).replace("\n", "\r\n").encode("utf-8")
    assert problems(tmp_path, raw=raw, notice=notice) == []


def test_width_and_blanks_of_a_quote_do_not_matter(tmp_path):
    old = "每个社区每年探访居民家庭不少于150户"
    assert problems(tmp_path, block("household_visits", old, "每个社区每年探访　居民家庭不少于 １５０户")) == []


def test_trust_60_a_plan_saved_as_gbk(tmp_path):
    (one,) = problems(tmp_path, raw=GOOD.encode("gb18030"))
    assert "plan.toml 不是 UTF-8 编码" in one
    assert "另存为" in one


def test_a_notice_saved_as_gbk(tmp_path):
    (one,) = problems(tmp_path, notice=NOTICE.encode("gb18030"))
    assert "notice.txt 不是 UTF-8 编码" in one


@pytest.mark.parametrize(
    ("old", "new", "signs"),
    [
        ('id = "household_visits"', "id = “household_visits”", "“”"),
        ("at_least = 150", "at_least \N{FULLWIDTH EQUALS SIGN} 150", "\N{FULLWIDTH EQUALS SIGN}"),
        ("at_least = 150", "at_least = 150\N{FULLWIDTH COMMA}", "\N{FULLWIDTH COMMA}"),
        ('"入户", result', '"入户"\N{FULLWIDTH COMMA} result', "\N{FULLWIDTH COMMA}"),
        ("[[section]]", "\N{FULLWIDTH LEFT SQUARE BRACKET}[section]]", "\N{FULLWIDTH LEFT SQUARE BRACKET}"),
    ],
)
def test_trust_60_full_width_signs_name_the_line_and_the_signs(tmp_path, old, new, signs):
    text = changed((old, new))
    (one,) = problems(tmp_path, text)
    assert f"第 {text[: text.index(new)].count(chr(10)) + 1} 行" in one
    assert f"全角符号 {signs}\N{FULLWIDTH COMMA}" in one


def test_trust_60_a_key_written_twice(tmp_path):
    (one,) = problems(tmp_path, block(VISITS, "at_least = 150", "at_least = 150\nat_least = 150"))
    assert "写了两次" in one
    assert "at_least = 150" in one


def test_an_open_quotation_mark_names_its_line(tmp_path):
    text = block(VISITS, 'unit = "户"', 'unit = "户')
    (one,) = problems(tmp_path, text)
    line = text.splitlines().index('unit = "户') + 1
    assert f"第 {line} 行读不懂" in one


def test_a_notice_that_is_missing(tmp_path):
    (tmp_path / "plan.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PlanError, match=r"找不到公文全文 notice\.txt"):
        read_plan(tmp_path)


def test_a_notice_that_was_changed(tmp_path):
    notice = NOTICE.replace("不少于150户", "不少于200户")
    found = "\n".join(problems(tmp_path, notice=notice))
    assert hashlib.sha256(notice.encode()).hexdigest() in found
    assert "household_visits" in found
    assert "找不到" in found
    assert "公文有要求而方案未提：“…" in found


def test_an_empty_plan_says_what_is_missing(tmp_path):
    found = "\n".join(problems(tmp_path, ""))
    for kind in ("plan", "year", "streets", "section", "requirement"):
        assert f"缺少“{kind}”这一块" in found


def test_trust_60_a_plan_of_the_wrong_shape_is_refused_in_words(tmp_path):
    assert problems(tmp_path, 'plan = 1\nyear = "x"\nrequirement = [1]\nheaders = 3\n') != []


LINES = GOOD[: GOOD.index("[[not_counted]]")].splitlines()
KEYED = [n for n, line in enumerate(LINES) if "= " in line and not line.startswith("#")]
VALUES = ["1", '"x"', "[]", "{}", "true", "2016-01-01", '[1, "a"]', "{ a = 1 }", '{ 1 = "x" }', "nan", '""', "[[1]]"]


@settings(max_examples=40)
@given(st.sampled_from(KEYED), st.sampled_from(VALUES))
def test_no_value_however_wrong_breaks_the_loader(tmp_path_factory, at, value):
    key = LINES[at].split("=")[0]
    text = "\n".join([*LINES[:at], f"{key}= {value}", *LINES[at + 1 :]])
    assert all(problems(tmp_path_factory.mktemp("plan"), text))  # sentences, or none; never another error


# ---- a plan in several files -----------------------------------------------------------------------------------------


def parted(folder, text=GOOD):
    """The plan in two files: all after the last heading of a requirement stands in further.toml."""
    at = text.rindex("\n[[requirement]]\n")
    (folder / "further.toml").write_text(text[at:], encoding="utf-8")
    return problems(folder, text[:at])


def test_requirements_may_stand_in_further_files(tmp_path):
    assert parted(tmp_path) == []
    whole = read_plan("suzhou-2016")
    assert [one.id for one in read_plan(tmp_path).requirements] == [one.id for one in whole.requirements]


def test_a_fault_in_a_further_file_names_the_file_and_the_line(tmp_path):
    at = GOOD.rindex('\nclause = "')
    (one,) = parted(tmp_path, GOOD[:at] + "\nlevl = 1" + GOOD[at:])
    start = GOOD.rindex("\n[[requirement]]\n")
    assert f"further.toml 第 {GOOD[start:at].count(chr(10)) + 2} 行" in one


def test_files_that_cannot_be_read_are_all_told_with_their_names(tmp_path):
    (tmp_path / "b.toml").write_text("x = = 1\n", encoding="utf-8")
    (tmp_path / "a.toml").write_bytes("# 方案".encode("gb18030"))
    told = problems(tmp_path)
    assert [one.partition(":")[0] for one in told] == ["a.toml", "b.toml"]


def test_a_block_that_may_stand_once_is_refused_in_two_files(tmp_path):
    (tmp_path / "a.toml").write_text('[plan]\nid = "x"\ntitle = "x"\n', encoding="utf-8")
    assert any("[plan]" in one for one in problems(tmp_path))


def test_the_hash_of_a_plan_changes_with_each_of_its_files(tmp_path):
    parted(tmp_path)
    before = plan_sha256(tmp_path)
    (tmp_path / "further.toml").write_text("# nothing\n", encoding="utf-8")
    assert plan_sha256(tmp_path) != before
