"""Findings as a list for the desk: every column named in the reader's language, where each stands first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from evalkit.findings import SEVERITIES
from evalkit.reading.guarding import Guard
from evalkit.saving import save
from evalkit.tables import TABLES
from evalkit.words import LANGUAGES, language, say

# column, in the order of the list -> half-width letters
WIDTHS = {
    "file": 42, "sheet": 20, "row": 6, "column": 6, "severity": 8, "message": 54, "cure": 48, "value": 20, "field": 16,
    "table": 20, "community": 12, "counted": 10, "street": 12, "year": 10, "touches": 12, "code": 26,
}  # fmt: skip


def save_findings(
    findings: pd.DataFrame, path: str | Path, lang: str | None = None, guard: Guard | None = None
) -> Path:
    """Write findings for people: labelled, where each stands first; `evalkit.resubmitting.read_findings` reads it.

    A ``.parquet`` is for programs and keeps the names of `evalkit.findings.COLUMNS`.

    Parameters
    ----------
    findings : as `evalkit.checking.check` gives them.
    path : where to; the suffix says how, as for `evalkit.saving.save`.
    lang : of the labels, ``zh`` or ``en``. guard : as for `evalkit.saving.save`.

    Returns
    -------
    Path : the file.

    Raises
    ------
    ParameterError : another suffix. ReportError : a person stands in the list.

    Examples
    --------
    >>> import tempfile
    >>> from evalkit.findings import COLUMNS
    >>> one = dict.fromkeys(COLUMNS, "") | {"year": 1, "row": 5, "counted": False, "file": "a.xlsx"}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_findings(pd.DataFrame([one]), Path(folder, "f.csv"), "zh")
    ...     path.read_text("utf-8-sig").splitlines()[1][:15]
    'a.xlsx,,5,,,,,,'
    """
    if Path(path).suffix.lower() == ".parquet":
        return save(findings, path, guard=guard)
    return save(labelled(findings, lang), path, tuple(WIDTHS.values()), guard)


def labelled(findings: pd.DataFrame, lang: str | None = None) -> pd.DataFrame:
    """The findings with labels for names, blanks for rows and years that are not meant."""
    lang = language(lang)
    told = findings[list(WIDTHS)].astype(object)
    words = _words(lang)
    fields = [_fields(table, lang).get(field, field) for table, field in zip(told["table"], told["field"], strict=True)]
    known = [say(f"saving.counted_{_counts(*pair)}", lang) for pair in zip(told["counted"], told["row"], strict=True)]
    told = told.assign(field=fields, counted=known, row=told["row"].replace(0, ""), year=told["year"].replace(0, ""))
    for name in ("severity", "table"):
        told[name] = [words[name].get(word, word) for word in told[name]]
    return told.rename(columns=_labels(lang))


def _counts(counted: bool, row: int) -> str:
    return "yes" if counted else "no" if row else "none"


def unlabelled(listed: pd.DataFrame) -> pd.DataFrame:
    """A labelled list in either language with the names it was made from; any other frame as it is.

    Examples
    --------
    >>> from evalkit.findings import COLUMNS
    >>> one = dict.fromkeys(COLUMNS, "") | {"year": 0, "row": 0, "counted": False, "severity": "note", "table": "cases"}
    >>> back = unlabelled(labelled(pd.DataFrame([one]), "zh"))
    >>> back["table"].item(), back["severity"].item(), back["row"].item()
    ('cases', 'note', 0)
    """
    lang = next((lang for lang in LANGUAGES if {*_labels(lang).values()} <= {*listed.columns}), "")
    if not lang:
        return listed
    told = listed.rename(columns={label: name for name, label in _labels(lang).items()}).astype(object)
    told = told.assign(row=told["row"].replace("", 0), year=told["year"].replace("", 0))
    told["counted"] = told["counted"].replace({say(f"saving.counted_{word}", lang): word == "yes" for word in _COUNTED})
    for name, words in _words(lang).items():
        told[name] = told[name].replace({label: word for word, label in words.items()})
    spelled = {table: {label: field for field, label in _fields(table, lang).items()} for table in {*told["table"]}}
    pairs = zip(told["table"], told["field"], strict=True)
    return told.assign(field=[spelled[table].get(field, field) for table, field in pairs])


_COUNTED = ("yes", "no", "none")


@cache
def _labels(lang: str) -> Mapping[str, str]:
    return {name: say(f"saving.{name}", lang) for name in WIDTHS}


@cache
def _words(lang: str) -> Mapping[str, Mapping[str, str]]:
    """What is said of severities and tables."""
    tables = {name: table.label if lang == "zh" else table.label_en for name, table in TABLES.items()}
    return {"severity": {word: say(f"saving.severity_{word}", lang) for word in SEVERITIES}, "table": tables}


@cache
def _fields(table: str, lang: str) -> Mapping[str, str]:
    if table not in TABLES:
        return {}
    return {column.name: column.label if lang == "zh" else column.label_en for column in TABLES[table].columns}
