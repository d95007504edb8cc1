"""The numbers of families published by category and by month, and which of them the public edition hides.

What a street's report hides is worked out from that street's records alone, so that a report made alone hides the same
numbers as one of a batch; totals over the whole pilot give way to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from evalkit import picking as pick
from evalkit.assessing import CutOff
from evalkit.plan import Requirement, Street, Year
from evalkit.records import Records
from evalkit.suppression import protect

COLUMNS = ("table", "street", "year", "community", "row", "column", "cell", "block", "value", "kept", "least")
TERMS = ("sum", "cell", "weight", "exact")
UNTOLD = "-"  # families of which no category is registered
PARTS = ("all", "casework", "other")  # families of a category, those in casework, those without
Cells = list[dict[str, Any]]
Sums = list[tuple[str, str, int, bool]]


def families(records: Records, street: Street, year: Year) -> pd.DataFrame:
    """One row per client family and hardship category: ``family category casework``; ``""`` where none is registered.

    Parameters
    ----------
    records : with the ``services`` log. street, year : as `evalkit.picking.place` gives them.
    """
    share = pick.demand(records.plan, "services", "share", year)
    log = pick.rows(records, "services", street, year)
    if share is None:
        return pd.DataFrame(columns=["family", "category", "casework"])
    pool = pick.fulfilling(log, share.among or {}, year)
    pool = pool[pool["family"] != ""]
    casework = set(pick.fulfilling(pool, share.where, year)["family"])
    rows = pd.DataFrame({"family": pool["family"], "category": pool["categories"].astype(object).str.split(";")})
    rows = rows.explode("category").drop_duplicates(["family", "category"])
    rows["category"] = rows["category"].fillna("")
    return rows.assign(casework=rows["family"].isin(casework))


def first_visits(visits: pd.DataFrame, requirement: Requirement | None, year: Year) -> pd.DataFrame:
    """Month by community -> households visited for the first time there."""
    months = pd.period_range(year.start, year.end, freq="M")
    done = pick.counted(visits, requirement, year).sort_values("date", kind="stable")
    key = str(requirement.of) if requirement else "household"
    first = done[done[key] != ""].drop_duplicates(["community", key])
    counts = first.groupby(["community", first["date"].dt.to_period("M")]).size()
    return counts.unstack("community", fill_value=0).reindex(months, fill_value=0)  # noqa: PD010  refuses a place twice


def hidden_categories(records: Records, street: Street, year: Year) -> pd.DataFrame:
    """The numbers of families by category of one street and year, with which of them are hidden.

    Returns
    -------
    One row a number: `COLUMNS` and ``hidden`` as `evalkit.suppression.protect` gives it; ``row`` is the category,
    ``""`` for all families, ``column`` one of `PARTS`.
    """
    return protect(*_frames(*_categories(records, street, year)))


def hidden_visits(records: Records, street: Street, year: Year) -> pd.DataFrame:
    """The households first visited, by community and month, with which of them are hidden; as `hidden_categories`.

    ``row`` is the month (``""`` the whole year), whose number decides a verdict and stands.
    """
    return protect(*_frames(*_visits(records, street, year)))


def published(records: Records, cut_off: CutOff = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All numbers of families that are published of all streets and years, and what is known of them together.

    Parameters
    ----------
    records : of all streets. cut_off : as for `assess`.

    Returns
    -------
    The numbers with ``hidden``, those of the whole pilot last (``street`` is the plan's name of it); and their sums,
    both as `evalkit.suppression.audit` takes them.
    """
    cells, sums, shown = [], [], set(records.sheets["street"])
    for name in [street.name for street in records.plan.streets if street.name in shown]:
        for number in (year.id for year in records.plan.years):
            street, year = pick.place(records, name, number, cut_off)
            for told in (_categories(records, street, year), _visits(records, street, year)):
                mine, terms = _frames(*told)
                cells.append(protect(mine, terms))
                sums.append(terms)
    of_streets = pd.concat(cells, ignore_index=True)
    known = pd.concat([*sums, _of_pilot_sums(of_streets)], ignore_index=True)
    return _with_pilot(of_streets, known, records.plan.whole), known


def _with_pilot(of_streets: pd.DataFrame, known: pd.DataFrame, whole: str) -> pd.DataFrame:
    """The streets' numbers as they stand, and beside them those totals of the pilot that tell nothing of them."""
    pilot = _of_pilot(of_streets, whole)
    settled = of_streets.assign(kept=of_streets["kept"] | (of_streets["hidden"] == ""))
    joint = pd.concat([settled, pilot.assign(hidden="")], ignore_index=True)
    told = protect(joint, known)["hidden"].to_numpy()
    return pd.concat([of_streets, pilot], ignore_index=True).assign(
        hidden=[*of_streets["hidden"], *told[len(of_streets) :]]
    )


def _of_pilot(of_streets: pd.DataFrame, whole: str) -> pd.DataFrame:
    mine = of_streets[(of_streets["table"] == "categories") & (of_streets["row"] != "")]
    added = mine.groupby(["year", "row", "column"], sort=False)["value"].sum().reset_index()
    names = [_pilot_cell(*key) for key in added[["year", "row", "column"]].itertuples(index=False)]
    told = added.assign(table="categories", street=whole, community="", cell=names, block=names, least=0)
    told["kept"] = told["row"] == UNTOLD
    return told[list(COLUMNS)]


def _of_pilot_sums(of_streets: pd.DataFrame) -> pd.DataFrame:
    """A number of the pilot is that of all streets together, one added to another."""
    mine = of_streets[(of_streets["table"] == "categories") & (of_streets["row"] != "")]
    terms: Sums = []
    for key, cells in mine.groupby(["year", "row", "column"], sort=False)["cell"]:
        name = _pilot_cell(*key)
        terms += [(name, name, 1, True), *((name, cell, -1, True) for cell in cells)]
    return pd.DataFrame(terms, columns=list(TERMS))


def _pilot_cell(year: int, category: str, part: str) -> str:
    return f"categories|*|{year}|{category}|{part}"


def _categories(records: Records, street: Street, year: Year) -> tuple[Cells, Sums]:
    """Families by category and part, and what is known of them though a family may have several categories.

    A category has no more families than there are, all categories together have no fewer, and families of which none is
    registered (no attribute of theirs, but of the register) have no other.
    """
    rows = families(records, street, year)
    block = f"categories|{street.name}|{year.id}"
    about = {"table": "categories", "street": street.name, "year": year.id, "community": "", "block": block}
    cells: Cells = []
    once = pd.concat([rows.drop_duplicates("family").assign(category=""), rows.replace({"category": {"": UNTOLD}})])
    counted = once.groupby("category", sort=True)["casework"].agg(["size", "sum"])
    for name, size, able in counted.itertuples():
        sizes = dict(zip(PARTS, (int(size), int(able), int(size - able)), strict=True))
        for part, number in sizes.items():
            told = {"row": name, "column": part, "cell": f"{block}|{name}|{part}", "value": number}
            told |= {"kept": name in {"", UNTOLD}, "least": int(part == "all" and name != "")}
            cells.append({**about, **told})
    return cells, _of_categories(block, [name for name in counted.index if name])


def _of_categories(block: str, names: list[str]) -> Sums:
    sums: Sums = []
    for name in names:
        cell = {part: f"{block}|{name}|{part}" for part in PARTS}
        sums += [(f"{block}|{name}", cell[part], 1 if part == "all" else -1, True) for part in PARTS]
        for part in PARTS:
            most = f"{block}|{name}|{part}|most"
            without = [(most, f"{block}|{UNTOLD}|{part}", -1, False)] if name != UNTOLD and UNTOLD in names else []
            sums += [(most, f"{block}||{part}", 1, False), (most, cell[part], -1, False), *without]
    for part in PARTS if names else ():
        sums += [(f"{block}|{part}|least", f"{block}|{name}|{part}", 1, False) for name in names]
        sums.append((f"{block}|{part}|least", f"{block}||{part}", -1, False))
    return sums


def _visits(records: Records, street: Street, year: Year) -> tuple[Cells, Sums]:
    """Households first visited by community and month; the year's number is theirs added up."""
    requirement = pick.demand(records.plan, "visits", "distinct", year)
    visits = pick.rows(records, "visits", street, year)
    months = first_visits(visits, requirement, year)
    cells: Cells = []
    sums: Sums = []
    for name in months:
        block = f"visits|{street.name}|{year.id}|{name}"
        sizes = {"": int(months[name].sum()), **{str(month): int(size) for month, size in months[name].items()}}
        about = {"table": "visits", "street": street.name, "year": year.id, "community": name, "block": block}
        for row, size in sizes.items():
            told = {"row": row, "column": "households", "cell": f"{block}|{row}", "value": size}
            cells.append({**about, **told, "kept": not row, "least": 0})
            sums.append((block, told["cell"], -1 if row else 1, True))
    return cells, sums


def _frames(cells: Cells, sums: Iterable[tuple[str, str, int, bool]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    made = pd.DataFrame(cells, columns=list(COLUMNS)).astype({"value": int, "kept": bool, "least": int})
    return made, pd.DataFrame(list(sums), columns=list(TERMS))
