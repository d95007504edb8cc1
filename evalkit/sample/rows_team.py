"""Staff, supervisors, trainings, contracts and payments of one street and year."""

from __future__ import annotations

from datetime import date

from evalkit.sample.bidding import INSTALMENTS, contract, paid
from evalkit.sample.days import Row, day, dice, months_before, outside
from evalkit.sample.people import identity_number, staff_name
from evalkit.sample.situations import STREETS, YEARS, StreetYear
from evalkit.sample.teams import TEAMS, Person

AGENCIES = "甲乙丙丁戊己庚辛壬"
TOPICS = ("个案工作方法", "小组工作带领", "居民议事规则", "社区需求调查", "志愿者管理", "项目文书写作", "困境儿童保护")


def roster(street: str, year: int) -> list[tuple[int, Person]]:
    """Who is in post on any day of the year, with their number in the street's team."""
    first, last = YEARS[year]
    return [(n, p) for n, p in enumerate(TEAMS[street]) if p.joined <= last and (p.left is None or p.left >= first)]


def street_number(street: str) -> int:
    """The place of a street among the nine, from 0."""
    return [s.name for s in STREETS].index(street)


def agency_name(street: str) -> str:
    """The invented name of a street's agency."""
    return f"虚构{AGENCIES[street_number(street)]}社工服务中心"


def workers(street: str, year: int) -> list[str]:
    """Names of the social workers of a year."""
    number = street_number(street)
    return [staff_name(number, n) for n, p in roster(street, year) if p.post == "一线社工"]


def staff_rows(street: str, year: int) -> list[Row]:
    """The roster as handed in for a year."""
    number, last = street_number(street), YEARS[year][1]
    return [_staff(number, n, p, last) for n, p in roster(street, year)]


def _staff(number: int, n: int, person: Person, last: date) -> Row:
    """One line of a roster that closes on ``last``: who leaves later has no leaving date yet."""
    left = person.left if person.left and person.left <= last else None
    return {
        "name": staff_name(number, n), "id_number": identity_number(number, n), "education": person.education,
        "major": person.major, "graduated_on": person.graduated, "certificate": person.certificate,
        "certified_on": person.certified, "post": person.post, "full_time": person.full_time,
        "stationed": person.stationed, "professional": called_professional(person, last), "insured": person.insured,
        "joined_on": person.joined, "left_on": left, "contract_from": person.joined, "contract_to": person.contract_to,
        "experience_from": months_before(person.joined, person.months),
    }  # fmt: skip


def called_professional(person: Person, last: date) -> bool:
    """Whether a roster that closes on ``last`` calls the person a professional social worker."""
    if person.called is not None:
        return person.called
    return person.professional_on is not None and person.professional_on <= last


def supervisor_rows(plan: StreetYear) -> list[Row]:
    """The supervisors, each in post for the whole contract."""
    number = street_number(plan.street)
    origins = ["本土"] * plan.local + ["境外"] * plan.overseas
    return [
        {"name": staff_name(number, 20 + n), "origin": origin, "from_on": YEARS[1][0], "to_on": None}
        for n, origin in enumerate(origins)
    ]


def training_rows(plan: StreetYear, seed: int) -> list[Row]:
    """The training book: those that count, repeated rows, the agency's own trainings, those outside the year."""
    rng = dice(seed, "trainings", plan.street, plan.year)
    said, period = plan.training, YEARS[plan.year]
    rows = [_training(TOPICS[n], day(rng, *period), rng.randint(18, 40)) for n in range(said.counted)]
    rows += [{**row, "attendees": rng.randint(18, 40)} for row in rows[: said.twice]]
    own = [_training("机构月度督导会", day(rng, *period), rng.randint(5, 9)) for _ in range(said.own_staff)]
    rows += [{**row, "audience": "机构员工"} for row in own]
    rows += [_training("新年度工作布置", outside(rng, *period), 20) for _ in range(said.outside)]
    return sorted(rows, key=lambda row: (row["date"], row["topic"], row["attendees"]))


def _training(topic: str, when: date, attendees: int) -> Row:
    return {"date": when, "topic": topic, "audience": "社区工作者", "attendees": attendees, "hours": 3.0}


def contract_rows(plan: StreetYear) -> list[Row]:
    """The contract with the fee of the year."""
    number, agreed = street_number(plan.street), contract(plan.street)
    prefix = STREETS[number].prefix
    return [{
        "contract_no": f"YB-2016-{prefix}", "agency": agency_name(plan.street), "fee": plan.fee,
        "signed_on": min(date(2016, 6, 25), agreed.begins), "from_on": agreed.begins, "to_on": agreed.ends,
        "staff_required": agreed.staff[plan.year - 1], "terminated_on": agreed.ended.get(plan.year),
    }]  # fmt: skip


def payment_rows(plan: StreetYear) -> list[Row]:
    """Three instalments, each paid by the city alone or by city and district by halves."""
    share = STREETS[street_number(plan.street)].city_share
    first = YEARS[plan.year][0].year
    return [
        {"date": date(first + (month < 7), month, on), "payer": payer, "amount": amount}
        for number, payer, amount in paid(plan.street, plan.year, plan.fee, share)
        for month, on, _ in (INSTALMENTS[number],)
    ]
