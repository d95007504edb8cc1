"""Books of the agency itself: registration, board, employees, premises, expenditures."""

from __future__ import annotations

from datetime import date

from evalkit.sample.bidding import BOARDS, EMPLOYED, Employee, Member
from evalkit.sample.days import Row, day, dice
from evalkit.sample.people import identity_number, staff_name
from evalkit.sample.places import places
from evalkit.sample.rows_team import agency_name, street_number
from evalkit.sample.situations import YEARS, StreetYear

FIRST_EMPLOYEE, FIRST_MEMBER = 12, 24  # numbers of invented people: those of the project team are lower
TERM = (date(2014, 6, 1), date(2018, 6, 30))
SPENT = (
    ("人员费用", "社工工资", 4_800), ("服务活动费", "活动物资", 1_200), ("督导费", "督导课酬", 2_000),
    ("办公管理费", "办公用品", 1_100), ("税费", "税金", 1_050),
)  # fmt: skip
EVERY = 60  # days between two vouchers of one kind, about


def agency_rows(street: str) -> list[Row]:
    """The registration of the agency."""
    number = street_number(street)
    return [{
        "name": agency_name(street), "uscc": f"52000000MJ{number:07}X", "reg_type": "民办非企业单位",
        "reg_authority": "虚构市民政局", "reg_level": "县级" if number % 2 else "市级",
        "registered_on": date(2012, 6, 1), "valid_to": date(2018, 6, 30), "business_scope": "社会工作服务、社区服务",
        "legal_person": staff_name(number, FIRST_MEMBER),
    }]  # fmt: skip


def board_rows(street: str) -> list[Row]:
    """The board, one row a certificate; the list is handed in anew every year."""
    return [_member(street_number(street), n, member) for n, member in enumerate(BOARDS.get(street, ()), 1)]


def _member(number: int, line: int, member: Member) -> Row:
    return {
        "number": line, "name": staff_name(number, FIRST_MEMBER + member.number),
        "position": "理事" if member.number else "理事长", "certificate": member.certificate,
        "certificate_no": f"XG{number}{line:03}" if member.certificate else "", "certified_on": member.certified,
        "from_on": TERM[0], "to_on": TERM[1],
    }  # fmt: skip


def employee_rows(street: str) -> list[Row]:
    """All employees of the agency; the list is handed in anew every year."""
    return [_employee(street_number(street), n, one) for n, one in enumerate(EMPLOYED.get(street, ()))]


def _employee(number: int, n: int, one: Employee) -> Row:
    return {
        "number": n + 1, "name": staff_name(number, FIRST_EMPLOYEE + n),
        "id_number": identity_number(number, FIRST_EMPLOYEE + n), "education": "本科", "major": "行政管理",
        "graduated_on": date(2013, 6, 30), "certificate": "助理社会工作师" if one.professional else "",
        "certified_on": one.professional, "full_time": one.full_time, "insured": one.insured, "joined_on": one.joined,
        "left_on": one.left, "contract_from": one.contract[0], "contract_to": one.contract[1],
    }  # fmt: skip


def premises_rows(plan: StreetYear) -> list[Row]:
    """The rooms of the street and of every community."""
    return [_room(""), *(_room(place.community) for place in places(plan.street, plan.year))]


def _room(community: str) -> Row:
    stem = community.removesuffix("社区") or "虚构"
    return {
        "community": community, "name": f"{stem}邻里中心二楼", "address": f"{stem}路1号",
        "area": 60 if community else 150, "rent_free": True, "shared": bool(community),
        "case_room": not community, "equipment": "电脑2台、打印机1台", "from_on": YEARS[1][0],
    }  # fmt: skip


def expenditure_rows(plan: StreetYear, seed: int) -> list[Row]:
    """What the agency spent, a voucher of each kind about every two months."""
    rng = dice(seed, "expenditures", plan.street, plan.year)
    first, last = YEARS[plan.year]
    rounds = (last - first).days // EVERY
    rows = [
        {
            "date": day(rng, first, last),
            "content": content,
            "category": category,
            "payee": payee,
            "amount": amount + 10 * n,
        }
        for n in range(rounds)
        for category, content, amount in SPENT
        for payee in ("虚构商行" if category in {"服务活动费", "办公管理费"} else "虚构收款单位",)
    ]
    rows.sort(key=lambda row: (row["date"], row["content"]))
    return [{"voucher_no": f"记-{n:03}", **row} for n, row in enumerate(rows, 1)]
