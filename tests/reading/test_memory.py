"""What a hostile file costs in memory, measured in a process of its own."""

import subprocess
import sys
import zipfile

import pytest
from packed import parts, xlsx

from evalkit.reading.child import MEMORY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows measures and limits memory in another way")

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
MEASURED = """
import resource, sys
from pathlib import Path
from evalkit.reading.workbook import UnreadableError, open_book
unit = 1 if sys.platform == "darwin" else 1024
data = Path(sys.argv[1]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    sheet = open_book(data, "x").sheets[0]
    told = f"{len(sheet.rows)}x{len(sheet.rows[0])}"
except UnreadableError as error:
    told = error.why
print(told, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit >> 20)
"""


def opened(path):
    """What came of a file, and how many megabytes more it took to open it."""
    done = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, check=True, encoding="utf-8")
    told, megabytes = done.stdout.split()
    return told, int(megabytes)


def bomb(path, part, megabytes, before=b"", after=b""):
    """A workbook one part of which truly unpacks to so many megabytes."""
    made = parts(f"<sheetData>{ROW}</sheetData>")
    made.pop(part, None)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, words in made.items():
            archive.writestr(name, words)
        with archive.open(part, "w", force_zip64=True) as inner:
            inner.write(before)
            for _ in range(megabytes):
                inner.write(b"x" * (1 << 20))
            inner.write(after)
    return path


def test_trust_15_a_true_bomb_costs_no_memory(tmp_path):
    path = bomb(tmp_path / "炸弹.xlsx", "xl/worksheets/sheet1.xml", 600)
    assert path.stat().st_size < 4 << 20
    told, megabytes = opened(path)
    assert told == "too_large"
    assert megabytes < 20


def test_trust_16_a_true_string_of_hundreds_of_megabytes_is_refused(tmp_path):
    path = bomb(tmp_path / "长.xlsx", "xl/sharedStrings.xml", 499, b"<sst><si><t>", b"</t></si></sst>")
    told, megabytes = opened(path)
    assert told == "too_large"
    assert megabytes < 260  # twice what may be unpacked (120 MB), however much there is


def test_trust_19_a_stray_cell_in_the_farthest_corner_costs_no_memory(tmp_path):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (tmp_path / "远.xlsx").write_bytes(xlsx(ROW + far))
    told, megabytes = opened(tmp_path / "远.xlsx")
    assert told == "1x1"
    assert megabytes < 20


def test_trust_20_formatting_down_to_the_last_row_costs_little_memory(tmp_path):
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 1_048_577, 4))
    (tmp_path / "格式.xlsx").write_bytes(xlsx(ROW + rows))
    told, megabytes = opened(tmp_path / "格式.xlsx")
    assert told == "1x1"
    assert megabytes < 100


def test_trust_22_a_child_may_not_take_more_memory_than_its_limit():
    asked = f"from evalkit.reading import child; child._limit_memory(); bytearray({MEMORY + (1 << 20)})"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False, encoding="utf-8")
    assert done.stderr.strip().endswith("MemoryError")
