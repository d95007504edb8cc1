"""The OpenDocument workbook: hidden, merged and repeated things, and errors."""

import pytest
from packed import zipped

from evalkit.reading.workbook import Note, UnreadableError, open_book

SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def cell(words, more="", kind="string"):
    return f'<table:table-cell office:value-type="{kind}"{more}><text:p>{words}</text:p></table:table-cell>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def table(*rows, more=""):
    return f'<table:table table:name="探访"{more}>{"".join(rows)}</table:table>'


def ods(tables, more=(), before="", prolog=""):
    content = (
        f'{prolog}<office:document-content{SPACES} xmlns:calcext="urn:x">{before}<office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": "<manifest/>", "content.xml": content, **dict(more)})


def only(data):
    (sheet,) = open_book(data, "表").sheets
    return sheet


def why(data):
    with pytest.raises(UnreadableError) as caught:
        open_book(data, "表")
    return caught.value.why


EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'


def test_an_open_document_sheet_is_read():
    rows = [["社区", "日期"], ["新升", "8.15"], ["𠮷祥", "2016-08-15"]]
    sheet = only(ods(table(*(row(*map(cell, one)) for one in rows))))
    assert (sheet.name, sheet.rows) == ("探访", rows)


def test_trust_24_a_hidden_sheet_is_flagged():
    styles = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    assert only(ods(table(row(cell("a")), more=' table:style-name="ta1"'), before=styles)).hidden


def test_trust_25_hidden_and_filtered_rows_and_columns():
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = [row(cell("a"), cell("b")), row(cell("c"), more=' table:visibility="filter"'), row(cell("d"))]
    book = open_book(ods(table(columns, *rows)), "表")
    assert book.notes == (Note("hidden_rows", "探访", "2"), Note("hidden_columns", "探访", "B"))


def test_trust_25_rows_and_columns_without_height_or_width_are_hidden():
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-{kind}"><style:table-{kind}-properties {told}/>'
        "</style:style>"
        for name, kind, told in (
            ("ro1", "row", 'style:row-height="0.45cm"'),
            ("ro2", "row", 'fo:break-before="auto" style:row-height="0cm"'),
            ("ro3", "row", 'style:row-height="0cm" style:use-optimal-row-height="true"'),
            ("co1", "column", 'style:column-width="2cm"'),
            ("co2", "column", 'style:column-width="0.000cm"'),
        )
    )
    columns = '<table:table-column table:style-name="co1"/><table:table-column table:style-name="co2"/>'
    rows = (row(cell("a"), cell("b"), more=f' table:style-name="ro{n}"') for n in (1, 2, 3))
    document = ods(table(columns, *rows), before=f"<office:automatic-styles>{styles}</office:automatic-styles>")
    assert (only(document).hidden_rows, only(document).hidden_columns) == ({1}, {1})


def test_trust_26_merged_cells():
    spans = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    sheet = only(ods(table(row(cell("a", spans), cell("b")), row("<table:covered-table-cell/>", cell("c")))))
    assert (sheet.rows, sheet.merged) == ([["a", "b"], ["", "c"]], ((0, 0, 1, 0),))


def test_trust_30_errors_stand_as_what_is_shown():
    wrong = cell("#DIV/0!", ' office:string-value="" calcext:value-type="error"')
    assert only(ods(table(row(cell("a"), wrong), row(wrong)))).rows == [["a", "#DIV/0!"], ["#DIV/0!", ""]]


def test_trust_20_a_million_blank_rows_below_the_data_cost_nothing():
    rest = row(EMPTY, more=' table:number-rows-repeated="1048574"')
    assert only(ods(table(row(cell("a")), row(cell("b")), rest))).rows == [["a"], ["b"]]


@pytest.mark.parametrize("times", ["1048576", "999999999", "9" * 30])
def test_trust_15_repeats_that_unfold_to_too_much_are_refused(times):
    again = f' table:number-columns-repeated="{times}"'
    assert why(ods(table(row(cell("a", again), more=f' table:number-rows-repeated="{times}"')))) == "stray_cell"


def test_trust_19_a_cell_below_a_million_blank_rows_is_refused():
    gap = row(EMPTY, more=' table:number-rows-repeated="1048574"')
    far = row('<table:table-cell table:number-columns-repeated="16383"/>', cell("b"))
    assert why(ods(table(row(cell("a")), gap, far))) == "stray_cell"


def test_trust_17_a_document_type_is_refused():
    assert why(ods(table(row(cell("a"))), prolog='<!DOCTYPE x [<!ENTITY a "b">]>')) == "doctype"


def test_trust_09_a_password_is_named():
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert why(ods(table(row(cell("a"))), {"META-INF/manifest.xml": manifest})) == "password"


def test_trust_43_the_flag_of_1904():
    settings = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    )
    assert open_book(ods(settings + table(row(cell("a")))), "表").date1904
    assert not open_book(ods(table(row(cell("a")))), "表").date1904


def test_trust_13_macros_are_told_of():
    assert open_book(ods(table(row(cell("a"))), {"Basic/Standard/Module1.xml": "<x/>"}), "表").notes == (
        Note("macros"),
    )


@pytest.mark.parametrize("quote", ["'", "&apos;"])
def test_trust_32_links_to_other_files_are_told_of(quote):
    linked = cell("1", f' office:value="1" table:formula="of:=[{quote}file:///甲.ods{quote}#$表.A1]"', "float")
    assert Note("external_links") in open_book(ods(table(row(linked))), "表").notes
    own = cell("1", ' office:value="1" table:formula="of:=[.A2]"', "float")
    assert open_book(ods(table(row(own))), "表").notes == ()
