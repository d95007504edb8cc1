"""Families, activities, professionals: what is worked out from the rows as written."""

import pandas as pd
import pytest
from books import PLAN, VISITS, book, read, visit
from builders import frame

from evalkit.reading.derived import add_derived
from evalkit.tables import TABLES

CLIENTS = ["家庭编号", "户主姓名", "家庭住址", "困境类别", "其他类别说明"]
SERVICES = ["服务日期", "家庭编号", "服务方法", "个案编号"]
CASES = ["个案编号", "家庭编号", "接案日期"]
STAFF = [
    "姓名",
    "身份证号",
    "学历",
    "专业",
    "毕业日期",
    "证书名称",
    "取证时间",
    "岗位",
    "是否全职",
    "是否常驻",
    "到岗日期",
    "从业起始日期",
]
ARCHIVES = ["社区", "户主姓名", "家庭住址", "建档日期"]
ACTIVITIES = ["社区", "活动日期", "活动名称", "活动规模", "主办社区"]


def handed_in(folder, year="2016", **sheets):
    book(folder, f"{year}/狮山街道/表{len(sheets)}.xlsx", sheets)
    return read(folder)


def person(**given):
    words = {"姓名": "王样本", "岗位": "一线社工", "是否全职": "是", "是否常驻": "是", "到岗日期": "2016-07-01"} | given
    return [words.get(label, "") for label in STAFF]


def test_one_household_however_head_and_address_are_spaced(tmp_path):
    rows = [["新升社区", day, head, address, "完成"] for day, head, address in (
        ("2016-08-15", "张样本", "新升新苑1幢101室"),
        ("2016-09-15", "张 样本", "新升新苑\uff11幢 101室"),
        ("2016-09-15", "李样本", "新升新苑1幢101室"),
    )]  # fmt: skip
    households = handed_in(tmp_path, 探访=[VISITS, *rows])["visits"]["household"]
    assert households[0] == households[1] != households[2]


def test_without_a_head_the_address_tells_the_household_and_without_address_nothing_does(tmp_path):
    rows = [
        ["新升社区", "2016-08-15", "", "甲", ""],
        ["新升社区", "2016-08-16", "", "甲", ""],
        ["新升社区", "2016-08-16", "张", "", ""],
    ]
    households = list(handed_in(tmp_path, 探访=[VISITS, *rows])["visits"]["household"])
    assert households[0] == households[1] != ""
    assert households[2] == ""


def test_two_codes_with_one_head_and_address_are_one_family(tmp_path):
    rows = [["SS-1", "李样本", "乙"], ["SS-2", "李样本", " 乙"], ["SS-3", "李样本", ""], ["SS-4", "李样本", ""]]
    families = handed_in(tmp_path, 服务对象=[CLIENTS[:3], *rows])["clients"]["family"]
    assert families[0] == families[1]
    assert len(set(families)) == 3


def test_a_service_finds_its_family_through_the_clients_of_any_year(tmp_path):
    book(
        tmp_path,
        "2016/狮山街道/对象.xlsx",
        {"服务对象": [CLIENTS[:3], ["SS-1", "李样本", "乙"], ["SS-2", "李样本", "乙"]]},
    )
    rows = [
        SERVICES,
        ["2017-08-05", "SS-1", "个案", ""],
        ["2017-08-06", "ss-2", "个案", ""],
        ["2017-08-06", "SS-9", "个案", ""],
    ]
    records = handed_in(tmp_path, "2017", 服务记录=rows)
    families = list(records["services"]["family"])
    assert families[0] == families[1] == records["clients"]["family"][0]
    assert families[2] not in {"", families[0]}


def test_the_same_code_in_another_street_is_another_family(tmp_path):
    for street in ("狮山街道", "枫桥街道"):
        book(tmp_path, f"2016/{street}/表.xlsx", {"服务记录": [SERVICES, ["2016-08-05", "01", "个案", ""]]})
    assert read(tmp_path)["services"]["family"].nunique() == 2


def test_a_code_reused_for_another_family_next_year_follows_each_years_own_list(tmp_path):
    for year, head in (("2016", "李样本"), ("2017", "赵样本")):
        sheets = {
            "服务对象": [CLIENTS[:3], ["SS-1", head, "乙"]],
            "服务记录": [SERVICES, [f"{year}-08-05", "SS-1", "个案", ""]],
        }
        book(tmp_path, f"{year}/狮山街道/表.xlsx", sheets)
    records = read(tmp_path)
    assert list(records["services"]["family"]) == list(records["clients"]["family"])
    assert records["services"]["family"].nunique() == 2


def test_the_category_other_counts_only_with_its_description(tmp_path):
    clients = [
        CLIENTS,
        ["1", "甲", "a", "其他、残疾人", ""],
        ["2", "乙", "b", "其他", "失地"],
        ["3", "丙", "c", "其他", ""],
    ]
    services = [SERVICES, *(["2016-08-05", code, "个案", ""] for code in ("1", "2", "3", "4"))]
    records = handed_in(tmp_path, 服务对象=clients, 服务记录=services)
    assert list(records["services"]["categories"]) == ["残疾人", "其他", "", ""]


def test_a_case_is_on_file_if_opened_for_that_family_by_the_day_of_service(tmp_path):
    book(
        tmp_path,
        "2016/狮山街道/个案.xlsx",
        {"个案档案": [CASES, ["GA-1", "SS-1", "2016-08-01"], ["GA-2", "SS-2", "待补"]]},
    )
    rows = [
        ("2016-07-31", "SS-1", "GA-1", False),  # not open yet
        ("2016-08-01", "SS-1", "GA-1", True),
        ("2017-08-01", "SS-1", "GA-1", False),  # dated outside, still on file: see below
        ("2016-08-05", "SS-3", "GA-1", False),  # another family's case
        ("2016-08-05", "SS-2", "GA-2", False),  # its intake date cannot be read
        ("2016-08-05", "SS-1", "GA-9", False),  # no such case
        ("2016-08-05", "SS-1", "", False),
    ]
    records = handed_in(
        tmp_path, 服务记录=[SERVICES, *([day, code, "个案", case] for day, code, case, _ in rows)], 备=[["x"]]
    )
    expected = [on_file for *_, on_file in rows]
    expected[2] = True
    assert list(records["services"]["case_on_file"]) == expected


def test_a_case_opened_last_year_is_on_file_this_year_and_by_either_code_of_the_family(tmp_path):
    clients = [CLIENTS[:3], ["SS-1", "李样本", "乙"], ["SS-7", "李样本", "乙"]]
    book(tmp_path, "2016/狮山街道/表.xlsx", {"个案档案": [CASES, ["GA-1", "SS-1", "2016-08-01"]], "服务对象": clients})
    records = handed_in(tmp_path, "2017", 服务记录=[SERVICES, ["2017-08-05", "SS-7", "个案", "GA-1"]])
    assert list(records["services"]["case_on_file"]) == [True]


def test_consecutive_days_of_one_title_are_one_activity(tmp_path):
    rows = [
        ("2016-09-10", "中秋节"),
        ("2016-09-12", "中秋节"),
        ("2016-09-11", "中 秋节"),
        ("2016-09-14", "中秋节"),
        ("2016-09-11", "义诊"),
    ]
    made = handed_in(tmp_path, 活动=[ACTIVITIES, *(["新升社区", day, title, "小型", ""] for day, title in rows)])
    assert list(made["activities"]["activity"]) == [
        "新升社区|中秋节|2016-09-10", "新升社区|中秋节|2016-09-10", "新升社区|中秋节|2016-09-10",
        "新升社区|中秋节|2016-09-14", "新升社区|义诊|2016-09-11",
    ]  # fmt: skip


def test_one_title_on_one_day_in_two_communities_is_two_activities_one_hosting(tmp_path):
    hosts = [("新升社区", "新升"), ("何山社区", "新升社区"), ("何山社区", "")]
    rows = ([community, "2016-09-10", "中秋节", "大型", host] for community, host in hosts)
    activities = handed_in(tmp_path, 活动=[ACTIVITIES, *rows])["activities"]
    assert activities["activity"].nunique() == 2
    assert list(activities["is_host"]) == [True, False, True]


def test_a_training_is_its_day_and_topic(tmp_path):
    rows = [
        ["2016-10-12", "个案 方法", "社区工作者"],
        ["2016.10.12", "个案方法", "志愿者"],
        ["待补", "个案方法", "志愿者"],
    ]
    sessions = handed_in(tmp_path, 培训=[["培训日期", "培训主题", "培训对象"], *rows])["trainings"]["session"]
    assert list(sessions) == ["2016-10-12|个案方法", "2016-10-12|个案方法", ""]


def test_an_identity_number_tells_a_person_and_a_damaged_one_does_not(tmp_path):
    same = "000000198001010013"
    rows = [
        person(身份证号=same),
        person(姓名="王样木", 身份证号=same),
        person(姓名="王样土", 身份证号="3205001990"),
        person(姓名="王样土", 身份证号=3.2050019900101e17),
        person(姓名="王样土"),
    ]
    people = list(handed_in(tmp_path, 花名册=[STAFF, *rows])["staff"]["person"])
    assert people[0] == people[1]
    assert people[2] == people[3] == people[4] != people[0]


def test_a_name_without_its_number_is_the_one_namesake_of_the_roster(tmp_path):
    one, other = "320500199001010000", "320500199001010001"
    rows = [person(身份证号=one), person(), person(姓名="王样木", 身份证号=one[:-1] + "2")]
    rows += [person(姓名="王样木", 身份证号=other), person(姓名="王样木")]
    people = list(handed_in(tmp_path, 花名册=[STAFF, *rows])["staff"]["person"])
    assert people[0] == people[1]
    assert len({*people[2:]}) == 3  # of two namesakes nobody can say which


@pytest.mark.parametrize(
    ("since", "joined", "months"),
    [("2016-02-29", "2017-02-28", 12), ("2016-02-29", "2017-02-27", 11), ("2016-03-01", "2017-02-28", 11),
     ("2015-08-31", "2016-02-29", 6), ("2015-07-02", "2016-07-01", 11)],
)  # fmt: skip
def test_months_of_experience_are_full_at_the_end_of_a_short_month(tmp_path, since, joined, months):
    rows = [person(到岗日期=joined, 从业起始日期=since)]
    assert list(handed_in(tmp_path, 花名册=[STAFF, *rows])["staff"]["experience_months"]) == [months]


@pytest.mark.parametrize(
    ("given", "since"),
    [
        ({"学历": "本科", "专业": "社会工作", "毕业日期": "2012-06-30"}, "2012-06-30"),
        ({"学历": "大专", "专业": "社会 工作专业", "毕业日期": "2012-06-30"}, "2012-06-30"),
        ({"学历": "大专(在读)", "专业": "社会工作", "毕业日期": "2012-06-30"}, None),
        ({"学历": "高中", "专业": "社会工作", "毕业日期": "2012-06-30"}, None),
        ({"学历": "本科", "专业": "法学", "毕业日期": "2012-06-30"}, None),
        ({"证书名称": "助理社会工作师", "取证时间": "2014-10-01"}, "2014-10-01"),
        ({"证书名称": "", "取证时间": "2014-10-01"}, None),
        ({"证书名称": "中级"}, None),
        (
            {
                "学历": "本科",
                "专业": "社会工作",
                "毕业日期": "2012-06-30",
                "证书名称": "中级",
                "取证时间": "2010-10-01",
            },
            "2010-10-01",
        ),
    ],
)
def test_a_professional_since_the_earlier_of_degree_and_certificate(tmp_path, given, since):
    found = handed_in(tmp_path, 花名册=[STAFF, person(**given)])["staff"]["professional_on"].iloc[0]
    assert pd.isna(found) if since is None else found == pd.Timestamp(since)


@pytest.mark.parametrize(
    ("since", "months"), [("2014-07-01", 24), ("2014-07-02", 23), ("2016-06-30", 0), ("2016-08-01", 0), ("", None)]
)
def test_experience_is_counted_in_whole_months_before_coming_to_the_post(tmp_path, since, months):
    found = handed_in(tmp_path, 花名册=[STAFF, person(从业起始日期=since)])["staff"]["experience_months"].iloc[0]
    assert pd.isna(found) if months is None else found == months


def test_supervisors_are_local_by_their_origin_and_one_person_by_name(tmp_path):
    rows = [["赵样本", "苏州", "2016-07-01"], ["赵 样本", "香港", "2016-07-01"], ["钱样本", "?", "2016-07-01"]]
    supervisors = handed_in(tmp_path, 督导=[["督导姓名", "督导来源", "受聘日期"], *rows])["supervisors"]
    assert list(supervisors["local"]) == [True, False, False]
    assert supervisors["person"][0] == supervisors["person"][1] != supervisors["person"][2]


def test_keys_of_organisations_problems_and_deliverables_can_be_read(tmp_path):
    records = handed_in(
        tmp_path,
        社会组织=[["社区", "组织名称", "组织类型", "成立日期"], ["新升社区", "议事 会", "治理型", "2016-11-20"]],
        焦点问题=[["社区", "问题名称", "评级"], ["新升社区", "楼道 堆物", "A"]],
        成果材料=[["社区", "材料类别", "材料名称", "提交日期"], ["新升社区", "资源地图", "地图 一", "2017-03-01"]],
    )
    assert list(records["community_orgs"]["organisation"]) == ["新升社区|议事会"]
    assert list(records["problems"]["problem"]) == ["新升社区|楼道堆物"]
    assert list(records["deliverables"]["deliverable"]) == ["新升社区|资源地图|地图一"]


def test_visits_of_a_client_family_carry_the_familys_pseudonym(tmp_path):
    row = visit()
    records = handed_in(tmp_path, 探访=[VISITS, row], 服务对象=[CLIENTS[:3], ["SS-1", row[2], row[3]]])
    assert records["visits"]["household"][0] == records["clients"]["family"][0]


def archive(number, day="2016-09-01"):
    """The archive of the household of `visit`."""
    return ["新升社区", *visit(number)[2:4], day]


def archived(records):
    """Year and head's number of each visit -> whether its household has an archive."""
    return [None if pd.isna(one) else bool(one) for one in records["visits"]["archive_on_file"]]


def test_a_visited_household_has_an_archive_of_its_street_that_year_or_before(tmp_path):
    book(tmp_path, "2016/狮山街道/表.xlsx", {
        "探访": [VISITS, visit(1), visit(2), visit(3), ["新升社区", "2016-08-16", "", "", "完成"]],
        "家庭档案": [ARCHIVES, archive(1), archive(2, "待补")],
    })  # fmt: skip
    book(tmp_path, "2017/狮山街道/表.xlsx", {
        "探访": [VISITS, visit(1, "2017-08-15"), visit(3, "2017-08-15"), visit(4, "2017-08-15")],
        "家庭档案": [ARCHIVES, archive(3, "2017-09-01")],
    })  # fmt: skip
    book(tmp_path, "2016/枫桥街道/表.xlsx", {"探访": [VISITS, visit(1)]})
    records = read(tmp_path)
    found = dict(zip(zip(records["visits"]["street"], records["visits"]["year"], records["visits"]["row"], strict=True),
                     archived(records), strict=True))  # fmt: skip
    assert [found["狮山街道", 1, row] for row in (2, 3, 4, 5)] == [True, False, False, None]
    assert [found["狮山街道", 2, row] for row in (2, 3, 4)] == [True, True, False]
    assert found["枫桥街道", 1, 2] is None  # it handed in no archives at all


def test_archives_of_a_later_year_say_nothing_of_an_earlier_one(tmp_path):
    book(tmp_path, "2016/狮山街道/表.xlsx", {"探访": [VISITS, visit(1)]})
    records = handed_in(tmp_path, "2017", 家庭档案=[ARCHIVES, archive(1, "2017-09-01")])
    assert archived(records) == [None]


def test_keys_of_teams_and_groups_can_be_read(tmp_path):
    records = handed_in(
        tmp_path,
        志愿者队伍=[
            ["社区", "志愿队伍名称", "组建日期"],
            ["新升社区", "邻里 队", "2016-10-15"],
            ["", "应急队", "2016-10-15"],
        ],
        小组登记=[["小组编号", "小组名称", "开组日期"], ["XZ-1", "老友小组", "2016-09-05"]],
        小组活动记录=[["小组编号", "节次", "小组活动日期"], ["xz- 1", "1", "2016-09-05"]],
    )
    assert list(records["volunteer_teams"]["team"]) == ["新升社区|邻里队", "|应急队"]
    assert list(records["groups"]["group"]) == list(records["group_sessions"]["group"]) != [""]


@pytest.mark.parametrize(
    ("written", "agrees"),
    [
        ("苏州高新区", True),
        ("高新区", True),
        ("虎丘区", True),
        ("江苏省苏州高新区", True),
        ("姑苏区", False),
        ("区", None),
        ("", None),
    ],
)
def test_a_pilot_units_district_is_that_of_the_plan_in_full_or_by_its_last_words(written, agrees):
    frames = {name: frame(name, []) for name in TABLES}
    frames["pilot_units"] = frame("pilot_units", [{"district": written}], street="狮山街道")
    add_derived(frames, b"k", PLAN)
    found = frames["pilot_units"]["district_agrees"].iloc[0]
    assert found is pd.NA if agrees is None else found == agrees


def test_a_unit_that_the_plan_does_not_know_has_no_district_to_agree_with():
    frames = {name: frame(name, []) for name in TABLES}
    frames["pilot_units"] = frame("pilot_units", [{"district": "姑苏区"}], street="")
    add_derived(frames, b"k", PLAN)
    assert frames["pilot_units"]["district_agrees"].isna().all()
