"""The widths of the columns on paper: measured as the typesetter measures them, shared out fairly."""

import json

import pytest
import typst

from evalkit.reporting import fitting, pdf

TEXTS = [
    "达标", "100%（42/42） ≥ 100%", "第1年",
    "50%以上应为专业社工",
    "Households visited, 150 per community", "2016-07-01至2017-06-30",
    "狮山街道居民家庭探访记录表.xlsx · 狮云社区 · B12",
]  # fmt: skip


def cells(*rows, align):
    header, *body = [[{"t": text} for text in row] for row in rows]
    return {"header": [header], "body": body, "align": list(align)}


def test_a_text_is_as_wide_as_the_typesetter_says():
    source = b"""#set text(font: "Noto Sans SC", size: 10pt, weight: 700, lang: "zh", region: "cn")
#context [#metadata(json(bytes(sys.inputs.texts)).map(it => measure(text(it)).width / 10pt)) <widths>]"""
    page = typst.Compiler(source, font_paths=pdf._fonts(), ignore_system_fonts=True,
                          sys_inputs={"texts": json.dumps(TEXTS)})  # fmt: skip
    widths = json.loads(page.query("<widths>", field="value", one=True))
    assert [fitting.width(text) for text in TEXTS] == pytest.approx(widths, abs=0.005)


def test_widths_fill_the_room_whether_there_is_too_much_or_too_little():
    table = cells(["社区", "户"], ["狮云社区", "150"], align=["left", "right"])
    for room in (40, 100, 500):
        assert sum(fitting.columns(table, 9, 10, room)) == pytest.approx(room)


def test_short_columns_keep_their_width_and_long_ones_give_way():
    table = cells(["判定", "说明"], ["未达标", "说明" * 60], align=["left", "left"])
    short, long = fitting.columns(table, 10, 10, 300)
    assert short == pytest.approx(10 * 3 + 10)
    assert long == pytest.approx(260)


def test_no_column_is_narrower_than_its_longest_word():
    word = "household_visits_total"
    table = cells(["a", "b"], [word, "说明" * 100], align=["left", "left"])
    assert fitting.columns(table, 10, 10, 400)[0] >= 10 * fitting.width(word)


def test_a_heading_over_the_whole_width_makes_no_column_wider():
    table = cells(["社区", "户"], ["狮云社区", "150"], align=["left", "right"])
    plain = fitting.columns(table, 9, 10, 100)
    table["body"].insert(0, [{"t": "社区层面的服务" * 5, "cs": 2}])
    assert fitting.columns(table, 9, 10, 100) == plain


def test_a_cell_reaching_over_two_rows_leaves_the_widths_of_others_alone():
    table = cells(["社区", "户"], ["狮云社区", "150"], align=["left", "right"])
    plain = fitting.columns(table, 9, 10, 100)
    table["body"][0][0]["rs"] = 2
    table["body"].append([{"t": "150"}])
    assert fitting.columns(table, 9, 10, 100) == plain


def test_the_lower_head_of_two_counts_for_the_columns_it_stands_over():
    head = [[{"t": "区", "rs": 2}, {"t": "服务", "cs": 2}], [{"t": "household_visits_total"}, {"t": "x"}]]
    table = {"header": head, "body": [[{"t": "a"}, {"t": "1"}, {"t": "说明" * 100}]], "align": ["left"] * 3}
    assert fitting.columns(table, 8.6, 10, 459)[1] >= 8.6 * fitting.width("household_visits_total")


@pytest.mark.parametrize("body", [[], [[{"t": "没有记录", "cs": 2}]]])
def test_a_table_without_a_cell_of_its_own_columns_has_equal_ones(body):
    table = {"header": [[{"t": "服务", "cs": 2}]], "body": body, "align": ["left", "left"]}
    assert fitting.columns(table, 9, 10, 100) == [50, 50]


def test_words_that_fill_the_room_exactly_are_no_fault():
    for n in range(2, 40):
        table = cells(["a" * n, "b" * (n // 2), "ab"], ["说明" * 40] * 3, align=["left"] * 3)
        least = [9 * fitting.width(word) + 10 for word in ("a" * n, "b" * (n // 2), "ab")]
        assert sum(fitting.columns(table, 9, 10, sum(least))) == pytest.approx(sum(least))
