"""The mix of a street, and its months of work, from the records: what rates are adjusted for and taken over."""

from __future__ import annotations

import pandas as pd

from evalkit.comparing.totals import kinds
from evalkit.errors import ParameterError, unknown
from evalkit.judging import place_of, tally
from evalkit.places import grouped
from evalkit.records import Records


def strata_of(records: Records, verdicts: pd.DataFrame, requirement: str, by: str) -> pd.DataFrame:
    """How many of how many in each stratum, for `standardise`.

    Parameters
    ----------
    records, verdicts : what was handed in, and its verdicts. requirement : id or code.
    by : a column. Of a requirement on each community, one of the table ``communities``; otherwise one of the table the
        requirement counts, of a share: each family (household, person) lies in the stratum of its first row.

    Returns
    -------
    DataFrame, ``street year stratum kind total size``; what is left blank is the stratum ``""``. Places whose value is
    not known are left out.

    Raises
    ------
    ParameterError : no such requirement or column, or a requirement that cannot be taken apart.
    """
    one = records.plan.requirement(requirement)
    mine = verdicts[(verdicts["requirement"] == one.id) & verdicts["value"].notna()]
    mine = mine[~mine["verdict"].isin(["not_applicable"])]
    mine = mine.assign(kind=kinds(mine))
    if one.level == "community":
        return _by_community(records, mine, by)
    if not one.is_share or one.checked_by != "records" or one.measure not in {"share", "every"}:
        allowed = [r.id for r in records.plan.requirements if r.measure in {"share", "every"} and r.level == "street"]
        raise ParameterError(unknown("requirement", requirement, allowed))
    return _by_unit(records, mine, by)


def _by_community(records: Records, mine: pd.DataFrame, by: str) -> pd.DataFrame:
    listed = records["communities"]
    if by not in listed:
        raise ParameterError(unknown("parameter", by, listed.columns))
    key = ["street", "year", "community"]
    of = listed[listed["excluded"] == ""].drop_duplicates(key)[[*key, by]].rename(columns={by: "stratum"})
    found = mine.merge(of, on=key, how="left")
    share = found["kind"] == "proportion"
    found = found.assign(
        stratum=found["stratum"].fillna(""), total=found["numerator"].where(share, found["value"]),
        size=found["denominator"].where(share, 1.0),
    )  # fmt: skip
    return (
        found[found["kind"].isin(["proportion", "count"])]
        .groupby(["street", "year", "stratum", "kind"], sort=False, as_index=False)[["total", "size"]]
        .sum()
    )


def _by_unit(records: Records, mine: pd.DataFrame, by: str) -> pd.DataFrame:
    one, places = records.plan.requirement(mine["requirement"].iloc[0]), grouped(records)
    pieces = []
    for verdict in mine.to_dict("records"):
        found = tally(records.plan, places, one, place_of(places, one, verdict))
        rows, units, pool = found.rows, found.count.units, found.count.pool
        if by not in rows:
            raise ParameterError(unknown("parameter", by, rows.columns))
        first = pool[~pool.duplicated()]
        strata = rows.loc[first.index, by].fillna("").astype(str).to_numpy()
        piece = pd.DataFrame({"stratum": strata, "total": first.isin(units).to_numpy(float), "size": 1.0})
        piece = piece.groupby("stratum", as_index=False).sum()
        pieces.append(piece.assign(street=verdict["street"], year=verdict["year"], kind=verdict["kind"]))
    return pd.concat(pieces, ignore_index=True)[["street", "year", "stratum", "kind", "total", "size"]]


def staff_months(records: Records, verdicts: pd.DataFrame, requirement: str) -> pd.DataFrame:
    """How many months of work there were, for ``per`` of `evalkit.comparing.compare`.

    Parameters
    ----------
    records, verdicts : what was handed in, and its verdicts.
    requirement : id or code of one that counts persons in post at month ends, such as the stationed staff.

    Returns
    -------
    DataFrame, ``street year staff_months``: the persons in post, summed over the month ends known. Places whose value
    is not known are left out.

    Raises
    ------
    ParameterError : no such requirement, or one that counts no persons at month ends.
    """
    one, places = records.plan.requirement(requirement), grouped(records)
    if one.measure != "month_ends":
        raise ParameterError(
            unknown("requirement", requirement, [r.id for r in records.plan.requirements if r.measure == "month_ends"])
        )
    mine = verdicts[(verdicts["requirement"] == one.id) & verdicts["value"].notna()]
    found = mine[["street", "year"]].assign(
        staff_months=[
            float(tally(records.plan, places, one, place_of(places, one, verdict)).count.months.sum())
            for verdict in mine.to_dict("records")
        ]
    )
    return found.groupby(["street", "year"], sort=False, as_index=False).sum()
