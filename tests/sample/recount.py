"""Every requirement counted anew from the sample's files, in the plainest way: an oracle beside the planted truth."""

from datetime import date, timedelta

YEARS = {1: (date(2016, 7, 1), date(2017, 6, 30)), 2: (date(2017, 7, 1), date(2018, 6, 30))}
MONTH_ENDS = {
    year: [date(first.year + (m + 6) // 12, (m + 6) % 12 + 1, 1) - timedelta(1) for m in range(1, 13)]
    for year, (first, _) in YEARS.items()
}


def within(row, year, column="date"):
    return row[column] is not None and YEARS[year][0] <= row[column] <= YEARS[year][1]


def households(rows, year):
    """(head, address) of every household completed at home in the year."""
    seen = [r for r in rows if r["mode"] == "入户" and r["result"] == "完成" and within(r, year)]
    return {(r["head_name"], r["address"]) for r in seen if r["head_name"] and r["address"]}


def in_post(rows, when, since="joined_on", until="left_on"):
    return [r for r in rows if r[since] <= when and (r[until] is None or r[until] >= when)]


def stationed(rows, when):
    return [r for r in in_post(rows, when) if r["full_time"] and r["stationed"]]


def professional(row, when):
    trained = (
        row["major"] == "社会工作" and row["education"] in {"大专", "本科", "研究生"} and row["graduated_on"] <= when
    )
    return trained or bool(row["certificate"] and row["certified_on"] <= when)


def experienced(row, _):
    later = row["experience_from"].replace(year=row["experience_from"].year + 1)
    return later <= row["joined_on"]


def least_share(rows, year, has):
    shares = [(sum(has(r, end) for r in team), len(team)) for end in MONTH_ENDS[year] if (team := stationed(rows, end))]
    return min(shares, key=lambda s: s[0] / s[1])


def street(books, year):
    """Street level: requirement -> number, (part, whole), or None where the book is missing."""
    staff, ends = books["staff"], MONTH_ENDS[year]
    leads = [sum(r["post"] == "项目主管" for r in in_post(staff, end)) for end in ends]
    local = [r for r in books.get("supervisors", []) if r["origin"] == "本土"]
    return {
        "stationed_staff": min(len(stationed(staff, end)) for end in ends),
        "professional_share": least_share(staff, year, professional),
        "experienced_share": least_share(staff, year, experienced),
        "project_lead": max(leads, key=lambda n: abs(n - 1)),
        "local_supervisor": min(len(in_post(local, end, "from_on", "to_on")) for end in ends)
        if books.get("supervisors")
        else None,
        "capacity_building": trainings(books["trainings"], year) if books.get("trainings") else None,
        **clients(books, year),
        f"communities_year_{year}": len(
            {r["community"] for r in books["visits"] if within(r, year)}
            & {r["community"] for r in books["communities"]}
        ),
        f"fee_year_{year}": sum(r["fee"] for r in books["contracts"]),
    }


def trainings(rows, year):
    return len({(r["date"], r["topic"]) for r in rows if r["audience"] == "社区工作者" and within(r, year)})


def clients(books, year):
    if not books.get("services"):
        return dict.fromkeys(("client_categories", "client_families", "casework_share"))
    family = {r["family_code"]: (r["head_name"], r["address"]) for r in books["clients"]}
    on_file = {(r["case_no"], family[r["family_code"]]) for r in books["cases"]}
    log = [r | {"family": family[r["family_code"]]} for r in books["services"] if within(r, year)]
    served = {r["family"] for r in log}
    casework = {
        r["family"] for r in log if r["method"] in {"个案", "个案管理"} and (r["case_no"], r["family"]) in on_file
    }
    kinds = {
        kind
        for r in books["clients"]
        if family[r["family_code"]] in served
        for kind in r["categories"]
        if kind != "其他" or r["category_note"]
    }
    return {
        "client_categories": len(kinds), "client_families": len(served), "casework_share": (len(casework), len(served)),
    }  # fmt: skip


def activities(rows, community, year, size):
    mine = {(r["title"], r["date"]) for r in rows if r["size"] == size and within(r, year)
            and r["community"] == community and r["host"] in {"", community}}  # fmt: skip
    return len([1 for title, when in mine if (title, when - timedelta(1)) not in mine])


def chains(rows):
    """Distinct problems deliberated, planned and solved, in that order."""
    steps = ("deliberated_on", "planned_on", "solved_on")
    full = [r for r in rows if all(r[s] for s in steps) and sorted(r[s] for s in steps) == [r[s] for s in steps]]
    return len({r["title"] for r in full})


def place(books, street_name, year, community):
    """Community level: requirement -> number, or None where it does not bind."""
    mine = books[street_name, year]
    so_far = {
        t: [r for y in range(1, year + 1) for r in books[street_name, y][t] if r["community"] == community]
        for t in ("deliverables", "community_orgs", "problems")
    }
    begin, end = YEARS[1][0], YEARS[2][1]
    option = next(r["option"] for r in mine["communities"] if r["community"] == community)
    proposals = [r for r in mine["deliverables"] if r["community"] == community and r["kind"] == "需求建议"]
    planning = {r["title"] for r in so_far["deliverables"] if r["kind"] == "规划建议书" and begin <= r["date"] <= end}
    founded = [r for r in so_far["community_orgs"] if r["kind"] == "治理型" and begin <= r["founded_on"] <= end]
    return {
        "household_visits": len(households([r for r in mine["visits"] if r["community"] == community], year)),
        "needs_proposal": len({r["title"] for r in proposals if within(r, year)}),
        "planning_proposal": len(planning) if year == 2 else None,
        "large_activities": activities(mine["activities"], community, year, "大型"),
        "small_activities": activities(mine["activities"], community, year, "小型"),
        "governance_organisations": len({r["name"] for r in founded}),
        "problems_solved": chains(so_far["problems"]) if option == "治理难点问题" else None,
    }
