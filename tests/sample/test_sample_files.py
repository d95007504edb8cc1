"""The sample's files: the same every time, marked as invented, each agency's way of writing in them."""

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from handed_in import plain, sheets, text
from openpyxl import load_workbook

from evalkit.sample import rows, sample_records
from evalkit.sample.cells import NBSP
from evalkit.sample.making import folder_of
from evalkit.sample.people import identity_number
from evalkit.sample.practice import ARCHIVED
from evalkit.sample.sheets import STREET_HEADER
from evalkit.sample.situations import STREET_YEARS, STREETS, YEARS
from evalkit.sample.styles import BUREAU, EVALUATOR, GROUPS, STYLES
from evalkit.tables import TABLES

RAW = Path(__file__).parents[2] / "data" / "raw"


def files(folder):
    return {p.relative_to(folder).as_posix(): p for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def content(path):
    """A file's bytes, or of a workbook its cells: another version of the writer may pack the same cells otherwise."""
    return sheets(path) if path.suffix == ".xlsx" else path.read_bytes()


def cells(path):
    return [value for _, rows in sheets(path) for row in rows for value in row if value != ""]


def words(path):
    return [str(value) for value in cells(path)] if path.suffix != ".txt" else [path.read_text(encoding="utf-8")]


def test_one_seed_gives_the_same_bytes(fresh, tmp_path):
    sample_records(tmp_path)
    first, second = files(fresh[0]), files(tmp_path)
    assert list(first) == list(second)
    assert [name for name in first if first[name].read_bytes() != second[name].read_bytes()] == []


def test_another_seed_gives_other_people_at_the_same_places():
    ours, others = (rows.books("狮山街道", 1, seed)["visits"] for seed in (2016, 7))
    assert {row["address"] for row in ours} == {row["address"] for row in others}
    assert {(row["address"], row["head_name"]) for row in ours} != {
        (row["address"], row["head_name"]) for row in others
    }


def test_the_committed_files_are_those_of_the_seed(fresh):
    made, committed = files(fresh[0]), files(RAW)
    assert list(made) == list(committed)
    assert [name for name in made if content(made[name]) != content(committed[name])] == []


def test_all_of_it_is_small():
    assert sum(path.stat().st_size for path in files(RAW).values()) < 4_000_000


def test_every_street_and_year_has_its_folder():
    folders = {path.rpartition("/")[0] for path in files(RAW)} - {""}
    assert folders == {folder_of(street, year) for street in STREETS for year in YEARS} | {"2016/全市", "2017/全市"}
    assert {"2017/平江街道", "2017/金阊街道", "2016/娄门街道", "2016/石路街道"} <= folders


def test_every_file_says_that_it_is_invented():
    for name, path in files(RAW).items():
        assert any("虚构样本" in word for word in words(path)), name


def test_every_table_is_handed_in_but_those_planted_as_missing(books):
    for plan in STREET_YEARS:
        mine = books[plan.street, plan.year]
        asked = {name for name, table in TABLES.items() if table.whose == "agency"} - {"resources"}
        if (plan.street, plan.year) != ARCHIVED:  # the others keep family archives where the families live
            asked -= {"family_archives"}
        assert set(mine) == asked - set(plan.lacking)
        assert {table for table, rows in mine.items() if not rows} == set(plan.header_only)


def test_header_words_of_all_styles_are_declared():
    for style in (*STYLES.values(), BUREAU, EVALUATOR):
        for table, headers in style.headers.items():
            for name, word in headers.items():
                column = TABLES[table].column(name)
                assert word in {column.label, *column.aliases}, (table, name, word)
                assert column.kind == "yuan" or "万元" not in word
            assert not set(style.lacks.get(table, ())) & {*headers, *TABLES[table].required}


def test_choice_words_of_all_styles_are_declared():
    columns = [c for table in TABLES.values() for c in table.columns]
    for style in (*STYLES.values(), BUREAU, EVALUATOR):
        for name, said in style.words.items():
            for canonical, word in said.items():
                assert any(c.name == name and word in c.values.get(canonical, ()) for c in columns), (name, word)


def test_grouped_columns_stand_side_by_side():
    for table, groups in GROUPS.items():
        told = [groups.get(c.name, "") for c in TABLES[table].columns]
        runs = [g for n, g in enumerate(told) if g and (n == 0 or told[n - 1] != g)]
        assert len(runs) == len(set(groups.values()))


def of(street, year=1, pattern="*"):
    folder = RAW / folder_of(next(s for s in STREETS if s.name == street), year)
    return sorted(folder.glob(pattern))


DATES = {
    "枫桥街道": r"\d{4}年\d{1,2}月\d{1,2}日",
    "通安镇": r"\d{4}\.\d{1,2}\.\d{1,2}",
    "双塔街道": r"\d{4}/\d{1,2}/\d{1,2}",
    "北桥街道": r"\d{2}-\d{1,2}-\d{1,2}",
    "石路街道": r"\d{4}-\d{2}-\d{2}",
}


@pytest.mark.parametrize("street", DATES)
@pytest.mark.parametrize("year", YEARS)
def test_each_agency_writes_dates_its_own_way(street, year):
    found = [w for path in of(street, year) for w in words(path)]
    assert sum(bool(re.fullmatch(DATES[street], w)) for w in found) > 500
    others = [w for name, pattern in DATES.items() if name != street for w in found if re.fullmatch(pattern, w)]
    assert set(others) == ({"2016-02-30"} if (street, year) == ("双塔街道", 1) else set())


def test_two_agencies_have_date_cells_and_one_has_day_numbers():
    for street in ("狮山街道", "东沙湖社工委"):
        assert sum(isinstance(v, date) for path in of(street) for v in cells(path)) > 500
    numbers = [v for path in of("长桥街道") for v in cells(path) if isinstance(v, float) and 42_000 < v < 43_500]
    assert len(numbers) > 500
    assert not [v for path in of("长桥街道") for v in cells(path) if isinstance(v, date)]


def test_one_agency_hands_in_gbk_and_one_utf8_with_bom():
    assert {p.suffix for p in of("双塔街道")} == {".csv"}
    for path in of("双塔街道"):
        assert path.read_bytes().decode("gbk")
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")
    mixed = {p.suffix for p in of("石路街道", 2)}
    assert mixed == {".csv", ".xlsx"}
    assert all(p.read_bytes().startswith(b"\xef\xbb\xbf") for p in of("石路街道", 2, "*.csv"))


def test_one_agency_has_a_sheet_a_community_without_the_column():
    (book,) = of("通安镇", 2, "*探访*.xlsx")
    assert [name for name, _ in sheets(book)] == [
        "安语社区",
        "安云社区",
        "安禾社区",
        "安岚社区",
        "安泽社区",
        "安溪社区",
    ]
    assert not [w for w in words(book) if plain(w) in {"社区", "村(社区)"}]


def test_one_agency_merges_two_header_rows_and_writes_subtotals():
    (book,) = of("东沙湖社工委", 1, "*服务台账.xlsx")
    page = load_workbook(book)["居民家庭探访记录表"]
    assert {"A2:A3", "D2:G2"} <= {str(r) for r in page.merged_cells.ranges}
    first = [row[0].value for row in page.iter_rows()]
    assert (first.count("小计"), first.count("合计")) == (3, 1)


def test_one_agency_writes_amounts_in_ten_thousands(books):
    contracts = dict(sheets(of("长桥街道")[0]))["合同"]
    assert contracts[2][contracts[1].index("服务费(万元)")] == 60
    assert books["长桥街道", 1]["contracts"][0]["fee"] == 600_000


def test_one_agency_writes_synonyms_ticks_and_its_header_twice():
    (book,) = of("北桥街道", 1, "*探访*.xlsx")
    ((_, rows),) = sheets(book)
    assert rows.count(rows[1]) == 2
    assert {"在家", "未遇", "空房", "拒绝", "√", "×"} <= set(words(book))


def test_one_agency_types_full_width_digits_and_no_break_spaces():
    found = [w for path in of("娄门街道", 2) for w in words(path)]
    assert sum(bool(re.search("[０-９]", w)) for w in found) > 1000
    assert sum(w.endswith(NBSP) for w in found) > 1000
    addresses = [w for w in found if "新苑" in w]
    assert len(set(addresses)) > len({text(w) for w in addresses})


def test_one_agency_names_the_merged_street_in_a_column_of_its_own():
    for year, called in ((1, "石路街道"), (2, "金阊街道")):
        ((_, rows),) = sheets(of("石路街道", year, "居民家庭探访记录表.csv")[0])
        assert rows[1][0] == STREET_HEADER
        assert {row[0] for row in rows[2:]} == {called}
    assert all("平江街道" in str(rows[0][0]) for _, rows in sheets(of("娄门街道", 2)[0]))


def check_digit(body):
    """GB 11643-1999 by its definition: the weights are 2 to the 17th … 2 to the 1st, modulo 11."""
    total = sum(int(d) * pow(2, 17 - n, 11) for n, d in enumerate(body))
    return "X" if (12 - total) % 11 == 10 else str((12 - total) % 11)


def test_no_identity_number_is_of_any_region():
    found = {m for path in files(RAW).values() for w in words(path) for m in re.findall(r"\d{17}[\dXx]", text(w))}
    assert len(found) > 120
    assert {number[:6] for number in found} == {"000000"}
    assert all(check_digit(number[:17]) == number[17] for number in found)
    assert len({identity_number(s, n) for s in range(9) for n in range(20)}) == 9 * 20


def test_every_telephone_number_is_of_the_invented_block():
    found = [
        m for path in files(RAW).values() for w in words(path) for m in re.findall(r"(?<!\d)1\d{10}(?!\d)", text(w))
    ]
    assert len(found) > 12_000
    assert {number[:7] for number in found} == {"1000000"}


PERSONS = (
    ("visits", "head_name"), ("clients", "head_name"), ("staff", "name"), ("cases", "worker"), ("coordinators", "name"),
    ("board_members", "name"), ("agency_staff", "name"), ("agencies", "legal_person"), ("work_hours", "worker"),
    ("supervision", "supervisor"), ("groups", "worker"), ("family_archives", "head_name"),
)  # fmt: skip


def test_every_person_bears_a_name_that_says_it_is_a_sample(books):
    named = [row[column] for mine in books.values() for table, column in PERSONS for row in mine.get(table, ())]
    assert len(named) > 14_000
    assert all(re.fullmatch("[一-龥][样例拟][一二三四五六七八九十甲乙丙丁]", name) for name in named)


def test_workbooks_carry_a_fixed_day_and_no_author():
    for path in files(RAW).values():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as archive:
                core = archive.read("docProps/core.xml").decode("utf-8")
            assert "2016-07-01T00:00:00Z" in core
            assert "<dc:creator></dc:creator>" in core
