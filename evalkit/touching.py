"""Why a finding matters: the requirements whose number it can move."""

from __future__ import annotations

from collections.abc import Iterable

from evalkit.plan import Plan, Requirement
from evalkit.tables import TABLES
from evalkit.words import language, say

Cell = tuple[str, str]  # table and column

# What every derived column is worked out from; where a fault in one of these may change it.
MADE_FROM: dict[Cell, tuple[Cell, ...]] = {
    ("visits", "household"): (("visits", "head_name"), ("visits", "address")),
    ("visits", "home"): (("visits", "address"),),
    ("visits", "archive_on_file"): (
        ("visits", "head_name"), ("visits", "address"),
        ("family_archives", "head_name"), ("family_archives", "address"),
    ),
    ("family_archives", "household"): (("family_archives", "head_name"), ("family_archives", "address")),
    ("clients", "family"): (("clients", "family_code"), ("clients", "head_name"), ("clients", "address")),
    ("services", "family"): (
        ("services", "family_code"), ("clients", "family_code"), ("clients", "head_name"), ("clients", "address"),
    ),
    ("services", "categories"): (
        ("services", "family_code"),
        ("clients", "family_code"), ("clients", "categories"), ("clients", "category_note"),
    ),
    ("services", "case_on_file"): (
        ("services", "case_no"), ("services", "family_code"), ("services", "date"),
        ("cases", "case_no"), ("cases", "family_code"), ("cases", "opened_on"),
        ("clients", "family_code"), ("clients", "head_name"), ("clients", "address"),
    ),
    ("activities", "activity"): (("activities", "community"), ("activities", "title"), ("activities", "date")),
    ("activities", "is_host"): (("activities", "host"), ("activities", "community")),
    ("trainings", "session"): (("trainings", "date"), ("trainings", "topic")),
    ("staff", "person"): (("staff", "name"), ("staff", "id_number")),
    ("staff", "professional_on"): (
        ("staff", "major"), ("staff", "education"), ("staff", "graduated_on"),
        ("staff", "certificate"), ("staff", "certified_on"),
    ),
    ("staff", "experience_months"): (("staff", "experience_from"), ("staff", "joined_on")),
    ("staff", "contract_months"): (("staff", "contract_from"), ("staff", "contract_to")),
    ("staff", "professional_at_start"): (
        ("staff", "major"), ("staff", "education"), ("staff", "graduated_on"),
        ("staff", "certificate"), ("staff", "certified_on"), ("staff", "joined_on"),
    ),
    ("agency_staff", "person"): (("agency_staff", "name"), ("agency_staff", "id_number")),
    ("agency_staff", "professional_on"): (
        ("agency_staff", "major"), ("agency_staff", "education"), ("agency_staff", "graduated_on"),
        ("agency_staff", "certificate"), ("agency_staff", "certified_on"),
    ),
    ("agency_staff", "contract_months"): (("agency_staff", "contract_from"), ("agency_staff", "contract_to")),
    ("agency_staff", "professional_at_start"): (
        ("agency_staff", "major"), ("agency_staff", "education"), ("agency_staff", "graduated_on"),
        ("agency_staff", "certificate"), ("agency_staff", "certified_on"), ("agency_staff", "joined_on"),
    ),
    ("contracts", "term_months"): (("contracts", "from_on"), ("contracts", "to_on")),
    ("board_members", "person"): (("board_members", "name"),),
    ("board_members", "assistant_units"): (
        ("board_members", "name"), ("board_members", "certificate"), ("board_members", "certified_on"),
    ),
    ("coordinators", "person"): (("coordinators", "name"),),
    ("groups", "group"): (("groups", "group_no"),),
    ("group_sessions", "group"): (("group_sessions", "group_no"),),
    ("volunteer_teams", "team"): (("volunteer_teams", "community"), ("volunteer_teams", "name")),
    ("pilot_units", "district_agrees"): (("pilot_units", "district"),),
    ("pilot_units", "unit"): (),  # of the street, which every table has
    ("budget", "in_its_year"): (("budget", "calendar_year"),),
    ("supervisors", "person"): (("supervisors", "name"),),
    ("supervisors", "local"): (("supervisors", "origin"),),
    ("community_orgs", "organisation"): (("community_orgs", "community"), ("community_orgs", "name")),
    ("problems", "problem"): (("problems", "community"), ("problems", "title")),
    ("deliverables", "deliverable"): (
        ("deliverables", "community"), ("deliverables", "kind"), ("deliverables", "title"),
    ),
}  # fmt: skip


class Touching:
    """Says which requirements of a plan a finding can move.

    Parameters
    ----------
    plan : the notice as data.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> touching = Touching(read_plan("suzhou-2016"))
    >>> touching.codes("visits", "result", 1), touching.codes("visits", "phone", 1), touching.codes("", "", 1)
    ('C01;C02', '', '')
    """

    def __init__(self, plan: Plan) -> None:
        self.readings = [(one, _cells(one)) for one in plan.requirements if one.checked_by == "records"]
        self.years = [year.id for year in plan.years]
        self.known: dict[tuple[str, str, int], str] = {}

    def codes(self, table: str, field: str, year: int) -> str:
        """The codes of the requirements touched, in the order of the plan, joined by ``;``; ``""`` where none is.

        Parameters
        ----------
        table : where the finding stands; ``""`` where that is not known.
        field : the column meant; ``""`` for the whole row, sheet or table.
        year : contract year; 0 where that is not known.
        """
        key = table, field, year
        if key not in self.known:
            touched = (one.code for one, cells in self.readings if self._touches(one, cells, key))
            self.known[key] = ";".join(touched) if table else ""
        return self.known[key]

    def _touches(self, one: Requirement, cells: set[Cell], where: tuple[str, str, int]) -> bool:
        table, field, year = where
        meant = (table, field) in cells or (not field and any(table == other for other, _ in cells))
        return meant and any(one.bound(bound) and self._reaches(one, table, year, bound) for bound in self.years)

    def _reaches(self, one: Requirement, table: str, year: int, bound: int) -> bool:
        """Whether a record of ``year`` may count in the year ``bound``; one looked up in another table always may."""
        looked_up = table not in _tables(one)
        return not year or year == bound or looked_up or (one.every == "contract" and year < bound)


def _deciding(one: Requirement) -> list[Requirement]:
    """The readings that make the verdict: the main one, and others that may send it to the evaluator."""
    return [one, *(one.read_as(other) for other in one.alternatives if other.decides)]


def _tables(one: Requirement) -> set[str]:
    own = {table for reading in _deciding(one) for table in reading.tables}
    places = {"communities"} if any(reading.level == "community" for reading in _deciding(one)) else set()
    return own | places | ({one.applies.table} if one.applies else set())


def _cells(one: Requirement) -> set[Cell]:
    """Every column that decides whether, or as what, a record counts."""
    found = {cell for reading in _deciding(one) for table in reading.tables for cell in _of_table(reading, table)}
    if any(reading.level == "community" for reading in _deciding(one)):
        found |= {("communities", "community"), ("communities", "street")}
    if one.applies:
        found |= {(one.applies.table, name) for name in (*one.applies.where, "community", "street")}
    return found


def _of_table(reading: Requirement, table: str) -> Iterable[Cell]:
    known = TABLES[table]
    rows = (*known.required, *filter(None, [known.date]), *known.span, *known.term, "street")
    for name in (*rows, *reading.columns):
        yield table, name
        yield from MADE_FROM.get((table, name), ())


def touched(codes: str, plan: Plan, lang: str | None = None) -> str:
    """The column ``touches`` in words.

    Parameters
    ----------
    codes : codes of requirements, joined by ``;``. plan : the notice as data. lang : ``zh`` or ``en``.

    Returns
    -------
    str : ``""`` where no requirement is touched.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> plan = read_plan("suzhou-2016")
    >>> touched("C01", plan, "zh"), touched("", plan)
    ('影响：居民家庭探访（C01）', '')
    """
    lang = language(lang)
    ones = [plan.requirement(code) for code in codes.split(";") if code]
    named = [(one.label if lang == "zh" else one.label_en, one.code) for one in ones]
    names = [say("checking.touched_one", lang, label=label, code=code) for label, code in named]
    return say("checking.touched", lang, names=say("errors.separator", lang).join(names)) if names else ""
