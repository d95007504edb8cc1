"""What is noticed on opening a file reaches the agency: from the file itself to the finding and its sentences."""

import zipfile
from datetime import date

import pytest
import xlsxwriter
from books import PLACE, VISITS, book, read, visit

from evalkit.checking import check

SHEETS = {"探访": [VISITS, visit(1), visit(2), visit(3)]}


def add_part(path, name):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")


def made(path, change):
    """The workbook with its sheet changed by ``change``."""
    with xlsxwriter.Workbook(path) as told:
        sheet = told.add_worksheet("探访")
        for row, line in enumerate(SHEETS["探访"]):
            sheet.write_row(row, 0, [str(cell) for cell in line])
        change(sheet)


def macros(folder):
    add_part(book(folder, f"{PLACE}/甲.xlsm", SHEETS), "xl/vbaProject.bin")


def links(folder):
    add_part(book(folder, f"{PLACE}/甲.xlsx", SHEETS), "xl/externalLinks/externalLink1.xml")


def changed(change):
    def write(folder):
        made(book(folder, f"{PLACE}/甲.xlsx", SHEETS), change)

    return write


def text(lines, encoding="utf-8"):
    def write(folder):
        path = folder / PLACE / "甲.csv"
        path.parent.mkdir(parents=True)
        rows = [",".join(map(str, row)) for row in SHEETS["探访"]]
        path.write_bytes("\n".join([*rows, *lines]).encode(encoding))

    return write


FILES = {
    "macros": (macros, "warning"),
    "external_links": (links, "warning"),
    "hidden_rows": (changed(lambda sheet: sheet.set_row(2, None, None, {"hidden": True})), "warning"),
    "hidden_columns": (changed(lambda sheet: sheet.set_column(1, 1, None, None, {"hidden": True})), "warning"),
    "stray_cell": (changed(lambda sheet: sheet.write(1_048_575, 16_383, "x")), "warning"),
    "far_formatting": (changed(lambda sheet: sheet.set_row(900_000, 20)), "note"),
    "ragged": (text(["新升社区,2016-08-20,张样本,1幢,甲,乙,丙,丁,戊,己,庚,辛"]), "error"),
    "control_characters": (text(["新升社区,2016-08-20,张样本,1\x01幢"]), "note"),
    "read_as": (text([], "utf-16"), "note"),
}


@pytest.mark.parametrize("code", FILES)
def test_trust_what_is_noticed_in_a_file_is_told_with_its_file_in_both_languages(tmp_path, code):
    write, severity = FILES[code]
    write(tmp_path)
    records = read(tmp_path)
    for lang in ("zh", "en"):
        (told,) = check(records, records.plan, lang).query("code == @code").to_dict("records")
        assert (told["severity"], told["file"].startswith(f"{PLACE}/甲.")) == (severity, True)
        assert told["message"]
        assert "{" not in told["message"] + told["cure"]
    assert (records["visits"]["excluded"] == "").sum() >= 3  # the records are read all the same


def test_trust_28_two_columns_of_one_meaning_are_an_error_that_names_both(tmp_path):
    rows = [[*VISITS, "走访情况"], [*visit(1), "无人"], [*visit(2), "无人"]]
    book(tmp_path, f"{PLACE}/甲.xlsx", {"探访": rows})
    records = read(tmp_path)
    (told,) = check(records, records.plan, "zh").query("code == 'duplicate_header'").to_dict("records")
    assert (told["severity"], told["column"]) == ("error", "F")
    assert "E" in told["message"]


@pytest.mark.parametrize(
    ("code", "words"), [("cell_error", "#REF!"), ("uncomputed", "=A1")], ids=["trust_30", "trust_31"]
)
def test_trust_30_31_a_cell_without_a_value_is_an_error_at_its_address(tmp_path, code, words):
    def spoil(sheet):
        sheet.write_formula("B3", "=A1", None, "#REF!" if code == "cell_error" else "")

    changed(spoil)(tmp_path)
    path = tmp_path / PLACE / "甲.xlsx"
    if code == "uncomputed":  # a program that computes nothing writes the formula alone
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        sheet = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = sheet.replace(b' t="str"><f>A1</f><v></v>', b"><f>A1</f>")
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
    records = read(tmp_path)
    (told,) = check(records, records.plan, "zh").query("code == @code").to_dict("records")
    assert (told["severity"], told["row"], told["column"], told["counted"]) == ("error", 3, "B", False)
    assert words in told["message"]


def test_trust_11_a_wps_workbook_is_read_by_its_content(tmp_path):
    path = book(tmp_path, f"{PLACE}/甲.xlsx", SHEETS)
    path.rename(path.with_suffix(".et"))
    assert len(read(tmp_path)["visits"]) == 3


def test_trust_43_days_of_a_workbook_that_counts_from_1904(tmp_path):
    path = tmp_path / PLACE / "甲.xlsx"
    path.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(path, {"date_1904": True}) as told:
        sheet = told.add_worksheet("探访")
        for row, line in enumerate([VISITS, visit(1)]):
            sheet.write_row(row, 0, [str(cell) for cell in line])
        at = VISITS.index("探访日期")
        sheet.write_number(1, at, (date(2016, 8, 15) - date(1904, 1, 1)).days)
    assert list(read(tmp_path)["visits"]["date"].astype(str)) == ["2016-08-15"]
