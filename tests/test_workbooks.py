"""What all workbooks for agencies share: names of sheets, colours, files that appear whole."""

import pytest

from evalkit.errors import ReportError
from evalkit.workbooks import FILLS, publish, sheet_title


@pytest.mark.parametrize(
    ("name", "taken", "title"),
    [
        ("表" * 40, (), "表" * 31),
        ("表" * 40, ("表" * 31,), "表" * 29 + " 2"),
        ("𠮷" * 20, (), "𠮷" * 15),
        ("a:b*c", (), "a_b_c"),
        ("'", (), "_"),
        ("Visits", ("VISITS", "visits 2"), "Visits 3"),
    ],
)
def test_trust_69_a_sheet_has_a_name_that_excel_takes(name, taken, title):
    assert sheet_title(name, taken) == title


def test_colours_can_be_told_apart_on_a_grey_print():
    def grey(code):
        red, green, blue = (int(code[at : at + 2], 16) for at in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    shades = [grey(FILLS[severity]) for severity in ("error", "warning", "note")]
    assert shades[0] + 20 < shades[1]
    assert shades[1] + 5 < shades[2]


def test_trust_58_a_file_that_cannot_be_written_is_told_plainly_and_leaves_nothing(tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(ReportError, match="Excel"):
        publish(tmp_path / "a.xlsx", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
