"""What the reading library leaves out or trips over is taken from the sheet's own XML."""

import io

import pytest
from packed import parts, xlsx, zipped
from python_calamine import CalamineWorkbook

from evalkit.reading.marks import mark
from evalkit.reading.workbook import Note, UnreadableError, open_book

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def only(data):
    (sheet,) = open_book(data, "表").sheets
    return sheet


def row(*cells):
    """The values of one row, given each cell's XML without its address."""
    words = "".join(cell.replace("<c", f'<c r="{"ABCDEFGH"[n]}1"', 1) for n, cell in enumerate(cells))
    (found,) = only(xlsx(f'<row r="1">{words}</row>')).rows
    return found


# ---- errors and formulas


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_trust_30_an_error_stands_as_its_text(error):
    assert row(f'<c t="e"><v>{error}</v></c>', f'<c s="2" t="e"><f>A1</f><v>{error}</v></c>') == [error, error]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!"])
def test_trust_30_an_error_of_newer_programs_does_not_cost_the_sheet(error):
    assert row(f'<c t="e"><v>{error}</v></c>', "<c><v>2</v></c>") == [error, 2.0]


def test_trust_30_the_text_of_an_error_that_a_person_wrote_is_that_text():
    assert row('<c t="inlineStr"><is><t>t="e" #REF!</t></is></c>') == ['t="e" #REF!']


@pytest.mark.parametrize(
    "cell",
    [
        "<c><f>SUM(A1:A2)</f></c>",
        "<c><f>SUM(A1:A2)</f><v></v></c>",
        '<c s="1"><f ca="1">SUM(A1:A2)</f><v/></c>',
        "<c><f>SUM(A1:A2)</f> <v /> </c>",
        '<c t="str"><f>SUM(A1:A2)</f></c>',
        '<c t="e"><f>SUM(A1:A2)</f></c>',
    ],
)
def test_trust_31_a_formula_never_computed_stands_as_its_text(cell):
    assert row(cell, "<c><v>2</v></c>") == ["=SUM(A1:A2)", 2.0]


def test_trust_31_signs_in_a_formula_are_those_the_person_wrote():
    assert row("<c><f>IF(A1&lt;2,&quot;少&quot;,&quot;&quot;)&amp;B1</f></c>") == ['=IF(A1<2,"少","")&B1']


def test_trust_31_a_formula_shared_from_another_cell_is_flagged_too():
    assert row('<c><f t="shared" si="0"/></c>') == ["=…"]


def test_trust_31_a_formula_computed_to_nothing_is_blank():
    assert row('<c t="str"><f>""</f><v></v></c>', "<c><v>2</v></c>") == ["", 2.0]


def test_trust_31_formulas_with_results_give_their_results():
    assert row("<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>A1</f><v>甲</v></c>') == [2.0, "甲"]


# ---- far cells


def test_trust_19_a_stray_cell_in_the_farthest_corner_is_left_out_and_named():
    book = open_book(xlsx(ONE + '<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'), "表")
    assert book.sheets[0].rows == [[1.0]]
    assert book.notes == (Note("stray_cell", "表", "XFD1048576"),)


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c><v>9</v></c></row>',
        "<row r='1048576'><c r = 'A1048576'><v>9</v></c></row>",
        '<row><c r="a1048576" t="inlineStr"><is><t>x</t></is></c></row>',
        '<row r="2"><c t="str" r="A1048576"><f>A1</f><v>x</v></c></row>',
    ],
)
def test_trust_19_however_the_stray_cell_is_written(far):
    book = open_book(xlsx(ONE + far), "表")
    assert book.sheets[0].rows == [[1.0]]
    assert book.notes == (Note("stray_cell", "表", "A1048576"),)


def test_trust_19_a_stray_cell_far_to_the_right_is_left_out_and_the_rest_of_its_row_stays():
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
    book = open_book(xlsx(cells), "表")
    assert book.sheets[0].rows == [[1.0, ""], ["", 3.0]]
    assert book.notes == (Note("stray_cell", "表", "XFD1"),)


def test_trust_19_a_sheet_with_the_usual_prefix_missing_or_another_is_looked_at_too():
    made = parts(f'<sheetData>{ONE}<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>')
    name = "xl/worksheets/sheet1.xml"
    made[name] = (
        made[name].replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("xmlns=", "xmlns:x=")
    )
    assert made[name].startswith("<x:worksheet xmlns:x=")
    book = open_book(zipped(made), "表")
    assert (book.sheets[0].rows, book.notes[0].detail) == ([[1.0]], "XFD1048576")


def test_many_rows_far_down_are_records_and_no_stray_cells():
    far = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(20_000, 20_030))
    book = open_book(xlsx(ONE + far), "表")
    assert (len(book.sheets[0].rows), book.notes) == (20_029, ())


def test_a_long_list_is_no_stray_cell():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 12_001))
    book = open_book(xlsx(rows), "表")
    assert ([len(book.sheets[0].rows), book.sheets[0].rows[-1]], book.notes) == ([12_000, [12_000.0]], ())


def test_a_sheet_too_far_flung_to_hold_is_refused():
    far = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 300))
    with pytest.raises(UnreadableError) as caught:
        open_book(xlsx(far), "表")
    assert caught.value.why == "stray_cell"


def test_trust_20_formatting_down_to_the_last_row_is_left_out_and_told():
    far = '<row r="1048576" ht="20"><c r="A1048576" s="1"/></row>'
    book = open_book(xlsx(ONE + far), "表")
    assert book.sheets[0].rows == [[1.0]]
    assert book.notes == (Note("far_formatting", "表", "1048576"),)


def test_trust_20_some_formatted_rows_below_the_data_are_not_worth_a_word():
    assert open_book(xlsx(ONE + '<row r="40"><c r="A40" s="1"/></row>'), "表").notes == ()


def test_trust_21_the_size_a_sheet_claims_is_ignored():
    sheet = only(xlsx(f'<dimension ref="A1:XFD1048576"/><sheetData>{ONE}</sheetData>'))
    assert sheet.rows == [[1.0]]


# ---- hidden, merged


def test_trust_25_hidden_rows_are_kept_and_named_where_they_hold_something():
    cells = ONE + '<row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="true"/>'
    book = open_book(xlsx(cells), "表")
    assert (book.sheets[0].rows, book.sheets[0].hidden_rows) == ([[1.0], [2.0]], {1})
    assert book.notes == (Note("hidden_rows", "表", "2"),)


def test_trust_25_hidden_rows_are_drawn_together():
    cells = "".join(f'<row r="{n}" hidden="1"><c r="A{n}"><v>1</v></c></row>' for n in (12, 15, 16, 17, 18))
    assert open_book(xlsx(cells), "表").notes == (Note("hidden_rows", "表", "12、15-18"),)


def test_trust_25_hidden_columns_are_kept_and_named_where_they_hold_something():
    cols = '<cols><col min="2" max="16384" width="0" hidden="1"/></cols>'
    cells = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="D1"><v>4</v></c></row>'
    book = open_book(xlsx(f"{cols}<sheetData>{cells}</sheetData>"), "表")
    assert (book.sheets[0].rows, book.sheets[0].hidden_columns) == ([[1.0, 2.0, "", 4.0]], {1, 3})
    assert book.notes == (Note("hidden_columns", "表", "B、D"),)


def test_trust_26_merged_ranges_stand_as_top_left_bottom_right():
    merged = '<mergeCells count="2"><mergeCell ref="A1:A3"/><mergeCell ref="B1:AA1"/></mergeCells>'
    assert only(xlsx(f"<sheetData>{ONE}</sheetData>{merged}")).merged == ((0, 0, 2, 0), (0, 1, 0, 26))


def test_a_sheet_without_anything_odd_is_handed_on_as_it_is():
    xml = b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    assert mark(xml)[0] is xml


# ---- text


@pytest.mark.parametrize("written", ["_x0041_", "a_x000D_b", "_x"])
def test_trust_66_what_looks_like_an_escape_is_kept_as_the_person_wrote_it(written):
    stored = written.replace("_x0", "_x005F_x0")  # as Excel and others save such a text
    assert row(f'<c t="inlineStr"><is><t>{stored}</t></is></c>', f'<c t="str"><f>A1</f><v>{stored}</v></c>') == [
        written,
        written,
    ]


def test_the_reading_library_still_needs_this_help():
    """Where this fails after an update of that library, the help for it can go."""
    data = xlsx('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>A1</f></c><c r="C1"><v>1</v></c></row>')
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    assert sheet.to_python() == [["", "", 1.0]]


@pytest.mark.parametrize("nought", ["0", "0.0"])
def test_trust_25_rows_and_columns_of_no_height_or_width_are_hidden(nought):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    flat = f'<row r="2" ht="{nought}" customHeight="1"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'
    columns = f'<cols><col min="2" max="2" width="{nought}" customWidth="1"/></cols>'
    (sheet,) = open_book(xlsx(f"{columns}<sheetData>{rows}{flat}</sheetData>"), "表").sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, {1})
