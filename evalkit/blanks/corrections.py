"""The blank list of corrections, which the evaluator fills in: a row a cell."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from evalkit.blanks.pages import header_look
from evalkit.errors import ParameterError, unknown
from evalkit.reading.corrections import HEADERS, MUST
from evalkit.words import language, lines, say
from evalkit.workbooks import publish

# field -> half-width letters
_WIDTHS = {
    "file": 36, "sheet": 16, "cell": 10, "old": 22, "new": 22, "reason": 30, "who": 12, "when": 14, "document": 24,
}  # fmt: skip
_CREATED = datetime(2016, 7, 1, tzinfo=UTC)  # a fixed stamp: the same bytes every time
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def corrections_template(path: str | Path, lang: str | None = None) -> Path:
    """Write the blank list of corrections; it is applied where it stands beside the year folders.

    Parameters
    ----------
    path : where to, ``.xlsx``; its name should begin with 更正. lang : of the headers, ``zh`` or ``en``.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : a suffix other than ``.xlsx``.
    ReportError : the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     corrections_template(Path(folder, "更正.xlsx")).name
    '更正.xlsx'
    """
    path, lang = Path(path), language(lang)
    if path.suffix.lower() != ".xlsx":
        raise ParameterError(unknown("format", path.suffix, [".xlsx"]))
    return publish(path, _content(lang))


def _content(lang: str) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": say("blanks.corrections", lang), "created": _CREATED})
        page = book.add_worksheet(say("blanks.corrections", lang))
        how = say("blanks.corrections_how", lang)
        told = book.add_format({"text_wrap": True, "valign": "vcenter"})
        page.merge_range(0, 0, 0, len(HEADERS) - 1, how, told)
        page.set_row(0, 16 * lines(how, sum(_WIDTHS.values())) + 6)
        for index, (field, words) in enumerate(HEADERS.items()):
            # As text: a date or a number is to be read as it is typed.
            page.set_column(index, index, _WIDTHS[field], book.add_format({"num_format": "@", "text_wrap": True}))
            page.write_string(1, index, words[0 if lang == "zh" else -1], header_look(book, field in MUST))
            note = say(f"blanks.correction_{field}", lang)
            page.write_comment(1, index, note, {"x_scale": 2, "y_scale": 0.7})
        page.freeze_panes(2, 0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return buffer.getvalue()
