"""Planted situations in slots: a slot is one street in one year, a round is a folder with all slots filled."""

from books import PLAN, book

from evalkit.sample.planted import START
from evalkit.tables import TABLES
from evalkit.tables.derived import SOURCES

WHOLE = "全市"
said = {}.get  # how a street is written, where not by its name
STREETS = {
    "长桥街道": "吴中区", "北桥街道": "相城区", "娄门街道": "姑苏区", "双塔街道": "姑苏区", "石路街道": "姑苏区",
    "东沙湖社工委": "苏州工业园区", "狮山街道": "苏州高新区", "枫桥街道": "苏州高新区", "通安镇": "苏州高新区",
}  # fmt: skip

FIRST = next(iter(STREETS))


class Round:
    """Which tables of which slots are taken, and which tables of the bureau are used by many or kept for one."""

    def __init__(self):
        self.planted = []  # (situation, street)
        self.taken = set()  # (street, year, table); of lists of documents and ratings (street, year, clause)
        self.shared, self.kept = set(), set()  # (table of the bureau, year)

    def take(self, situation):
        """Plant the situation where nothing else concerns its tables; whether there was such a slot."""
        years = {*situation.books, situation.year}
        wanted = concerned(situation)
        bureau = {
            (name, year) for name in wanted if TABLES[name.partition(":")[0]].whose == "programme" for year in years
        }
        kept = {(name, year) for name in situation.alone for year in years}
        shared = bureau - kept
        places = [WHOLE] if situation.whole else [situation.street] if situation.street else [*STREETS]
        claims = {place: {(place, year, name) for name in wanted for year in years} for place in places}
        free = [place for place in places if not self.taken & claims[place]]
        if not free or kept & (self.shared | self.kept) or shared & self.kept:
            return False
        self.planted.append((situation, free[0]))
        self.taken |= claims[free[0]]
        self.shared |= shared
        self.kept |= kept
        return True

    def write(self, folder):
        """The workbooks of all slots: one a street and year, and one of the bureau and the evaluator."""
        common, agencies = {}, {}
        for situation, place in self.planted:
            for year, books in situation.books.items():
                own = agencies.setdefault((year, place), {})
                for table, rows in books.items():
                    if TABLES[table].whose == "agency":
                        own[table] = rows
                    else:
                        named = [{"street": "" if place == WHOLE else said(place) or place} | row for row in rows]
                        common.setdefault(year, {}).setdefault(table, []).extend(named)
        for (year, place), books in agencies.items():
            if books:
                _write(folder, year, place, books)
        for year in START:
            (folder / str(START[year].year) / (said(FIRST) or FIRST)).mkdir(parents=True, exist_ok=True)
            _write(folder, year, WHOLE, common.get(year, {}) | {"resources": []})
        return folder


def concerned(situation):
    """The tables that the verdicts of a situation look at, handed in or not; of lists by clause ``documents:A01``."""
    codes = {one.code for one in situation.verdicts}
    asked = [one for one in PLAN.requirements if one.code in codes]
    asked += [PLAN.requirement(code) for one in asked if one.measure == "all_of" for code in one.of]
    papers = {"document": "documents", "evaluator": "ratings"}
    tables = {f"{papers[one.checked_by]}:{one.code}" for one in asked if one.checked_by in papers}
    for one in asked:
        read = [one.tables, *([a.table] if isinstance(a.table, str) else a.table or [] for a in one.alternatives)]
        found = {name for names in read for name in names}
        tables |= found | {part.table for part in (one.applies, one.raised_by) if part}
        tables |= {away for at, column in SOURCES for group in SOURCES[at, column] for away, _ in group if at in found}
    tables |= {name for books in situation.books.values() for name in books if name not in papers.values()}
    placed = any(column.name == "community" for name in tables if name in TABLES for column in TABLES[name].columns)
    by_community = any(one.level in {"community", "unit"} for one in asked)
    return tables | ({"communities"} if placed or by_community else set())


def rounds(situations):
    """As few rounds as first fit gives."""
    made = []
    for situation in situations:
        if not any(one.take(situation) for one in made):
            made.append(Round())
            assert made[-1].take(situation)
    return made


def _write(folder, year, place, books):
    """Each table on a sheet of its own, with the columns that any of its rows speaks of; all where it has no rows."""
    place = said(place) or place
    sheets = {}
    for table, rows in books.items():
        columns = [c for c in TABLES[table].columns if not rows or any(c.name in row for row in rows)]
        street = any("street" in row for row in rows)
        header = ["街道"] * street + [c.label for c in columns]
        lines = [[row.get("street", "")] * street + [row.get(c.name) for c in columns] for row in rows]
        sheets[TABLES[table].label] = [header, *lines]
    book(folder, f"{START[year].year}/{place}/{place}.xlsx", sheets)
