"""Client families, their case files and the service log of one street and year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from evalkit.sample.days import Row, day, dice, outside
from evalkit.sample.people import household
from evalkit.sample.places import places
from evalkit.sample.situations import STREET_YEARS, STREETS, YEARS, StreetYear

CARRIED = 20  # families of year 1 still served in year 2
TWO_FILES = 2
CASE_SESSIONS, OTHER_SESSIONS = (5, 9), (4, 8)
DESCRIPTION = "随迁务工家庭，子女无人照料"


@dataclass(frozen=True)
class Family:
    """A client family: its number in the street, its codes, and what the register says of it."""

    number: int
    codes: tuple[str, ...]
    community: str
    categories: tuple[str, ...]
    note: str
    kind: str  # case | unfiled | log | unserved
    files: tuple[str, ...] = ()  # numbers of its case files


def street_year(street: str, year: int) -> StreetYear:
    """The planted numbers of a street-year."""
    return next(s for s in STREET_YEARS if (s.street, s.year) == (street, year))


def families(plan: StreetYear) -> list[Family]:
    """The families of a street-year: those with a case first, then the others served, then those never served."""
    first = 1 if plan.year == 1 else street_year(plan.street, 1).families - CARRIED + 1
    kinds = ["case"] * plan.casework + ["unfiled"] * plan.unfiled
    kinds += ["log"] * (plan.families - len(kinds)) + ["unserved"] * plan.unserved
    doubled = range(plan.families - plan.two_codes, plan.families)
    found = [_family(plan, first + n, kind, doubled=n in doubled) for n, kind in enumerate(kinds)]
    return [replace(f, files=_case_files(plan, f.number, n)) if f.kind == "case" else f for n, f in enumerate(found)]


def _case_files(plan: StreetYear, number: int, place: int) -> tuple[str, ...]:
    """The numbers of a family's case files: the first two families have a second file, which adds no family."""
    file = f"GA-{2015 + plan.year}-{number:03}"
    return (file, f"{file}B") if place < TWO_FILES else (file,)


def _family(plan: StreetYear, number: int, kind: str, *, doubled: bool) -> Family:
    prefix = next(s.prefix for s in STREETS if s.name == plan.street)
    codes = (f"{prefix}-{number:03}", f"{prefix}-{number + 300:03}")[: 2 if doubled else 1]
    known = street_year(plan.street, 1)
    of_year_1 = number <= known.families + known.unserved
    homes = places(plan.street, 1 if of_year_1 else 2)
    said, note = _categories(known if of_year_1 else plan, number)
    return Family(number, codes, homes[number % len(homes)].community, said, note, kind)


def _categories(plan: StreetYear, number: int) -> tuple[tuple[str, ...], str]:
    """What the register says of a family; it keeps saying so in year 2."""
    if number <= plan.other_described:
        return ("其他",), DESCRIPTION
    if number <= plan.other_described + plan.other_bare:
        return ("其他",), ""
    if number > _last(plan) - plan.uncategorised:
        return (), ""
    kinds = plan.categories
    twofold = number % 6 == 0 and len(kinds) > 1
    return (kinds[number % len(kinds)], *((kinds[(number + 1) % len(kinds)],) if twofold else ())), ""


def _last(plan: StreetYear) -> int:
    """The number of the last family on a year's register."""
    first = 1 if plan.year == 1 else street_year(plan.street, 1).families - CARRIED + 1
    return first + plan.families + plan.unserved - 1


def client_rows(plan: StreetYear, seed: int) -> list[Row]:
    """The register: one row a code."""
    rng = dice(seed, "clients", plan.street, plan.year)
    return [_client(plan, family, code, rng, seed) for family in families(plan) for code in family.codes]


def _client(plan: StreetYear, family: Family, code: str, rng: Random, seed: int) -> Row:
    home = household(seed, family.community, 600 + family.number)
    first = YEARS[plan.year][0]
    return {
        "family_code": code, "community": family.community, "head_name": home.head_name, "address": home.address,
        "persons": home.family_size, "categories": family.categories, "category_note": family.note,
        "registered_on": day(rng, first, first + timedelta(20)),
    }  # fmt: skip


def _opened(plan: StreetYear, family: Family, seed: int) -> date:
    first = YEARS[plan.year][0]
    return day(dice(seed, "case", plan.street, plan.year, family.number), first + timedelta(21), first + timedelta(90))


def case_rows(plan: StreetYear, workers: list[str], seed: int) -> list[Row]:
    """The case files of the families with casework."""
    rng = dice(seed, "cases", plan.street, plan.year)
    return [{"case_no": no, **_case(plan, f, workers, rng, seed)} for f in families(plan) for no in f.files]


def _case(plan: StreetYear, family: Family, workers: list[str], rng: Random, seed: int) -> Row:
    closed = rng.random() < 0.6
    last = YEARS[plan.year][1]
    return {
        "family_code": family.codes[0],
        "kind": rng.choice(("个案服务", "个案服务", "个案管理")), "opened_on": _opened(plan, family, seed),
        "closed_on": last - timedelta(rng.randint(0, 20)) if closed else None,
        "status": "已结案" if closed else "跟进中", "worker": rng.choice(workers),
    }  # fmt: skip


def service_rows(plan: StreetYear, workers: list[str], seed: int) -> list[Row]:
    """The service log in the order of its dates, with a few rows dated outside the year or without a readable date."""
    rng = dice(seed, "services", plan.street, plan.year)
    rows = [row for family in families(plan) for row in _sessions(plan, family, workers, rng, seed)]
    uncased = [row for row in rows if not row["case_no"]]
    rows += [{**rng.choice(uncased), "date": outside(rng, *YEARS[plan.year])} for _ in range(2)]
    rows.append({**rng.choice(rows), "date": "待补"})
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["family_code"])))


def _sessions(plan: StreetYear, family: Family, workers: list[str], rng: Random, seed: int) -> list[Row]:
    if family.kind == "unserved":
        return _unserved(plan, family, workers, rng)
    first, last = YEARS[plan.year]
    cased = family.kind == "case"
    number = rng.randint(*(CASE_SESSIONS if cased else OTHER_SESSIONS))
    since = _opened(plan, family, seed) if cased else first + timedelta(21)
    rows = [_session(family, n, day(rng, since, last - timedelta(21)), workers, rng) for n in range(number)]
    for n, row in enumerate(rows):
        filed = cased and row["method"].startswith("个案")
        row["case_no"] = family.files[n % len(family.files)] if filed else ""
    return rows


def _unserved(plan: StreetYear, family: Family, workers: list[str], rng: Random) -> list[Row]:
    """Half of those never served in the year have a session before or after it."""
    if family.number % 2:
        return []
    return [_session(family, 1, outside(rng, *YEARS[plan.year]), workers, rng) | {"method": "小组", "case_no": ""}]


def _session(family: Family, n: int, when: date, workers: list[str], rng: Random) -> Row:
    methods = {
        "case": ("个案", "个案", "个案管理", "入户支持"), "unfiled": ("个案", "入户支持"), "log": ("入户支持", "小组"),
        "unserved": ("小组",),
    }[family.kind]  # fmt: skip
    return {
        "date": when, "family_code": family.codes[n % len(family.codes)], "method": methods[n % len(methods)],
        "hours": rng.choice((0.5, 1.0, 1.5, 2.0)), "worker": rng.choice(workers),
    }  # fmt: skip
