"""The command line: what it answers, what it refuses, and the exit status a script can rely on."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from books import delimited

from evalkit import __version__, commands, reporting
from evalkit.__main__ import main
from evalkit.errors import ParameterError
from evalkit.words import sentences

DATA = "data/raw"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")


def said(capsys, *words):
    """Exit status, standard output and standard error of a command."""
    try:
        status = main(list(words))
    except SystemExit as end:
        status = end.code or 0
    return status, *capsys.readouterr()


def test_help_names_every_command_in_both_languages(capsys):
    for lang, usage in (("zh", "用法："), ("en", "Usage: ")):
        status, out, _ = said(capsys, "--lang", lang, "--help")
        assert (status, out.startswith(usage)) == (0, True)
        assert all(name in out and sentences("commands")[name][lang][:8] in out for name in commands.COMMANDS)


def test_no_words_at_all_is_answered_with_help(capsys):
    assert said(capsys)[1].startswith("用法：")


def test_version(capsys):
    assert said(capsys, "--version")[:2] == (0, f"evalkit {__version__}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["reprot"], "是不是“report”"),
        (["report", "--stret", "x"], "是不是“--street”"),
        (["report", "--street", "狮山街"], "是不是“狮山街道”"),
        (["report", "--year", "3"], "没有这个合同年度"),
        (["report", "--to", "pfd"], "是不是“pdf”"),
        (["report", "--notebook", "stret"], "是不是“street”"),
        (["report", "--plan", "suzhou-2015"], "suzhou-2016"),
        (["report", "--jobs", "0"], "不小于 1"),
        (["report", "--jobs", "two"], "“two”"),
        (["report", "--street"], "--street 后面要写一个值"),
        (["assess", "--year", "第一年"], "没有这个合同年度"),
        (["check", "--data", "no/such/folder"], "no/such/folder"),
        (["check", "--lang", "fr"], "没有这个语言"),
        (["sample"], "--to"),
    ],
)
def test_a_wrong_word_gets_one_clear_sentence_and_status_2(capsys, tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    status, out, error = said(capsys, *words)
    assert (status, out) == (2, "")
    assert told in error
    assert "Traceback" not in error
    assert not (tmp_path / "reports").exists()


def test_a_wrong_language_in_the_environment_is_told(capsys, monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "de")
    status, _, error = said(capsys, "check")
    assert status == 2
    assert "“de”" in error


def test_check_groups_findings_by_place_and_kind_with_address_and_cure(capsys, tmp_path):
    status, out, _ = said(capsys, "check", "--data", DATA, "--street", "石路", "--save", str(tmp_path / "f.csv"))
    assert status == 1
    assert "石路街道 · 第一合同年度" in out
    assert "位置：2016/石路街道/" in out
    assert "怎么改：" in out
    found = pd.read_csv(tmp_path / "f.csv", encoding="utf-8-sig")
    assert f"共 {len(found)} 处" in out


@pytest.mark.parametrize("command", ["check", "assess", "report"])
def test_an_empty_folder_is_not_taken_for_clean_records(capsys, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands.console, "findings", None)
    status, out, error = said(capsys, command, "--data", str(tmp_path), "--street", "狮山")
    assert (status, out) == (2, "")
    assert str(tmp_path) in error


def test_assess_counts_verdicts_and_lists_every_row(capsys, tmp_path):
    words = ["assess", "--data", DATA, "--street", "通安", "--year", "1"]
    status, out, _ = said(capsys, *words, "--save", str(tmp_path / "v.parquet"))
    rows = pd.read_parquet(tmp_path / "v.parquet")
    assert status == 0
    assert out.count("通安镇") == 1
    assert set(rows["year"]) == {1}
    assert sum(out.count(code + " ") for code in rows["code"].unique()) == len(rows)


def test_assess_takes_the_last_day_known_and_says_it(capsys, tmp_path):
    words = ["assess", "--data", DATA, "--street", "通安", "--year", "1", "--save", str(tmp_path / "v.parquet")]
    status, out, _ = said(capsys, *words, "--cut-off", "2016-12-31")
    rows = pd.read_parquet(tmp_path / "v.parquet")
    assert (status, "截至2016年12月31日" in out) == (0, True)
    assert {str(day.date()) for day in rows["cut_off"]} == {"2016-12-31"}
    assert "in_progress" in set(rows["verdict"])
    status, _, error = said(capsys, *words, "--cut-off", "十二月底")
    assert (status, "十二月底" in error) == (2, True)


def test_assess_speaks_english_and_so_does_the_list_it_saves(capsys, tmp_path):
    words = ["assess", "--data", DATA, "--street", "通安", "--year", "1", "--lang", "en"]
    _, out, _ = said(capsys, *words, "--save", str(tmp_path / "v.csv"))
    assert "contract year 1" in out
    assert "not met" in out
    listed = pd.read_csv(tmp_path / "v.csv", encoding="utf-8-sig")
    assert list(listed.columns[:6]) == ["Street", "Contract year", "Requirement", "Clause", "Community", "Verdict"]
    assert {"met", "not met"} <= set(listed["Verdict"])
    assert "_met" not in (tmp_path / "v.csv").read_text(encoding="utf-8-sig")


def test_the_sample_goes_into_an_empty_folder_only(capsys, tmp_path):
    (tmp_path / "real.xlsx").touch()
    status, _, error = said(capsys, "sample", "--to", str(tmp_path))
    assert (status, "不是样本" in error) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["real.xlsx"]


def test_a_failed_report_is_listed_and_gives_status_1(capsys, tmp_path, monkeypatch):
    job = SimpleNamespace(name="shishan-1", figures=tmp_path / "figures")
    outcomes = [SimpleNamespace(job=job, files=(), error="坏了", notes=("缺字",), kept=False)]
    done = SimpleNamespace(
        outcomes=outcomes, failed=outcomes, index=tmp_path / "index.html", processed=tmp_path, seconds=61.2
    )
    monkeypatch.setattr(reporting, "report_all", lambda *_, **__: done)
    status, out, error = said(capsys, "report")
    assert status == 1
    assert "报告 0 份已完成" in out
    assert "61 秒" in out
    assert str(tmp_path / "index.html") in out
    assert error == "  shishan-1：缺字\n1 份报告没有完成：\n  shishan-1：坏了\n"


def test_what_the_user_says_reaches_the_batch(capsys, monkeypatch):
    heard = {}

    def listen(notebook, **words):
        heard.update(notebook=notebook, **words)
        raise ParameterError("enough")

    monkeypatch.setattr(reporting, "report_all", listen)
    said(
        capsys,
        "report",
        "--street",
        "狮山",
        "--to",
        "pdf",
        "--jobs",
        "3",
        "--data",
        "d",
        "--out",
        "o",
        "--base",
        "b.docx",
    )
    assert {key: heard[key] for key in ("notebook", "street", "year", "to", "jobs", "data", "out", "base")} == {
        "notebook": "street", "street": "狮山", "year": None, "to": ["pdf"], "jobs": 3, "data": "d", "out": "o",
        "base": "b.docx",
    }  # fmt: skip
    assert {heard["figures"], heard["processed"]} == {Path("o/figures"), Path("o/processed")}
    heard.clear()
    said(capsys, "report")
    assert not {"figures", "processed"} & set(heard)


def test_python_m_evalkit_and_the_installed_command_are_the_same():
    made = subprocess.run(
        [sys.executable, "-m", "evalkit", "--version"], capture_output=True, encoding="utf-8", check=True
    )
    assert made.stdout == f"evalkit {__version__}\n"


def test_a_console_that_lacks_characters_gets_marks_not_a_traceback():
    environment = {"PYTHONIOENCODING": "ascii", "EVALKIT_LANG": "zh", "PATH": ""}
    made = subprocess.run(
        [sys.executable, "-m", "evalkit", "reprot"], capture_output=True, encoding="ascii", env=environment, check=False
    )
    assert made.returncode == 2
    assert "report" in made.stderr
    assert "Traceback" not in made.stderr


def test_a_word_without_its_option_is_answered_with_how_to_write_it(capsys):
    status, _, told = said(capsys, "check", "sw")
    assert (status, "evalkit check --data sw" in told) == (2, True)


@pytest.mark.parametrize("command", ["check", "assess"])
def test_a_file_nobody_can_write_is_refused_before_anything_is_read(capsys, command):
    status, out, told = said(capsys, command, "--data", "no such folder", "--save", "x.docx")
    assert (status, out, ".xlsx" in told, "no such folder" in told) == (2, "", True, False)


def test_what_the_system_refuses_is_told_in_the_readers_language_and_with_the_files_own_name(capsys, tmp_path):
    (tmp_path / "x.csv").mkdir()
    status, _, told = said(capsys, "check", "--street", "狮山", "--save", str(tmp_path / "x.csv"))
    assert (status, told) == (2, f"不能读写“{tmp_path / 'x.csv'}”：这是一个文件夹，不是文件\n")


def test_the_folder_of_a_receipt_is_made(capsys, tmp_path):
    said(capsys, "check", "--street", "狮山", "--receipt", str(tmp_path / "new" / "receipt.txt"))
    assert "SHA-256" in (tmp_path / "new" / "receipt.txt").read_text("utf-8-sig")


def test_a_file_outside_the_folders_is_explained_for_the_street_named_or_told_to_be_judged_without_one(
    capsys, tmp_path
):
    rows = [
        ["社区", "探访日期", "户主姓名", "家庭住址", "街道"],
        ["新升社区", "2016-08-15", "张样本", "某处", "狮山街道"],
    ]
    path = delimited(tmp_path, "探访.csv", rows)
    status, out, _ = said(capsys, "read", "--explain", str(path), "--street", "狮山")
    assert (status, "按狮山街道、第一合同年度读取" in out, "没有用 --street" in out) == (0, True, False)
    assert "计入 1 行" in out
    status, out, _ = said(capsys, "read", "--explain", str(path))
    assert (status, "没有用 --street" in out) == (0, True)
    inside = "data/raw/2016/石路街道/服务记录表.csv"
    assert "--street" not in said(capsys, "read", "--explain", inside, "--street", "狮山")[1]
