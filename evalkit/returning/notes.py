"""The notes and colours of a marked copy: put on cells, and taken off again when the copy comes back."""

from __future__ import annotations

import re

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from evalkit.words import LANGUAGES, lines, say
from evalkit.workbooks import FILLS

_NOTE_LETTERS, _NOTE_WIDTH, _TALLEST = 52, 380, 420  # half-width letters a line; pixels
_BREAK = "\n— — —\n"
_AUTHOR = "evalkit"  # of our notes; behind it the cell's own colour
_COLOUR = re.compile(r"(rgb|theme|indexed)=(\w+);(-?[\d.]+)")


def cleaned(words: str) -> str:
    """A text without the control characters a workbook cannot hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", words))


def put_note(cell: Cell, severity: str, note: str) -> None:
    """Colour a cell and put a note on it, below the note it has already."""
    words = f"{cell.comment.text}{_BREAK}{note}" if cell.comment else note
    cell.comment = _note(words, f"{_AUTHOR}{_written(cell.fill)}")
    cell.fill = PatternFill("solid", fgColor=FILLS[severity])


def clean(page: Worksheet, *, coloured: bool) -> None:
    """Take away notes and colours of an earlier feedback, and give every other note the room its words need.

    Parameters
    ----------
    coloured : whether the workbook is a marked copy, so that our colours in it are ours.
    """
    for cell in [*page._cells.values()]:  # noqa: SLF001 - going by rows would make all the cells between
        author = str(cell.comment.author) if cell.comment else ""
        said = cell.comment is not None and _is_said(cell.comment.text)
        ours = said and (coloured or author.startswith(_AUTHOR))
        if ours or (coloured and _is_ours(cell.fill)):
            cell.fill = _read_fill(author.removeprefix(_AUTHOR) if ours else "")
        if ours:
            words, parted, _ = cell.comment.text.rpartition(_BREAK)
            cell.comment = _note(words, "") if parted else None
        elif cell.comment:
            cell.comment = _note(cell.comment.text, author)


def _is_said(words: str) -> bool:
    """Whether a note ends with a finding; who wrote it some programs forget, and the blank workbook has notes too."""
    opening = words.rpartition(_BREAK)[2].partition("\n")[0]
    kinds = [say(f"returning.{severity}", lang) for severity in FILLS for lang in LANGUAGES]
    return any(opening.startswith((f"【{kind}】", f"[{kind}] ")) for kind in kinds)


def _note(words: str, author: str) -> Comment:
    tall = min(18 * lines(words, _NOTE_LETTERS) + 16, _TALLEST)
    return Comment(cleaned(words), author, height=tall, width=_NOTE_WIDTH)


def _is_ours(fill: PatternFill) -> bool:
    rgb = fill.fgColor.rgb if fill.fill_type == "solid" and fill.fgColor.type == "rgb" else ""
    return rgb[-6:] in FILLS.values()


def _written(fill: PatternFill) -> str:
    """A cell's own colour in a word; the note's author bears it, so that it moves with the cell and can come back."""
    if fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    return f" {colour.type}={colour.value};{colour.tint}"


def _read_fill(word: str) -> PatternFill:
    told = _COLOUR.fullmatch(word.strip())
    if told is None:
        return PatternFill()
    kind, value, tint = told.groups()
    colour = Color(**{kind: value if kind == "rgb" else int(value)}, tint=float(tint))
    return PatternFill("solid", fgColor=colour)
