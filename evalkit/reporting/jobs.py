"""One report to be made: every word the user gave, checked before anything runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evalkit import words
from evalkit.editions import COMMISSIONER, PUBLIC, is_public
from evalkit.errors import ParameterError, unknown
from evalkit.plan import Plan
from evalkit.plan_model import CONTRACT
from evalkit.reporting import notebooks
from evalkit.words import say

if TYPE_CHECKING:
    from evalkit.assessing import CutOff

FORMATS = ("html", "pdf", "docx", "xlsx")
_CONTRACT = {CONTRACT, "合同期"}  # how people write that they mean all years
CERTIFICATES = "certificates"  # the folder of the certificates, beside the reports of a batch


@dataclass(frozen=True)
class Job:
    """One report: which notebook, about which street (its id), year, in which language, into which files.

    Of a notebook on the pilot as a whole ``street`` is ``""``.
    """

    notebook: Path
    plan: str
    street: str
    year: int | str  # of the contract, or `evalkit.plan_model.CONTRACT` for all of it
    lang: str
    to: tuple[str, ...]
    data: str
    out: Path
    figures: Path
    parameters: dict[str, Any] = field(default_factory=dict)
    base: str = ""  # an own .docx whose page and styles the Word file takes
    edition: str = COMMISSIONER
    certificates: Path | None = None  # where the certificates of its verdicts go; none are made where this is not said
    interim: dict[int | str, str] = field(default_factory=dict)  # see `interim_days`

    @property
    def name(self) -> str:
        """The report's file name without ending: ASCII, from the plan's ids only.

        ``shishan-1``, ``shishan-1.public.en``; ``shishan-1-2016-12-31`` on a year that had not ended;
        ``shishan-contract`` of all years; on the pilot as a whole ``compare-1`` and, of all years, ``compare``.
        """
        stem = re.sub(r"[^a-z0-9]+", "-", self.notebook.stem.lower()).strip("-") or "notebook"
        year = "" if self.year == CONTRACT and not self.street else str(self.year)
        parts = ["" if stem == "street" else stem, self.street, year, self.interim.get(self.year, "")]
        return "-".join(filter(None, parts)) + self.ending

    @property
    def ending(self) -> str:
        """What a file's name says of edition and language: nothing where both are the usual ones."""
        edition = f".{PUBLIC}" if is_public(self.edition) else ""
        return edition if self.lang == "zh" else f"{edition}.{self.lang}"


def all_reports(example: Job, plan: Plan) -> dict[str, list[Job]]:
    """The jobs of all reports an index may lead to: by street (its id; ``""`` the pilot as a whole), year by year."""
    made = {"": replace(example, notebook=Path("compare.ipynb"))} | {one.id: example for one in plan.streets}
    years = [*(one.id for one in plan.years), CONTRACT]
    return {street: [replace(one, street=street, year=year) for year in years] for street, one in made.items()}


@dataclass(frozen=True)
class Outcome:
    """How one report went: the files made, or why it failed; ``kept`` where an earlier one still stands.

    ``reads``: the folders whose submissions it was made from, each with the street (``""`` for all); none where that is
    not known. ``verdicts``: those on its street as Parquet, and a hash of all that its reading touched, where the
    process that made it tells them.
    """

    job: Job
    files: tuple[Path, ...] = ()
    error: str = ""
    notes: tuple[str, ...] = ()
    kept: bool = False
    reads: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[bytes, str] = field(default=(b"", ""), repr=False)


def job(
    notebook: str | Path,
    plan: Plan,
    *,
    street: str | None,
    year: int | str | None,
    lang: str | None,
    to: Iterable[str],
    places: dict[str, str],
    parameters: dict[str, Any],
    base: str | Path | None = None,
    edition: str = COMMISSIONER,
) -> Job:
    """The job these words ask for.

    Parameters
    ----------
    notebook : name or path, as in `evalkit.reporting.notebooks.find`.
    plan : the plan, read.
    street, year : as in `Plan.street` and `Plan.year`; ``contract`` for all years of the contract. Of a notebook on the
        pilot as a whole, which has no such parameter, the street is None; no year then is all of them.
    lang : ``zh``, ``en`` or None (see `evalkit.words.language`).
    to : ``html``, ``pdf``, ``docx`` and ``xlsx``.
    places : ``plan`` and ``data`` as the user wrote them, and the folders ``out`` and ``figures``, and ``certificates``
        where they are to be made.
    parameters : further parameters of the notebook.
    base : a .docx whose page and styles the Word file takes.
    edition : ``commissioner`` or ``public``; for the latter the notebook must have such a parameter.

    Raises
    ------
    ParameterError : any of these words is not one of those allowed; names the nearest right word.
    """
    path = notebooks.find(notebook)
    placed = {name: word for name, word in (("street", street), ("year", year)) if word is not None}
    _check_parameters(path, [*placed, *parameters, *(["edition"] if is_public(edition) else [])])
    formats = known_formats(to)
    (asked,) = periods(plan, CONTRACT if year is None else year)
    if (asked == CONTRACT or street is None) and "xlsx" in formats:
        raise ParameterError(say("scoresheets.one_year"))
    if is_public(edition) and "xlsx" in formats:
        raise ParameterError(say("scoresheets.not_public"))
    return Job(
        notebook=path,
        plan=places["plan"],
        street="" if street is None else plan.street(street).id,
        year=asked,
        lang=known_language(lang),
        to=formats,
        data=places["data"],
        out=Path(places["out"]),
        figures=Path(places["figures"]),
        parameters=parameters,
        base=str(_there(base)) if base else "",
        edition=edition,
        certificates=Path(places["certificates"]) if "certificates" in places else None,
        interim=interim_days(plan, parameters.get("cut_off")),
    )


def interim_days(plan: Plan, cut_off: CutOff) -> dict[int | str, str]:
    """Of each contract year that had not ended then, the last day of which records are known; of the contract likewise.

    Parameters
    ----------
    cut_off : as for `evalkit.assessing.assess`.

    Raises
    ------
    ParameterError : it is no date, or of a year that is not in the plan.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> interim_days(read_plan("suzhou-2016"), "2017-12-31")
    {2: '2017-12-31', 'contract': '2017-12-31'}
    """
    if cut_off is None:
        return {}
    from evalkit.assessing import cut_offs  # noqa: PLC0415  where nothing has to be made nothing heavy is loaded

    known = cut_offs(plan, cut_off)
    days: dict[int | str, str] = {
        year.id: f"{known[year.id]:%Y-%m-%d}" for year in plan.years if known[year.id].date() < year.end
    }
    return days | ({CONTRACT: days[plan.last_year]} if plan.last_year in days else {})


def periods(plan: Plan, year: int | str | None) -> list[int | str]:
    """What there is a report on each of: the year asked for, or the whole contract; every year where none is named."""
    if str(year).strip() in _CONTRACT:
        return [CONTRACT]
    return [one.id for one in plan.years] if year is None else [plan.year(year).id]


def _there(base: str | Path) -> Path:
    if not Path(base).is_file():
        raise ParameterError(say("reporting.no_base", path=base))
    return Path(base)


def known_language(lang: str | None) -> str:
    """The language to write in; raises `ParameterError` where it is neither ``zh`` nor ``en``."""
    if lang is not None and lang not in words.LANGUAGES:
        raise ParameterError(unknown("language", lang, words.LANGUAGES))
    return words.language(lang)


def known_formats(to: Iterable[str]) -> tuple[str, ...]:
    """The formats asked for, each once; raises `ParameterError` for an unknown one.

    Examples
    --------
    >>> known_formats(["pdf", "html", "pdf"]), known_formats("html")
    (('pdf', 'html'), ('html',))
    """
    asked = tuple(dict.fromkeys([to] if isinstance(to, str) else to))
    for one in asked:
        if one not in FORMATS:
            raise ParameterError(unknown("format", one, FORMATS))
    return asked


def given(made: Job, street_name: str) -> dict[str, Any]:
    """What the notebook's parameters are set to: the street by its official name, and what the notebook declares."""
    declared = notebooks.declared(made.notebook)
    sha256 = hashlib.sha256(made.notebook.read_bytes()).hexdigest()
    offered: dict[str, Any] = {"lang": made.lang, "plan": made.plan, "data": made.data, "notebook": sha256}
    offered |= {"edition": made.edition, "street": street_name, "year": made.year}
    chosen = {key: value for key, value in offered.items() if key in declared}
    return {**chosen, **made.parameters}


def is_whole(notebook: str | Path) -> bool:
    """Whether a notebook is on the pilot as a whole: it has parameters, and no street among them."""
    declared = notebooks.declared(notebooks.find(notebook))
    return bool(declared) and "street" not in declared


def _check_parameters(path: Path, parameters: Iterable[str]) -> None:
    declared = notebooks.declared(path)
    if not declared:
        raise ParameterError(say("reporting.no_parameters", notebook=path.stem))
    for name in parameters:
        if name not in declared:
            raise ParameterError(unknown("parameter", name, declared))
    missing = [name for name in ("street", "year") if "street" in declared and name not in parameters]
    if missing:
        names = say("errors.separator").join(missing)
        raise ParameterError(say("reporting.needs_place", notebook=path.stem, names=names))
