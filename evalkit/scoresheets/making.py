"""The score sheet as a workbook: a summary, the lines, how to fill them in; never written over what was filled in."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

from evalkit import wording
from evalkit.blanks.guide import write_parts
from evalkit.blanks.making import CREATED, OPTIONS
from evalkit.conclusions import FILLED
from evalkit.errors import ParameterError, ReportError, unknown
from evalkit.places import OWN
from evalkit.reading.cells import even
from evalkit.reading.files import Submission
from evalkit.reading.one_file import read_file
from evalkit.reading.setting import setting_of
from evalkit.records import Records
from evalkit.scoresheets.lines import lines_of
from evalkit.scoresheets.page import write_page
from evalkit.scoresheets.summary import guide_parts, summary_parts
from evalkit.words import language, say
from evalkit.workbooks import publish, sheet_title


def scoresheet(verdicts: pd.DataFrame, records: Records, path: str | Path, lang: str | None = None) -> Path:
    """Write the score sheet of one street and contract year.

    A line a verdict, with bound, value, what it rests on and where that stands, and five columns for the evaluator.
    Filled in and put into the year's folder of the whole pilot it is read back: a conclusion with who, when and
    document is applied. Conclusions that were read and still hold stand in it already.

    Parameters
    ----------
    verdicts : rows of one street and contract year, as `evalkit.assess` gives them.
    records : those they were made from.
    path : where to, ``.xlsx``; a file there is replaced only where these records hold all that was filled in.
    lang : ``zh`` or ``en``.

    Returns
    -------
    Path : the file. The same verdicts and records give the same bytes.

    Raises
    ------
    ParameterError : rows of several streets or years, or another suffix.
    ReportError : conclusions stand there that were not read, or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.assessing import assess
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> mine = assess(plan, records).query("street == '狮山街道' and year == 1")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     scoresheet(mine, records, Path(folder, "shishan-1.xlsx")).name
    'shishan-1.xlsx'
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise ParameterError(unknown("format", path.suffix, [".xlsx"]))
    keep(path, records, wording.one_place(verdicts)[1])
    return publish(path, content(verdicts, records, language(lang)))


def keep(path: Path, records: Records, year: int) -> None:
    """Refuse to write over conclusions that these records do not hold; parameters as for `scoresheet`.

    Raises
    ------
    ReportError : what stands there was filled in and not read, or cannot be read at all.
    """
    if not path.exists():
        return
    plan, when = records.plan, records.plan.year(year)
    folder = f"{when.folder}/{plan.whole}"
    there = read_file(Submission(path, f"{folder}/{path.name}", plan.whole, year), setting_of(plan), b"")
    parts = [part for part in there.parts if part.table.name == "conclusions"]
    filled = {key for part in parts for key in _filled(pd.DataFrame({**part.columns, "street": part.streets}))}
    mine = records["conclusions"]
    if not parts or filled - _filled(mine[(mine["year"] == year).to_numpy(bool)]):
        raise ReportError(say("scoresheets.not_read" if parts else "scoresheets.no_sheet", path=path, folder=folder))


def _filled(rows: pd.DataFrame) -> set[tuple[Any, ...]]:
    """What was filled in, line by line, evened."""
    told = {
        tuple(_evened(row[name]) for name in ("code", "street", "community", *FILLED))
        for row in rows.to_dict("records")
    }
    return {line for line in told if any(line[-len(FILLED) :])}


def _evened(value: Any) -> str:
    if value is None or pd.isna(value):
        return ""
    words = even(str(value))[:10] if isinstance(value, pd.Timestamp) else even(str(value))
    return "" if words == OWN else words


def content(verdicts: pd.DataFrame, records: Records, lang: str) -> bytes:
    """The score sheet as bytes; parameters as for `scoresheet`."""
    plan, first = records.plan, {str(name): value for name, value in verdicts.iloc[0].to_dict().items()}
    words = {"street": wording.spoken(first, "street", lang), "year": wording.period(first, lang)}
    title, when = say("scoresheets.title", lang, **words), plan.year(first["year"])
    banner = say("reporting.invented", lang) if records.invented else ""
    hint = "  ".join(filter(None, (banner, say("scoresheets.hint", lang))))
    lead = (title, plan.title if lang == "zh" else plan.title_en or plan.title, banner)
    names = [say(f"scoresheets.sheet_{key}", lang) for key in ("summary", "lines", "how")]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": title, "subject": plan.title, "created": CREATED})
        write_parts(book, sheet_title(names[0]), lead, summary_parts(verdicts, records, lang))
        told = lines_of(verdicts, records, lang)
        write_page(book, names[1], told, {"title": title, "hint": hint, "foot": title}, lang)
        write_parts(book, names[2], lead, guide_parts(f"{when.folder}/{plan.whole}", lang))
        book.get_worksheet_by_name(names[1]).activate()
    return buffer.getvalue()
