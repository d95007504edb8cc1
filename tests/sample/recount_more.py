"""What the agency, its practice, the bureau and the evaluator handed in, counted anew in the plainest way.

An oracle beside the planted truth, like `recount`: a requirement's clause -> number, (part, whole), or None where the
book or its column is missing or the requirement does not bind.
"""

from datetime import date, timedelta

from recount import MONTH_ENDS, YEARS, households, in_post, professional, within

WHOLE = "全市"
BID = date(2016, 6, 30)
FIELDS = {"社区照顾", "社区参与", "社区融入", "社区发展"}
DISTRICT_OF = {
    "长桥街道": "吴中区", "北桥街道": "相城区", "娄门街道": "姑苏区", "双塔街道": "姑苏区", "石路街道": "姑苏区",
    "东沙湖社工委": "苏州工业园区", "狮山街道": "苏州高新区", "枫桥街道": "苏州高新区", "通安镇": "苏州高新区",
}  # fmt: skip
BY_HALVES = {"长桥街道", "北桥街道"}


def every(rows, fits):
    return (sum(map(fits, rows)), len(rows)) if rows else None


def twelve_months(row):
    """A year from the first day, the last day being the one before the anniversary."""
    first = row["contract_from"]
    return row["contract_to"] + timedelta(1) >= first.replace(year=first.year + 1)


def agency(books, street, year):
    """The agency on the day of the bid, from this year's list; every list names the same persons."""
    mine = books[street, year]
    board, staff = mine.get("board_members"), mine.get("agency_staff")
    found = {"A03": None, "A04": None, "A05": None}
    if board:
        best = {}
        for row in board:
            if row["certificate"] and row["certified_on"] <= BID:
                worth = 1 if row["certificate"] == "助理社会工作师" else 2
                best[row["name"]] = max(best.get(row["name"], 0), worth)
        found["A03"] = sum(best.values())
    if staff:
        there = [r for r in in_post(staff, BID) if r["full_time"] and r["insured"] and twelve_months(r)]
        found |= {"A04": len(there), "A05": sum(professional(r, BID) for r in there)}
    return found


def team(mine, year):
    staff, last = mine["staff"], YEARS[year][1]
    leads = [r for r in staff if r["post"] == "项目主管"]
    full = [r for r in staff if r["full_time"]]
    called = [r for r in staff if r.get("professional")]
    july = [r for r in staff if r["stationed"] and date(2016, 7, 1) <= r["joined_on"] <= date(2016, 7, 31)]
    return {
        "T02": min(len([r for r in in_post(staff, end) if r["full_time"]]) for end in MONTH_ENDS[year]),
        "T05": every(called, lambda r: professional(r, last)),
        "T09": every(leads, lambda r: professional(r, r["joined_on"]) and two_years(r)),
        "T15": every(full, lambda r: r["insured"] and twelve_months(r)) if "insured" in staff[0] else None,
        "M04": len(july) if year == 1 else None,
    }


def two_years(row):
    return row["experience_from"].replace(year=row["experience_from"].year + 2) <= row["joined_on"]


def contracts(books, street, year):
    rows = books[street, year]["contracts"]
    late = [r["to_on"] + timedelta(1) >= r["from_on"].replace(year=r["from_on"].year + 2) for r in rows]
    failed = [
        r for r in of_street(books, street, year, "evaluations") if r["node"] == "年度评估" and r["result"] == "不合格"
    ]
    kept = failed and "terminated_on" in rows[0]
    return {
        "P05": every(rows, lambda r: date(2016, 5, 1) <= r["from_on"] <= date(2018, 5, 31)),
        "P06": (sum(late), len(late)),
        "M07": sum(r["terminated_on"] is not None for r in rows) if kept else None,
    }


def payments(books, street, year):
    rows = books[street, year].get("payments")
    if street in BY_HALVES:
        city = sum(r["amount"] for r in rows if r["payer"] == "市级")
        return {"B05": None, "B06": (city, sum(r["amount"] for r in rows))}
    return {"B05": every(rows, lambda r: r["payer"] == "市级") if rows else None, "B06": None}


def practice(books, street, year):
    mine = books[street, year]
    both = [r for t in ("services", "activities") for r in mine.get(t, []) if "domain" in r and within(r, year)]
    families = {}
    for row in mine["clients"]:
        families.setdefault((row["head_name"], row["address"]), []).append(bool(row["categories"]))
    hours = mine.get("work_hours")
    return {
        "P04": len({r["domain"] for r in both} & FIELDS) if both else None,
        "S06": (sum(map(all, families.values())), len(families)),
        "H01": sum(r["hours"] for r in hours if within(r, year)) if hours else None,
    }


def of_units(books, street, year):
    """(community or 街道本级, clause) -> number: coordinators at the worst month end, households with an archive."""
    mine = books[street, year]
    names = [row["community"] for row in mine["communities"]]
    found = {}
    for place in ["街道本级", *names]:
        rows = mine.get("coordinators")
        if rows is None:
            found[place, "G01"] = None
            continue
        here = [r for r in rows if r["community"] == place.replace("街道本级", "")]
        counts = [len({r["name"] for r in in_post(here, end, "from_on", "to_on")}) for end in MONTH_ENDS[year]]
        bad = [n for n in counts if not 1 <= n <= 2]
        found[place, "G01"] = max(bad, key=lambda n: 1 - n if n < 1 else n - 2) if bad else min(counts)
    archives = {(r["head_name"], r["address"]) for r in mine.get("family_archives", [])}
    for place in names:
        seen = households([r for r in mine["visits"] if r["community"] == place], year)
        found[place, "C02"] = (len(seen & archives), len(seen)) if archives else None
    return found


def of_street(books, street, year, table):
    """The rows of a book of the whole pilot that name a street, by any of its names."""
    stem = {"东沙湖社工委": "东沙湖"}.get(street, street)
    others = {"娄门街道": "平江街道", "石路街道": "金阊街道"}.get(street, stem)
    return [r for r in books[WHOLE, year].get(table, []) if stem in r["street"] or others in r["street"]]


def pilot(books, street, year):
    everything, mine = books[WHOLE, year], of_street(books, street, year, "pilot_units")
    budgets = {y: sum(r["amount"] for r in books[WHOLE, y]["budget"]) for y in (1, year)}
    steps = [("M01", "推进会", "", (4, 21), (4, 30)), ("M02", "需求审定", street, (5, 1), (5, 10)),
             ("M03", "招投标", "", (5, 11), (6, 30))]  # fmt: skip
    found = {
        "P07": len({r["street"] for r in everything["pilot_units"]}),
        "P08": every(mine, lambda r: DISTRICT_OF[street].endswith(r["district"])),
        "B01": sum(budgets.values()), "B04": budgets[year],
    }  # fmt: skip
    for code, kind, whose, first, last in steps:
        rows = [r for r in everything["milestones"] if r["kind"] == kind and r["street"] == whose]
        found[code] = between(rows, date(2016, *first), date(2016, *last)) if year == 1 else None
    for code, node, first, last in (("M05", "中期评估", date(2016, 12, 1), date(2016, 12, 31)),
                                    ("M06", "年度评估", date(2017, 6, 1), date(2017, 6, 30))):  # fmt: skip
        rows = [r for r in of_street(books, street, year, "evaluations") if r["node"] == node]
        found[code] = between(rows, first, last) if year == 1 else None
    return found


def between(rows, first, last):
    return sum(first <= r["date"] <= last for r in rows)


def counted(books, street, year):
    """(community, clause) -> number of everything in this module."""
    of_the_street = {
        **agency(books, street, year), **team(books[street, year], year), **contracts(books, street, year),
        **payments(books, street, year), **practice(books, street, year), **pilot(books, street, year),
    }  # fmt: skip
    return {**{("", code): n for code, n in of_the_street.items()}, **of_units(books, street, year)}


ONCE = {
    "A08", "S14", "S15", "S12", "S13", "P03", "C04", "C05", "G16", "E04", "G10", "E02", "G11", "G12", "G13", "E03",
    "P10", "M08",
}  # fmt: skip


def noted(books, street, year, code, community):
    """The words that decide: those of the last year that has some, where once in the contract is enough."""
    for one in [2, 1] if year == 2 and code in ONCE else [year]:
        words = set()
        for table, column in (("documents", "seen"), ("ratings", "rating")):
            for row in books[WHOLE, one][table]:
                here = row["street"] in {"", street} and row["community"] == community
                if row["code"] == code and here and row[column]:
                    words.add(row[column])
        if words:
            return words
    return set()
