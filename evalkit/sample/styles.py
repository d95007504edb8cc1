"""How each of the nine agencies writes: header words, dates, choices, files. Pure data."""

from __future__ import annotations

from dataclasses import dataclass, field

Words = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Style:
    """One agency's way of writing.

    Parameters
    ----------
    files : ``book`` one workbook · ``two_books`` services, management · ``tables`` one workbook a table ·
        ``split`` visits one sheet a community · ``csv`` one CSV a table · ``mixed`` CSV for long tables, a
        workbook for the others.
    dates : ``cell`` real dates · ``serial`` day numbers · else a text, see `evalkit.sample.cells`.
    headers : table -> column -> header, where it is not the label of the blank form.
    words : column -> canonical word -> word written.
    encoding : of CSV files.
    lacks : table -> columns that the agency does not keep.
    unit : how many yuan an amount of 1 is.
    title : a title row over the header; without one, a sheet 说明 says what the title says.
    """

    files: str
    dates: str
    headers: Words = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    lacks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    yes_no: tuple[str, str] = ("是", "否")
    encoding: str = ""
    unit: int = 1
    title: bool = True
    instruction: bool = False
    totals: tuple[str, ...] = ()  # tables with total rows
    grouped: bool = False  # two header rows with merged cells
    header_again: bool = False  # the header once more within the visits
    full_width: bool = False
    street_column: bool = False
    short_sheets: bool = False


GROUPS = {
    "visits": {
        "date": "探访信息",
        "head_name": "家庭信息", "address": "家庭信息", "phone": "家庭信息", "family_size": "家庭信息",
        "mode": "走访过程", "result": "走访过程", "visitor": "走访过程",
    },
    "activities": {"date": "活动基本信息", "title": "活动基本信息", "size": "活动基本信息"},
    "staff": {
        "education": "学历情况", "major": "学历情况", "graduated_on": "学历情况",
        "certificate": "持证情况（全国社会工作者职业水平证书）",
        "certified_on": "持证情况（全国社会工作者职业水平证书）",
    },
}  # fmt: skip

SHORT = {
    "communities": "服务社区", "visits": "探访", "clients": "服务对象", "cases": "个案登记", "services": "服务记录",
    "activities": "活动", "trainings": "能力提升", "staff": "花名册", "supervisors": "督导", "deliverables": "成果",
    "community_orgs": "社会组织", "problems": "焦点问题", "contracts": "合同", "payments": "拨付",
    "agencies": "机构", "board_members": "理事会", "agency_staff": "机构员工", "coordinators": "协调员",
    "premises": "场地", "groups": "小组", "group_sessions": "小组活动", "case_sessions": "个案会谈",
    "supervision": "督导记录", "work_hours": "工时", "volunteer_teams": "志愿队", "expenditures": "支出",
}  # fmt: skip

STYLES: dict[int, Style] = {
    1: Style("book", "cell", title=False),
    2: Style(
        "tables", "chinese", instruction=True, totals=("visits",),
        headers={
            "visits": {
                "community": "社区名称", "date": "走访日期", "head_name": "户主", "address": "地址",
                "visitor": "走访人",
            },
            "activities": {"community": "社区名称", "date": "开展日期", "title": "活动主题", "attendance": "参加人数"},
            "clients": {"family_code": "服务对象编号", "community": "社区名称", "categories": "家庭类型"},
            "services": {"family_code": "服务对象编号", "method": "服务方式", "hours": "服务时数"},
            "cases": {"family_code": "服务对象编号", "opened_on": "开案日期"},
            "staff": {"certificate": "证书等级", "joined_on": "入职日期", "left_on": "离职日期"},
            "communities": {"community": "社区名称", "since": "起始日期"},
            "board_members": {"name": "姓名", "certified_on": "发证日期"},
            "agency_staff": {"insured": "社保缴纳情况", "joined_on": "入职时间"},
            "work_hours": {"worker": "填报人", "hours": "工时"},
            "expenditures": {"content": "用途", "category": "科目"},
        },
    ),
    3: Style(
        "split", "dots", lacks={"services": ("domain",), "activities": ("domain",)},
        headers={
            "visits": {
                "date": "入户时间", "head_name": "被访人", "address": "楼栋门牌", "visitor": "入户人员",
                "result": "入户情况",
            },
            "activities": {"community": "村(社区)", "date": "活动时间", "attendance": "受益人次", "size": "活动类型"},
            "clients": {"family_code": "家庭代码", "community": "村(社区)", "categories": "困境家庭类别"},
            "services": {"family_code": "家庭代码", "date": "面谈日期", "hours": "时长"},
            "cases": {"family_code": "家庭代码", "case_no": "案号"},
            "staff": {
                "education": "文化程度", "joined_on": "到岗时间", "left_on": "离岗时间", "certified_on": "发证日期",
            },
            "communities": {"community": "村(社区)", "since": "开始服务日期"},
            "trainings": {"date": "培训时间", "attendees": "到场人数"},
            "coordinators": {"community": "村(社区)", "name": "协调员", "from_on": "任职日期"},
            "premises": {"name": "场所名称", "rent_free": "是否免租"},
        },
        words={"result": {"完成": "在家", "无人": "无人在家"}},
    ),
    4: Style(
        "csv", "slashes", encoding="gbk", lacks={"staff": ("professional",), "activities": ("domain",)},
        headers={
            "visits": {
                "community": "所属社区", "date": "日期", "head_name": "户主", "phone": "电话", "result": "探访结果",
            },
            "activities": {"community": "所属社区", "date": "日期", "attendance": "人次"},
            "clients": {"family_code": "档案编号", "community": "所属社区", "head_name": "姓名", "categories": "类别"},
            "services": {"family_code": "档案编号", "date": "日期", "hours": "时长(小时)"},
            "cases": {"family_code": "档案编号"},
            "trainings": {"date": "日期", "topic": "培训内容", "attendees": "人数"},
            "supervisors": {"name": "姓名", "origin": "来源"},
            "payments": {"date": "日期", "amount": "金额"},
            "contracts": {"fee": "合同金额(元)", "contract_no": "合同号", "terminated_on": "解除日期"},
            "supervision": {"supervisor": "督导老师", "type": "督导方式"},
            "coordinators": {"community": "所属社区", "from_on": "开始日期", "to_on": "结束日期"},
        },
        words={"origin": {"本土": "本地", "境外": "香港"}, "payer": {"市级": "市财政", "区级": "区财政"}},
    ),
    5: Style(
        "two_books", "cell", grouped=True, lacks={"services": ("domain",)},
        totals=("visits", "activities", "trainings", "payments"),
        headers={
            "visits": {"community": "服务社区", "date": "探访时间", "visitor": "探访人"},
            "activities": {"attendance": "总合计"},
            "staff": {"post": "职务", "joined_on": "进驻日期"},
        },
    ),
    6: Style(
        "book", "serial", unit=10_000, short_sheets=True,
        headers={
            "visits": {"community": "所在社区", "date": "入户日期", "address": "详细地址", "family_size": "人口数"},
            "contracts": {"fee": "服务费(万元)", "from_on": "合同开始日期", "to_on": "合同结束日期"},
            "payments": {"amount": "金额(万元)", "date": "拨款日期", "payer": "出资方"},
            "staff": {"experience_from": "社工从业起始", "certified_on": "取证日期", "insured": "是否参保"},
            "problems": {
                "title": "焦点问题", "deliberated_on": "议事时间", "planned_on": "方案时间", "solved_on": "解决时间",
            },
        },
        words={"payer": {"市级": "市民政局", "区级": "区民政局"}},
    ),
    7: Style(
        "tables", "short_year", yes_no=("√", "×"), header_again=True, lacks={"contracts": ("terminated_on",)},
        headers={
            "visits": {"community": "服务社区", "mode": "走访方式", "result": "走访结果", "archived": "已建档"},
            "activities": {"size": "大型/小型", "host": "主办方"},
            "staff": {"full_time": "全职", "stationed": "驻点", "certificate": "职业资格", "post": "项目岗位"},
            "supervisors": {"origin": "本土/境外", "from_on": "聘期开始", "to_on": "聘期结束"},
            "community_orgs": {"kind": "类型", "founded_on": "成立时间"},
            "deliverables": {"kind": "成果类别", "title": "成果名称", "date": "完成日期"},
        },
        words={
            "mode": {"入户": "上门探访", "电话": "电访"},
            "result": {"完成": "在家", "无人": "未遇", "空置": "空房", "拒访": "拒绝"},
            "size": {"大型": "大", "小型": "小"},
            "certificate": {"社会工作师": "中级", "助理社会工作师": "初级"},
            "post": {"项目主管": "项目主任", "一线社工": "项目社工", "项目助理": "行政助理"},
            "education": {"本科": "大学本科", "大专": "专科", "高中": "中专"},
            "categories": {
                "社会救助对象": "低保户", "高龄空巢老人": "空巢老人", "单亲家庭": "单亲", "残疾人": "残障人士",
            },
            "origin": {"本土": "江苏", "境外": "台湾"},
            "audience": {"社区工作者": "社区干部", "机构员工": "机构社工"},
            "option": {"治理难点问题": "解决社区治理难点问题", "其他": "其它个性化自选项目"},
            "kind": {
                "治理型": "自治类", "文体型": "兴趣类", "个案服务": "个案", "需求建议": "项目需求建议",
                "规划建议书": "社区服务规划建议书",
            },
            "method": {"个案": "个案面谈", "小组": "小组工作", "入户支持": "入户服务"},
            "status": {"跟进中": "进行中", "已结案": "结案"},
        },
    ),
    8: Style(
        "book", "iso", full_width=True, lacks={"contracts": ("terminated_on",)},
        headers={
            "visits": {"address": "住址", "phone": "联系方式"},
            "clients": {"family_code": "对象编号"},
            "services": {"family_code": "对象编号"},
            "cases": {"family_code": "对象编号", "worker": "责任社工"},
        },
    ),
    9: Style(
        "mixed", "iso", encoding="utf-8-sig", street_column=True,
        lacks={"staff": ("professional", "insured"), "contracts": ("terminated_on",)},
        headers={
            "visits": {"number": "探访编号", "community": "村居", "date": "探访时间", "needs": "需求情况"},
            "activities": {"community": "服务中心(社区)", "title": "主题", "attendance": "参与人次", "host": "主办"},
            "clients": {"family_code": "服务家庭编号", "community": "村居"},
            "services": {"family_code": "服务家庭编号", "case_no": "个案号", "worker": "跟进社工"},
            "cases": {"family_code": "服务家庭编号", "case_no": "个案号", "worker": "跟进社工"},
            "communities": {"option": "“1”自选项目"},
        },
        words={"option": {"治理难点问题": "治理难点", "其他": "其它"}},
    ),
}  # fmt: skip
# Those who run the pilot keep one workbook a table, amounts in 万元; the evaluator writes into cells.
BUREAU = Style(
    "tables", "chinese", unit=10_000, totals=("budget",),
    headers={
        "pilot_units": {"district": "所在区"}, "budget": {"amount": "预算金额(万元)"},
        "milestones": {"date": "节点时间"},
    },
)  # fmt: skip
EVALUATOR = Style(
    "tables", "cell", instruction=True,
    headers={
        "evaluations": {"result": "评估等次"}, "documents": {"seen": "查验情况"}, "ratings": {"rating": "是否符合"},
        "replies": {"ruling": "裁定"},
    },
    words={"seen": {"有": "已查见", "无": "未查见"}, "rating": {"待定": "待核定"}},
)  # fmt: skip
