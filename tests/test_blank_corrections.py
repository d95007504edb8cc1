"""The blank list of corrections: what is written into it is applied."""

import openpyxl
import pytest
from books import PLACE, VISITS, book, read, visit

from evalkit.blanks.corrections import corrections_template
from evalkit.errors import ParameterError


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_correction_written_into_the_blank_list_is_applied(tmp_path, monkeypatch, lang):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    data = tmp_path / "raw"
    book(data, f"{PLACE}/探访.xlsx", {"探访": [VISITS, visit()]})
    path = corrections_template(data / "更正.xlsx", lang)
    assert read(data).cells.empty
    made = openpyxl.load_workbook(path)
    page = made.active
    told = [f"{PLACE}/探访.xlsx", "探访", "B2", "2016-08-15", "2016-08-16", "笔误", "评估员甲", "2017-07-02", "签到表"]
    for column, words in enumerate(told, 1):
        page.cell(page.max_row if column > 1 else page.max_row + 1, column, words)
    made.save(path)
    records = read(data)
    assert list(records.corrections["status"]) == ["applied"]
    assert records["visits"]["date"].dt.day.tolist() == [16]


def test_what_must_be_given_is_marked_and_every_column_is_explained(tmp_path):
    page = openpyxl.load_workbook(corrections_template(tmp_path / "更正.xlsx", "zh")).active
    row = next(cells for cells in page.iter_rows() if cells[0].value == "文件")
    dark = [cell.value for cell in row if cell.fill.fgColor.rgb == "FF1F4E79"]
    assert dark == ["文件", "单元格", "新值", "理由", "更正人", "更正日期", "依据"]
    assert all(cell.comment and cell.comment.text for cell in row)
    assert page.freeze_panes == f"A{row[0].row + 1}"


def test_the_blank_list_is_an_excel_workbook_only(tmp_path):
    with pytest.raises(ParameterError, match="xlsx"):
        corrections_template(tmp_path / "更正.csv")
