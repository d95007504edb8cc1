"""The last look before publishing finds a person wherever one stands, repeats nobody, and does not cry wolf."""

import hmac
import io
import json
import zipfile

import docx
import nbformat
import pandas as pd
import pytest
import xlsxwriter
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, read
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from evalkit import reporting
from evalkit.commands import run
from evalkit.errors import ReportError
from evalkit.reading.guarding import Guard
from evalkit.records import Records
from evalkit.reporting.batch import Batch
from evalkit.reporting.jobs import job
from evalkit.reporting.making import report
from evalkit.reporting.workers import work
from evalkit.saving import save
from evalkit.scanning import persons, refuse_persons, texts

NAME, ADDRESS, PHONE, IDENTITY = "欧阳小芳", "新升新苑9幢101室", "0512-68000000", "110105194912310021"
STAFF = ["姓名", "身份证号", "岗位", "到岗日期"]
VISITED = [
    [*VISITS[:4], "联系电话", VISITS[4]],
    ["新升社区", "2016-08-15", NAME, ADDRESS, PHONE, "完成"],
    ["新升社区", "2016-08-16", "何山", "新升新苑1幢102室", "", "完成"],
    ["新升社区", "2016-08-17", "方案", "3-101", "", "完成"],
    ["新升社区", "2016-08-18", "May", "新升新苑1幢103室", "", "完成"],
    ["新升社区", "2016-08-19", "李丽", "新升新苑1幢104室", "", "完成"],
]


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("submitted")
    book(folder, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    book(folder, f"{PLACE}/探访.xlsx", {"居民家庭探访记录表": VISITED})
    book(folder, f"{PLACE}/人员.xlsx", {"项目团队人员名册": [STAFF, ["王建华", IDENTITY, "社工", "2016-07-01"]]})
    return folder


@pytest.fixture(scope="module")
def guard(data):
    return read(data).guard


def found(guard, text):
    guard.clean.clear()
    return persons([text], guard)


@pytest.mark.parametrize(
    "value",
    [
        NAME,
        ADDRESS,
        PHONE,
        PHONE.replace("-", ""),
        IDENTITY,
        "王建华",
        "李丽",
        "欧阳 小芳",
        "新升新苑９幢101室",
    ],
)
def test_trust_75_every_personal_value_of_the_submission_is_known_again(guard, value):
    assert found(guard, f"备注：{value}，已回访")["value"] == 1


def test_what_is_no_person_is_none(guard):
    innocent = [
        "何山社区的探访",
        "《试点方案》",
        "May 2016",
        "3-101",
        "第 3 幢",
        "共 1,013 户",
        "2016-08-15",
        "王建",
        "a" * 64,
        "139" * 20,
    ]
    assert {text: found(guard, text) for text in innocent} == {text: {} for text in innocent}
    assert found(guard, "户主何山，不在家") == {"value": 1}  # no community this time


def test_numbers_of_people_nobody_handed_in_are_known_by_their_form(guard):
    assert found(guard, "11010519491231002X") == {"identity": 1}
    assert found(guard, "110105194912310022") == {}  # a wrong check: a number like any other
    assert found(guard, "请拨 138-0013-8000 或 0512-65650000") == {"phone": 1}
    assert found(guard, "9913800138000 1.3800138000") == {}
    assert found(guard, "0.11010519491231002X 000000000000000000") == {}  # decimals; no day of birth


def packed(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", text)
    return target.getvalue()


def sheet(cell):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet()
        page.write_rich_string(0, 0, cell[:1], made.add_format({"bold": True}), cell[1:], " ")
        page.write_number(1, 0, 5.0)
    return target.getvalue()


PLANTED = {
    "text.html": f"<p>{NAME[:2]}<b>{NAME[2:]}</b></p>".encode(),
    "alt.svg": f'<svg aria-label="{NAME}"><text>图</text></svg>'.encode(),
    "run.docx": packed(word__document=f"<w:p><w:r><w:t>{NAME[:1]}</w:t></w:r><w:r><w:t>{NAME[1:]}</w:t></w:r></w:p>"),
    "property.docx": packed(docProps__core=f"<dc:creator>{NAME}</dc:creator><x>1</x>"),
    "cell.xlsx": sheet(NAME),
    "number.xlsx": packed(xl__sheet1=f"<c><v>{IDENTITY}</v></c><c><v>2</v></c>"),
    "deep.json": json.dumps({"a": [{"b": NAME}]}).encode(),
    "title.pdf": f"%PDF <x:xmpmeta><dc:title>{NAME}</dc:title></x:xmpmeta>".encode(),
    "list.csv": f"\ufeff{NAME},1".encode(),
}


@pytest.mark.parametrize("name", PLANTED)
def test_trust_75_a_person_is_found_in_every_kind_of_file_and_not_repeated(guard, name):
    guard.clean.clear()
    with pytest.raises(ReportError) as refused:
        refuse_persons({name: PLANTED[name], "clean.html": b"<p>3</p>"}, guard)
    assert name in str(refused.value)
    assert "clean.html" not in str(refused.value)
    assert not any(value in str(refused.value) for value in (NAME, IDENTITY))


SOURCE = """
import evalkit as ek
from evalkit.display import Table, cell, head
records = ek.read_records(data, ek.read_plan(plan), street)
"""
NOTE = f"回访情况：{NAME}家已见到"
CAPTION = "Table(label='t', caption='王建华', header=head('a'), body=[[cell(1)]], align=['left'])"
TRACEBACK = "import traceback\ntry:\n    {}['李丽']\nexcept KeyError:\n    told = traceback.format_exc()\ntold"
ERROR = f"raise KeyError('{NAME}')"


def notebook(folder, *cells):
    first = new_code_cell('street = ""\nyear = 0\nlang = ""\ndata = ""\nplan = ""')
    first.metadata["tags"] = ["parameters"]
    made = new_notebook(cells=[first, new_code_cell(SOURCE), *cells])
    path = folder / "street.ipynb"
    nbformat.write(made, path)
    return path


def test_trust_75_a_note_a_caption_and_a_traceback_are_each_found_and_not_repeated(data, tmp_path):
    words = {"street": "狮山", "year": 1, "data": data, "out": tmp_path / "out", "figures": tmp_path / "figures"}
    cells = new_markdown_cell(NOTE), new_code_cell(CAPTION), new_code_cell(TRACEBACK)
    # the note; the caption above the table and in the list of tables; two lines of the traceback
    with pytest.raises(ReportError, match="个人信息 5 处") as refused:
        report(notebook(tmp_path, *cells), **words)
    assert not [name for name in (NAME, "王建华", "李丽") if name in str(refused.value)]
    assert list((tmp_path / "out").iterdir()) == []


def test_trust_75_a_leak_fails_its_report_in_a_batch_so_that_the_run_ends_with_1(data, tmp_path, monkeypatch, capsys):
    places = {"plan": "suzhou-2016", "data": str(data), "out": str(tmp_path), "figures": str(tmp_path)}
    words = {"street": "狮山", "year": 1, "lang": "zh", "to": "html", "places": places, "parameters": {}}
    outcome = work(job(notebook(tmp_path, new_code_cell(ERROR)), PLAN, **words))
    monkeypatch.setattr(reporting, "report_all", lambda *_, **__: Batch([outcome], tmp_path / "index.html", None, 1.0))
    assert run(["report"]) == 1
    told = capsys.readouterr()
    assert "个人信息" in told.err
    assert NAME not in told.out + told.err


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
def test_trust_75_a_name_is_found_by_nbconvert_too(data, kind):
    first = new_code_cell(f'street = "狮山街道"\nyear = 1\nlang = "zh"\ndata = {str(data)!r}')
    first.metadata["tags"] = ["parameters"]
    export = get_exporter(f"evalkit-{kind}")().from_notebook_node
    with pytest.raises(ReportError, match="个人信息 1 处") as refused:
        export(new_notebook(cells=[first, new_markdown_cell(f"访问了{NAME}一家。")]))
    assert NAME not in str(refused.value)
    assert export(new_notebook(cells=[first, new_markdown_cell("访问了一家。")]))[0]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_trust_75_a_list_in_which_a_person_stands_is_not_written(guard, tmp_path, ending):
    path = tmp_path / f"list.{ending}"
    with pytest.raises(ReportError, match=rf"list\.{ending}"):
        save(pd.DataFrame({"message": ["没有人", f"{NAME}不在家"]}), path, guard=guard)
    assert not path.exists()
    assert save(pd.DataFrame({"message": ["没有人"]}), path, guard=guard).is_file()


@pytest.mark.parametrize("command", ["check", "assess"])
def test_trust_75_lists_of_the_command_line_are_looked_at(data, tmp_path, monkeypatch, command):
    path, words = tmp_path / "list.csv", ["--data", str(data), "--street", "狮山", "--save"]
    assert run([command, *words, str(path)]) in {0, 1}
    path.unlink()
    monkeypatch.setattr(Records, "guard", Guard((), b"", str))
    monkeypatch.setattr(Guard, "stands_in", lambda *_: True)
    with pytest.raises(ReportError, match="个人信息"):
        run([command, *words, str(path)])
    assert not path.exists()


def test_trust_75_a_name_in_a_letterheads_properties_is_found(data, tmp_path):
    plain, base = tmp_path / "plain.docx", tmp_path / "base.docx"
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(base, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text.replace(b"</Properties>", f"<Manager>{NAME}</Manager></Properties>".encode()))
    path = notebook(tmp_path, new_markdown_cell("没有人"))
    words = {"street": "狮山", "year": 1, "data": data, "out": tmp_path / "out", "figures": tmp_path / "figures"}
    with pytest.raises(ReportError, match=r"shishan-1\.docx"):
        report(path, **words, to=["docx"], base=base)
    assert [one.name for one in report(path, **words, to=["docx"])] == ["shishan-1.docx"]


def test_the_texts_of_a_file_are_read_in_order_and_markup_is_not():
    assert "".join(texts("a.html", "<style>王</style><p>甲 &amp; 乙</p>".encode())).split() == ["甲", "&", "乙"]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("13 Maple Court 7", True),
        ("(13 Maple Court 7)", True),
        ("在13 Maple Court 7楼", True),
        ("213 Maple Court 7", False),
        ("a13 Maple Court 7", False),
        ("13 Maple Court 77", False),
        ("213 Maple Court 7\n13 Maple Court 7", True),
        ("13 Maple\nCourt 7", False),
    ],
)
def test_a_value_that_begins_with_latin_letters_is_found_where_a_word_begins_and_on_any_line(text, stands):
    address, key = "13maplecourt7", b"key"
    whole, head = (hmac.digest(key, f"\x1e{one}".encode(), "sha256").hex()[:12] for one in (address, address[:4]))
    guard = Guard([f"{len(address)}:{whole}:{head}"], key, str)
    assert persons(["nothing here", text, "nor\nhere"], guard) == ({"value": 1} if stands else {})


@pytest.mark.parametrize("name", ["alt", "aria-label", "title", "content", "href", "descr", "data-title"])
def test_what_is_said_in_attributes_is_looked_at_and_no_other_attribute(name):
    said = f'<p class="a=" {name}="甲&amp;乙" id="x">丙</p><i {name}="">'
    assert texts("a.html", said.encode()) == ["甲&乙", "", "\n丙\n"]
    assert texts("a.html", f'<p sub{name}="甲"></p>'.encode())[:-1] == (["甲"] if name == "data-title" else [])
