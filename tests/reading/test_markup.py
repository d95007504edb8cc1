"""Web pages and XML that bear the suffix of a workbook are read by what they hold."""

from datetime import date, datetime

import pytest

from evalkit.reading import markup
from evalkit.reading.workbook import Note, UnreadableError, open_book

HTML = Note("read_as", detail="HTML")


def only(words):
    (sheet,) = open_book(words if isinstance(words, bytes) else words.encode(), "探访").sheets
    return sheet


def why(words):
    with pytest.raises(UnreadableError) as caught:
        open_book(words.encode(), "探访")
    return caught.value.why


def table(*rows):
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


# ---- web pages


def test_trust_12_a_web_page_called_xls_is_read():
    book = open_book(table("<th>社区<th>日期", "<td>新升<td>2016-08-15").encode(), "探访")
    assert (book.sheets[0].name, book.sheets[0].rows) == ("探访", [["社区", "日期"], ["新升", "2016-08-15"]])
    assert book.notes == (HTML,)


def test_trust_12_spans_become_merged_ranges_and_nothing_shifts():
    sheet = only(
        table('<th rowspan="2">社区</th><th colspan="2">参加人数</th>', "<th>男</th><th>女</th>", "<td>新升<td>3<td>4")
    )
    assert sheet.rows == [["社区", "参加人数", ""], ["", "男", "女"], ["新升", "3", "4"]]
    assert sheet.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_trust_12_several_tables_are_several_sheets():
    sheets = open_book((table("<td>甲") + "<p>x</p>" + table("<td>乙")).encode(), "表").sheets
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [("表 1", [["甲"]]), ("表 2", [["乙"]])]


def test_trust_12_sheets_have_the_names_the_page_gives_them():
    names = "".join(f"<x:ExcelWorksheet><x:Name>{name}</x:Name></x:ExcelWorksheet>" for name in ("探访", "活动"))
    page = f"<html><!--[if gte mso 9]><xml>{names}</xml><![endif]-->{table('<td>甲')}{table('<td>乙')}</html>"
    assert [sheet.name for sheet in open_book(page.encode(), "表").sheets] == ["探访", "活动"]


def test_a_table_within_a_cell_is_a_sheet_of_its_own():
    page = table(f"<td>外{table('<td>内')}</td><td>旁</td>")
    assert [sheet.rows for sheet in open_book(page.encode(), "表").sheets] == [[["外", "旁"]], [["内"]]]


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "big5"])
def test_trust_12_the_encoding_the_page_declares(charset):
    page = f'<html><head><meta content="text/html; charset={charset}"></head>{table("<td>探訪<td>一")}</html>'
    data = page.encode("gb18030" if charset == "gb2312" else charset)
    assert only(data).rows == [["探訪", "一"]]


def test_trust_12_a_mark_and_a_false_declaration():
    page = f'<html><meta charset="gbk">{table("<td>探访")}</html>'
    assert only(page.encode("utf-8-sig")).rows == only(page.encode("utf-16")).rows == [["探访"]]


def test_cells_are_what_is_shown():
    cells = "<td> a \n b </td><td>一<br>二</td><td>&lt;x&gt;&nbsp;&#25106;</td><td><b>粗</b><i>斜</i></td>"
    cells += "<td>6.3</td><td></td><td>z"
    assert only(table(cells)).rows == [["a b", "一\n二", "<x> 戒", "粗斜", 6.3, "", "z"]]


def test_scripts_and_styles_are_no_words():
    assert only("<html><style>td{}</style>" + table("<td>甲<script>alert(1)</script></td>") + "</html>").rows == [
        ["甲"]
    ]


def test_trust_25_hidden_rows_of_a_page_are_kept():
    page = '<table><tr><td>甲</tr><tr style="display: none"><td>乙</tr></table>'
    assert (only(page).rows, only(page).hidden_rows) == ([["甲"], ["乙"]], {1})


@pytest.mark.parametrize("told", ['height="0"', 'style="height:0pt"', "height=0"])
def test_trust_25_a_row_of_a_page_without_height_is_hidden(told):
    assert only(
        f"<table><tr><td>甲</tr><tr {told}><td>乙</tr><tr style='line-height:0'><td>丙</table>"
    ).hidden_rows == {1}


def test_a_page_that_leaves_out_end_tags_and_rows():
    assert only("<table><td>a<td>b<tr><td>c</table>").rows == [["a", "b"], ["c", ""]]


def test_a_doctype_of_a_page_is_no_attack():
    assert only("<!DOCTYPE html><html>" + table("<td>甲") + "</html>").rows == [["甲"]]


def test_spans_that_claim_millions_take_no_memory():
    assert only(table('<td colspan="999999999" rowspan="999999999">甲')).rows == [["甲"]]


def test_a_page_without_a_table_says_so():
    assert why("<html><body><p>请登录</p></body></html>") == "markup"


def test_a_page_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(markup, "_LARGEST", 20)
    assert why(table("<td>甲")) == "too_large"


def test_trust_12_a_page_saved_with_all_its_parts():
    page = table("<td>社区<td>新升").encode("gb18030").hex()
    encoded = "".join(f"={page[n : n + 2].upper()}" for n in range(0, len(page), 2))
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"{encoded}\r\n--x--\r\n"
    )
    assert only(data.encode("ascii")).rows == [["社区", "新升"]]


def test_trust_12_a_tab_delimited_text_called_xls():
    assert only("社区\t日期\n新升\t8.15\n".encode("gbk")).rows == [["社区", "日期"], ["新升", "8.15"]]


# ---- XML Spreadsheet 2003


def workbook(sheets, before=""):
    spaces = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    prolog = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    return f"{prolog}<Workbook {spaces}>{before}{sheets}</Workbook>"


def worksheet(rows, name="探访", after=""):
    return f'<Worksheet ss:Name="{name}"><Table>{rows}</Table>{after}</Worksheet>'


def data(words, kind="String"):
    return f'<Cell><Data ss:Type="{kind}">{words}</Data></Cell>'


def test_trust_12_xml_spreadsheet_2003_is_read_with_its_types():
    cells = data("新升&amp;何山") + data("3", "Number") + data("2016-08-15T00:00:00.000", "DateTime")
    cells += data("2016-08-15T09:30:00.000", "DateTime") + data("1", "Boolean") + data("#N/A", "Error")
    book = open_book(workbook(worksheet(f"<Row>{cells}</Row>")).encode(), "表")
    assert book.sheets[0].name == "探访"
    assert book.sheets[0].rows == [
        ["新升&何山", 3.0, date(2016, 8, 15), datetime(2016, 8, 15, 9, 30), True, "#N/A"]  # noqa: DTZ001
    ]
    assert book.notes == (Note("read_as", detail="XML Spreadsheet 2003"),)


def test_trust_12_places_are_said_by_index_or_implied():
    second = '<Cell ss:Index="2"><Data ss:Type="String">b</Data></Cell>'
    rows = f'<Row ss:Index="2">{second}{data("c")}</Row><Row>{data("a")}</Row>'
    assert only(workbook(worksheet(rows))).rows == [["", "", ""], ["", "b", "c"], ["a", "", ""]]


def test_trust_26_merged_cells_of_xml_spreadsheet_2003():
    rows = (
        '<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">甲</Data></Cell>' + data("乙") + "</Row>"
    )
    sheet = only(workbook(worksheet(rows + '<Row><Cell ss:Index="3"><Data ss:Type="String">丙</Data></Cell></Row>')))
    assert (sheet.rows, sheet.merged) == ([["甲", "", "乙"], ["", "", "丙"]], ((0, 0, 1, 1),))


def test_trust_24_25_hidden_things_of_xml_spreadsheet_2003():
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    rows = f'<Column/><Column ss:Hidden="1"/><Row>{data("a")}{data("b")}</Row><Row ss:Hidden="1">{data("c")}</Row>'
    rows += f'<Row ss:Height="0">{data("d")}</Row><Row ss:Height="13.5">{data("e")}</Row>'
    sheet = only(workbook(worksheet(rows, after=options)))
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {1, 2}, {1})


def test_trust_31_a_formula_without_its_result_stands_as_its_text():
    bare = '<Cell ss:Formula="=1+1"></Cell>'
    known = '<Cell ss:Formula="=1+1"><Data ss:Type="Number">2</Data></Cell>'
    assert only(workbook(worksheet(f"<Row>{bare}{known}</Row>"))).rows == [["=1+1", 2.0]]


def test_trust_43_the_flag_of_1904_in_xml_spreadsheet_2003():
    before = "<ExcelWorkbook><Date1904/></ExcelWorkbook>"
    assert open_book(workbook(worksheet(f"<Row>{data('a')}</Row>"), before).encode(), "表").date1904


def test_trust_17_a_document_type_in_xml_spreadsheet_2003_is_refused():
    words = workbook(worksheet("")).replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook')
    assert why(words) == "doctype"


def test_trust_19_a_stray_row_of_xml_spreadsheet_2003_is_refused():
    far = '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">x</Data></Cell></Row>'
    assert why(workbook(worksheet(far))) == "stray_cell"


@pytest.mark.parametrize("end", ["</table></body></html", "</table></BODY", "</table", "</table></"])
def test_a_page_whose_last_tag_was_not_closed_has_lost_nothing(end):
    book = markup.read_markup(f"<html><body><table><tr><td>甲</td></tr>{end}\n".encode(), "表", "html")
    assert book.sheets[0].rows == [["甲"]]


@pytest.mark.parametrize("end", ["</td></t", "<td", "<td>乙</td"])
def test_a_page_that_breaks_off_within_its_rows_is_refused(end):
    with pytest.raises(UnreadableError) as caught:
        markup.read_markup(f"<table><tr><td>甲{end}".encode(), "表", "html")
    assert caught.value.why == "damaged"
