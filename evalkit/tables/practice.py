"""Tables of daily practice: groups and their sessions, casework sessions, supervision, hours worked."""

from __future__ import annotations

from evalkit.tables.common import COMMUNITY_IF_ANY, DOMAIN, NOTE, WORKER
from evalkit.tables.model import Column, Table

_GROUP_NO = Column("group_no", "小组编号", "Group no.", aliases=("小组号", "小组编码", "小组档案号"), required=True, example="XZ-2016-001")
_CONTENT = Column("content", "过程记录", "What was done", aliases=("活动过程", "服务过程", "主要内容", "内容记录"), personal=True)

GROUPS = Table(
    "groups",
    "小组登记表",
    "Groups",
    (
        _GROUP_NO,
        COMMUNITY_IF_ANY,
        Column("name", "小组名称", "Group name", aliases=("小组名", "组名"), required=True, example="新升老友小组"),
        Column("kind", "小组性质", "Kind", aliases=("小组类型", "小组类别"), example="支持小组"),
        Column("goal", "小组目标", "Goal", aliases=("小组目的",)),
        Column("members", "组员人数", "Group members", "number", ("小组人数", "组员数"), example="10"),
        Column("sessions", "计划节数", "Sessions planned", "number", ("总节数", "小组节数"), example="6"),
        Column("opened_on", "开组日期", "Opened on", "date", ("小组开始日期", "首节日期", "开组时间"), required=True, example="2016-09-05"),
        Column("closed_on", "结组日期", "Closed on", "date", ("小组结束日期", "末节日期", "结组时间"), example="2016-11-10"),
        DOMAIN,
        WORKER,
        NOTE,
    ),
    aliases=("小组登记", "小组汇总", "小组一览"),
    date="opened_on",
    dated_within="contract",
    source="MZ/T 095-2017; notice annex 2, one (1) 1; clauses P04, S01",
)

GROUP_SESSIONS = Table(
    "group_sessions",
    "小组活动记录",
    "Group sessions",
    (
        _GROUP_NO,
        Column("session", "节次", "Session", aliases=("小组节次", "第几节"), example="1"),
        Column("date", "小组活动日期", "Date of the session", "date", ("日期", "活动日期", "本节日期", "聚会日期"), required=True, example="2016-09-05"),
        Column("hours", "本节时长", "Hours", "hours", ("时长", "时长(小时)", "活动时长"), example="1.5"),
        Column("attendance", "出席人数", "Present", "number", ("出席组员数", "实到人数"), example="9"),
        Column("leader", "带领社工", "Led by", "names", ("带领者", "带领人", "主带社工"), personal=True, example="王样本"),
        _CONTENT,
        NOTE,
    ),
    aliases=("小组记录", "小组节次"),
    date="date",
    dated_within="year",
    source="MZ/T 095-2017; clauses S01, H01",
)

CASE_SESSIONS = Table(
    "case_sessions",
    "个案服务记录",
    "Casework sessions",
    (
        Column("case_no", "个案编号", "Case no.", aliases=("个案号", "案号"), required=True, example="GA-2016-001"),
        Column("session", "会谈次数", "Session", aliases=("次数", "第几次", "会谈次序"), example="1"),
        Column("date", "会谈日期", "Date of the session", "date", ("日期", "个案服务日期", "个案面谈日期", "会谈时间"), required=True, example="2016-08-05"),
        Column("hours", "会谈时长", "Hours", "hours", ("时长", "时长(小时)", "面谈时长"), example="1.5"),
        Column("worker", "会谈社工", "Social worker", "names", ("社工", "负责社工", "个案社工"), personal=True, example="王样本"),
        _CONTENT,
        NOTE,
    ),
    aliases=("个案会谈", "会谈记录"),
    date="date",
    dated_within="year",
    source="MZ/T 094-2017; clauses S04, H01",
)

SUPERVISION = Table(
    "supervision",
    "督导记录表",
    "Supervision sessions",
    (
        Column("date", "督导日期", "Date of supervision", "date", ("日期", "督导时间"), required=True, example="2016-09-20"),
        Column("supervisor", "督导姓名", "Supervised by", "names", ("督导", "督导老师"), required=True, personal=True, example="赵样本"),
        Column("type", "督导形式", "Form", "choice", ("形式", "督导方式"), values={"个别": ("个别督导", "个人督导", "一对一"), "团体": ("团体督导", "小组督导", "集体督导", "集体")}, example="团体"),
        Column("supervisees", "被督导社工", "Supervised", "names", ("受督导社工", "受督导者", "被督导者"), personal=True, example="王样本、李样本"),
        Column("attendees", "受督导人数", "Persons supervised", "number", ("被督导人数", "督导人数"), example="5"),
        Column("hours", "督导时长", "Hours", "hours", ("时长", "时长(小时)", "督导时数"), example="2"),
        Column("content", "督导内容", "Content", aliases=("督导主题", "督导建议", "督导记录"), personal=True),
        NOTE,
    ),
    aliases=("督导记录", "督导台账"),
    date="date",
    dated_within="year",
    source="notice annex 1, two; clause T14",
)

WORK_HOURS = Table(
    "work_hours",
    "工时记录表",
    "Hours worked",
    (
        Column("worker", "填报社工", "Worker", "names", ("姓名", "社工", "填报人", "工时人员"), required=True, personal=True, example="王样本"),
        Column("date", "工作日期", "Date of work", "date", ("日期", "工时日期"), required=True, example="2016-09-20"),
        Column("type", "工作类别", "Kind of work", "choice", ("工时类别", "工时类型", "工作类型"), values={"个案": ("个案服务", "个案工作"), "小组": ("小组工作", "小组活动"), "社区活动": ("活动", "社区工作"), "探访": ("走访", "入户", "家访"), "督导": ("接受督导",), "培训": ("能力提升", "学习"), "行政": ("行政事务", "办公", "会议"), "其他非项目": ("非项目", "其他", "非项目工作")}, required=True, example="个案"),
        Column("hours", "工时(小时)", "Hours worked", "hours", ("工时", "工作时长", "工时数", "工作小时数"), required=True, example="7.5"),
        NOTE,
    ),
    aliases=("工时",),
    date="date",
    dated_within="year",
    source="notice two (5); clauses H01, G05",
)
