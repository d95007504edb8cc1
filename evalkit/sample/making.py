"""The whole sample: nine agencies, two contract years, the books of the whole pilot, and the truth."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.sample.rows import books
from evalkit.sample.rows_pilot import pilot_books
from evalkit.sample.sheets import Sheet, sheet
from evalkit.sample.situations import STREETS, YEARS, Street
from evalkit.sample.styles import BUREAU, EVALUATOR, STYLES, Style
from evalkit.sample.truth import truth
from evalkit.sample.writing import write_csv, write_workbook
from evalkit.tables import TABLES
from evalkit.words import say

LONG = ("visits", "clients", "cases", "services")  # what an agency of style ``mixed`` hands in as CSV
OF_PEOPLE = (
    "staff", "supervisors", "trainings", "contracts", "payments", "agencies", "board_members", "agency_staff",
    "coordinators", "supervision", "work_hours", "expenditures",
)  # fmt: skip
WHOLE = "全市"


def sample_records(folder: str | Path, seed: int = 2016) -> pd.DataFrame:
    """Write the invented submissions of nine agencies and two years, and say what is true of them.

    Parameters
    ----------
    folder : where to write; ``2016/狮山街道/…`` and so on are made in it, files of the same name are replaced.
    seed : draws names, days and order; the planted numbers, and so the truth, are the same for every seed.

    Returns
    -------
    The truth: one row a requirement, street, year (and community), see `evalkit.sample.truth.truth`.
    """
    folder = Path(folder)
    for year in YEARS:
        for street in STREETS:
            _write_street(folder, street, year, seed)
        _write_pilot(folder / str(YEARS[year][0].year) / WHOLE, year)
    (folder / "说明.txt").write_text(say("sample.about_all", "zh"), encoding="utf-8", newline="\n")
    return truth()


def folder_of(street: Street, year: int) -> str:
    """Where a street-year's files stand: the year's first calendar year, then the street as it was called then.

    Examples
    --------
    >>> folder_of(STREETS[2], 1), folder_of(STREETS[2], 2)
    ('2016/娄门街道', '2017/平江街道')
    """
    return f"{YEARS[year][0].year}/{_called(street, year)}"


def _called(street: Street, year: int) -> str:
    return street.merged if year > 1 and street.merged else street.name


def _write_street(folder: Path, street: Street, year: int, seed: int) -> None:
    place, called, style = folder / folder_of(street, year), _called(street, year), STYLES[street.style]
    place.mkdir(parents=True, exist_ok=True)
    rows = books(street.name, year, seed)
    made = {t: sheet(style, t, rows[t], called, year) for t in TABLES if t in rows}
    if style.files == "split":
        visits = [
            sheet(
                style,
                "visits",
                [r for r in rows["visits"] if r["community"] == community],
                called,
                year,
                community=community,
            )
            for community in (str(r["community"]) for r in rows["communities"])
        ]
        write_workbook(place / f"{called}{TABLES['visits'].label}.xlsx", visits)
        del made["visits"]
    _write_files(place, called, style, made, "" if style.title else say("sample.about", "zh", street=called, year=year))


def _write_pilot(place: Path, year: int) -> None:
    """The books of the bureau and of the evaluator, a workbook each."""
    place.mkdir(parents=True, exist_ok=True)
    for table, rows in pilot_books(year).items():
        style = BUREAU if TABLES[table].whose == "programme" and table != "evaluations" else EVALUATOR
        write_workbook(place / f"{TABLES[table].label}.xlsx", [sheet(style, table, rows, WHOLE, year)])


def _write_files(place: Path, called: str, style: Style, made: dict[str, Sheet], about: str) -> None:
    in_csv = {"csv": tuple(made), "mixed": LONG}.get(style.files, ())
    for table in in_csv:
        write_csv(place / f"{TABLES[table].label}.csv", made[table], style.encoding)
    for name, tables in _workbooks(style, [t for t in made if t not in in_csv]).items():
        write_workbook(place / f"{called}{name}.xlsx", [made[t] for t in tables], about)


def _workbooks(style: Style, tables: list[str]) -> dict[str, list[str]]:
    """Which tables stand in which workbook: its name -> tables."""
    if style.files == "tables":
        return {TABLES[t].label: [t] for t in tables}
    if style.files == "two_books":
        return {
            "服务台账": [t for t in tables if t not in OF_PEOPLE],
            "人员与经费": [t for t in tables if t in OF_PEOPLE],
        }
    return {"提交材料": tables} if tables else {}
