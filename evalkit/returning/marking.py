"""What agencies get back: copies of their own workbooks with every finding marked, and an overview for each year."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from evalkit.errors import ParameterError
from evalkit.findings import is_hidden
from evalkit.reading.readers import readers_of
from evalkit.returning.copying import list_only
from evalkit.returning.one_copy import Asked, with_list
from evalkit.returning.overview import overviews
from evalkit.returning.rounds import Round, round_of
from evalkit.returning.voice import Row, is_open
from evalkit.words import language, say
from evalkit.workbooks import publish, withdraw

if TYPE_CHECKING:  # the copying child does without them
    import pandas as pd

    from evalkit.records import Records

_TOLD = ("code", "severity", "sheet", "column", "value", "message", "cure")


def feedback(
    records: Records,
    findings: pd.DataFrame,
    out: str | Path,
    lang: str | None = None,
    before: pd.DataFrame | None = None,
) -> list[Path]:
    """Write for agencies what was found in what they handed in.

    For each file with findings a copy of it, ``<name>_反馈.xlsx`` at the same place under ``out``: faulty cells are
    coloured and bear a note with the finding and the cure, a first sheet lists all of them, gravest first, each with a
    link to its cell. All else in the workbook stays as it was. Of a file in another format the copy holds the bare
    cells; of one that cannot be read, the list alone. For each street and year an overview, ``反馈总览.xlsx``: every
    file with its counts, also those in which nothing was found, and what belongs to no single file.

    Parameters
    ----------
    records : what was handed in; its files are opened again, by a child process.
    findings : of `evalkit.check` on these records; where it has a column ``status`` (``open``, ``new``, ``fixed``) that
        is shown.
    out : folder to write to, outside the submissions; older files of the same name are replaced, and the old copy of a
        file in which nothing is found any more is removed.
    lang : of the words around the findings, ``zh`` or ``en``.
    before : findings of an earlier submission; each finding is then marked as new or still open.

    Returns
    -------
    list of Path : every workbook written, the overviews last.

    Raises
    ------
    ParameterError : ``out`` lies within the submissions, where the copies would be read as records.
    ReportError : a file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.checking import check
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "通安镇")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     written = feedback(records, check(records, plan), folder)
    >>> written[-1].name
    '反馈总览.xlsx'
    """
    lang, out = language(lang), Path(out)
    if out.resolve().is_relative_to(records.folder.resolve()):
        raise ParameterError(say("returning.within", lang, out=out, folder=records.folder))
    if before is not None:
        from evalkit.resubmitting import compare_findings  # noqa: PLC0415 - loads pandas

        findings = compare_findings(before, findings)
    told = round_of(records, findings, lang)
    paths = _copies(told, out)
    name = told.speak("returning.overview_file")
    return paths + [publish(out / folder / name, content) for folder, content in overviews(told)]


def _copies(told: Round, out: Path) -> list[Path]:
    """Write a copy of every file with findings; of a file in which nothing is found any more the old copy goes."""
    wanted = [file for file, rows in told.files.items() if any(map(is_open, rows))]
    for file in told.files.keys() - {*wanted}:
        if (out / told.names[file]).is_file():
            withdraw(out / told.names[file])
    paths = []
    with tqdm(total=len(wanted), desc=told.speak("returning.writing"), unit="", disable=None, delay=1) as bar:
        for file, content in zip(wanted, _marked(told, wanted), strict=True):
            paths.append(publish(out / told.names[file], content))
            bar.update()
    return paths


def _marked(told: Round, files: Sequence[str]) -> Iterator[bytes]:
    """The marked copies of files, made by children, as what is in a file may stop who opens it."""
    asked = [_asked(told, file) for file in files]
    opened = [one for one in asked if not any(row["code"] == "unreadable_file" for row in one.rows)]
    answers = readers_of("evalkit.returning.child").read(map(asdict, opened), {"setting": {}})
    for one in asked:
        answer = next(answers) if one in opened else {"copy": ""}
        yield base64.b64decode(answer.get("copy", "")) or with_list(one, list_only(_sentence(told, answer)))


def _sentence(told: Round, answer: Mapping[str, str]) -> tuple[str, ...]:
    """Why no copy could be made of a file that could be read."""
    why = answer.get("why")
    return (told.speak("returning.not_marked", why=told.speak(f"reading.why_{why}")),) if why else ()


def _asked(told: Round, file: str) -> Asked:
    sheets = told.records.sheets[told.records.sheets["file"] == file]
    headers = {sheet: int(row) for sheet, row in zip(sheets["sheet"], sheets["header_row"], strict=True)}
    rows = [_plain(row, told.lang) for row in told.files[file]]
    return Asked(told.lang, str((told.records.folder / file).absolute()), file, rows, told.account(file), headers)


def _plain(row: Row, lang: str) -> dict[str, Any]:
    """What a copy says of a finding, as plain data; what would tell who a person is, is not said."""
    words = {name: str(row[name]) for name in (*_TOLD, *({"status"} & row.keys()))}
    if row["value"] and is_hidden(row):
        words["value"] = say("checking.hidden", lang)
    return words | {"row": int(row["row"]), "counted": bool(row["counted"])}
