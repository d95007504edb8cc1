"""Files that are safe to open, whole or not there, and the same bytes every time."""

import hashlib
import io
import json
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from builders import plan, records, requirement, visits

from evalkit import saving
from evalkit.assessing import assess
from evalkit.checking import check
from evalkit.errors import ParameterError
from evalkit.saving import save, save_processed

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "http://a.example", "007", "安全"]
FRAME = pd.DataFrame({
    "=社区": PAYLOADS,
    "数": [1.5, -2.0, None, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0],
    "日期": pd.to_datetime(["2016-08-15"] * 9 + [None]),
    "是": pd.array([True, None] * 5, "boolean"),
    "翻转": pd.array([1, None] * 5, "Int64"),
})  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".xlsx", ".XLSX"])
def test_the_same_frame_gives_the_same_bytes(tmp_path, suffix):
    one, two = (save(FRAME, tmp_path / f"{n}{suffix}").read_bytes() for n in "12")
    assert one == two


def test_parquet_gives_back_what_was_saved(tmp_path):
    pd.testing.assert_frame_equal(pd.read_parquet(save(FRAME, tmp_path / "a.parquet")), FRAME)


def test_trust_34_csv_opens_in_excel_and_no_cell_of_it_is_a_formula(tmp_path):
    raw = save(FRAME, tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    assert back.columns[0] == "'=社区"
    assert back.iloc[:, 0].tolist() == [f"'{p}" for p in PAYLOADS[:7]] + PAYLOADS[7:]
    assert back["数"].tolist()[:3] == ["1.5", "-2.0", ""]
    assert back["日期"].tolist()[0] == "2016-08-15"


def test_trust_33_no_text_of_a_workbook_is_a_formula_a_link_or_a_number(tmp_path):
    sheet = openpyxl.load_workbook(save(FRAME, tmp_path / "a.xlsx")).active
    cells = [sheet.cell(row, 1) for row in range(1, 12)]
    assert [cell.value for cell in cells[1:]] == [p.replace("\r", "_x000D_") if p[0] == "\r" else p for p in PAYLOADS]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E11"


def test_trust_67_a_text_too_long_for_a_cell_is_cut_with_a_note(tmp_path):
    long = pd.DataFrame({"说明": ["字" * 40000]})
    told = openpyxl.load_workbook(save(long, tmp_path / "a.xlsx")).active["A2"].value
    assert len(told) == 32767
    assert "40000" in told[-60:]


def test_trust_23_more_rows_than_a_sheet_holds_go_on_the_next_one(tmp_path, monkeypatch):
    monkeypatch.setattr("evalkit.saving.SHEET", 3)
    path = save(pd.DataFrame({"n": range(7)}), tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(path)
    told = {sheet.title: [row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book}
    names = ["第 1 张，共 3 张", "第 2 张，共 3 张", "第 3 张，共 3 张"]  # that the list goes on is said
    assert told == dict(zip(names, (["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]), strict=True))
    assert openpyxl.load_workbook(save(pd.DataFrame({"n": range(3)}), tmp_path / "g.xlsx")).sheetnames == ["1"]


def test_an_unknown_suffix_is_refused_and_names_those_allowed(tmp_path):
    with pytest.raises(ParameterError, match=r"\.csv"):
        save(FRAME, tmp_path / "a.xls")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path, monkeypatch):
    path = save(FRAME, tmp_path / "a.csv")
    before = path.read_bytes()

    def fail(_):
        raise OSError

    monkeypatch.setattr(saving.os, "fsync", fail)
    with pytest.raises(OSError):  # noqa: PT011 (whatever the disk says)
        save(FRAME.head(1), path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_missing_folders_are_made(tmp_path):
    assert save(FRAME, tmp_path / "new" / "a.csv").exists()


def run(folder, where):
    folder.mkdir(exist_ok=True)
    (folder / "plan.toml").write_text('id = "tiny"\n', encoding="utf-8")
    town = plan(requirement()).model_copy(update={"folder": folder})
    seen = records(town, visits=visits("a", "b"))
    return save_processed(seen, check(seen, town), assess(town, seen), where)


def test_processed_tables_and_manifest_are_the_same_bytes_from_the_same_inputs(tmp_path):
    manifest = run(tmp_path / "plan", tmp_path / "one")
    run(tmp_path / "plan", tmp_path / "two")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two
    assert json.loads(one["manifest.json"]) == manifest
    assert {"visits.parquet", "ledger.parquet", "findings.parquet", "verdicts.parquet"} < set(one)


def test_the_manifest_names_every_input_and_its_hash(tmp_path):
    manifest = run(tmp_path / "plan", tmp_path / "out")
    assert manifest["inputs"] == {"visits.xlsx": "00"}
    assert manifest["plan"]["plan_sha256"] == hashlib.sha256(b'id = "tiny"\n').hexdigest()
    assert manifest["tables"]["visits"]["rows"] == 2
    assert (
        manifest["tables"]["visits"]["sha256"]
        == hashlib.sha256((tmp_path / "out/visits.parquet").read_bytes()).hexdigest()
    )
    assert str(tmp_path) not in (tmp_path / "out/manifest.json").read_text(encoding="utf-8")


def test_the_hash_of_the_source_depends_on_the_code_alone():
    assert saving.source_sha256() == saving.source_sha256()
    assert len(saving.source_sha256()) == 64


def test_the_manifest_names_the_list_of_corrections_too(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "更正.xlsx").write_bytes(b"corrections")
    (tmp_path / "raw" / "说明.txt").write_text("虚构样本", encoding="utf-8")
    (tmp_path / "plan.toml").write_text('id = "tiny"\n', encoding="utf-8")
    town = plan(requirement()).model_copy(update={"folder": tmp_path})
    seen = replace(records(town, visits=visits("a")), folder=tmp_path / "raw")
    manifest = save_processed(seen, check(seen, town), assess(town, seen), tmp_path / "out")
    assert manifest["inputs"] == {"visits.xlsx": "00", "更正.xlsx": hashlib.sha256(b"corrections").hexdigest()}
    assert manifest["plan"]["whole"] == "全市"
