"""Tables of communities and what grows there: deliverables, organisations, focal problems, volunteers, resources."""

from __future__ import annotations

from evalkit.tables.common import COMMUNITY, COMMUNITY_IF_ANY, NOTE
from evalkit.tables.model import Column, Table

COMMUNITIES = Table(
    "communities",
    "服务社区一览表",
    "Served communities",
    (
        COMMUNITY,
        Column("since", "纳入服务日期", "Served since", "date", ("开始服务日期", "服务起始日期", "起始日期", "进驻日期", "进驻时间", "起始时间", "开始时间"), example="2016-07-01"),
        Column("option", "自选项目", "Self-selected item", "choice", ("社区自选项目", "“1”自选项目", "自选服务", "自选内容"), values={"治理难点问题": ("解决社区治理难点问题", "治理难点", "探索解决社区治理难点问题"), "其他": ("其它", "其它个性化自选项目", "个性化自选项目")}, example="治理难点问题"),
        NOTE,
    ),
    aliases=("服务社区", "社区一览", "社区名单"),
    level="community",
    source="notice two (5) and (6)",
)

DELIVERABLES = Table(
    "deliverables",
    "成果材料清单",
    "Deliverables",
    (
        COMMUNITY,
        Column("kind", "材料类别", "Kind", "choice", ("类别", "成果类别", "材料类型", "成果类型"), values={"需求建议": ("项目需求建议", "社区服务项目需求建议", "需求建议书"), "规划建议书": ("社区服务规划建议书", "规划建议"), "资源地图": ("社区资源地图",), "焦点问题清单": ("焦点问题", "问题清单")}, required=True, example="需求建议"),
        Column("title", "材料名称", "Title", aliases=("名称", "成果名称", "文件名称"), required=True, example="新升社区服务项目需求建议"),
        Column("date", "提交日期", "Submitted on", "date", ("日期", "完成日期", "提交时间", "完成时间", "上交日期", "交付日期"), required=True, example="2017-03-01"),
        NOTE,
    ),
    aliases=("成果", "材料清单", "交付"),
    date="date",
    dated_within="contract",
    level="community",
    source="notice annex 2, two (1) 1 (4)",
)

COMMUNITY_ORGS = Table(
    "community_orgs",
    "社区社会组织培育表",
    "Community social organisations nurtured",
    (
        COMMUNITY,
        Column("name", "组织名称", "Organisation", aliases=("名称", "社区社会组织名称", "社会组织名称", "组织名", "队伍名称", "团队名称"), required=True, example="新升居民议事会"),
        Column("kind", "组织类型", "Kind", "choice", ("类型", "类别", "组织类别", "组织性质"), values={"治理型": ("自治类", "治理类", "议事类", "治理型组织"), "文体型": ("文体类", "兴趣类", "文体"), "互助型": ("互助类", "公益类", "志愿类")}, required=True, example="治理型"),
        Column("founded_on", "成立日期", "Founded on", "date", ("成立时间",), required=True, example="2016-11-20"),
        Column("supported_on", "最近培育日期", "Last support on", "date", ("培育日期", "培育记录日期", "培育时间")),
        Column("filed_no", "备案号", "Filing no.", aliases=("备案编号", "备案证号")),
        NOTE,
    ),
    aliases=("社会组织", "组织培育"),
    date="founded_on",
    dated_within="contract",
    level="community",
    source="notice annex 2, two (1) 3 (2)",
)

PROBLEMS = Table(
    "problems",
    "社区焦点问题表",
    "Focal community problems",
    (
        COMMUNITY,
        Column("title", "问题名称", "Problem", aliases=("焦点问题", "问题", "议题", "议题名称"), required=True, example="楼道堆物"),
        Column("rating", "评级", "Rating", aliases=("问题评级", "等级", "问题等级"), example="A"),
        Column("deliberated_on", "居民议事日期", "Deliberated on", "date", ("议事日期", "议事时间", "议事会时间", "协商日期"), example="2016-10-15"),
        Column("planned_on", "形成方案日期", "Plan made on", "date", ("方案日期", "方案时间"), example="2016-11-10"),
        Column("solved_on", "解决日期", "Solved on", "date", ("解决时间", "办结日期"), example="2017-04-20"),
        NOTE,
    ),
    aliases=("焦点问题", "治理难点", "问题解决"),
    level="community",
    source="notice annex 2, two (2)",
)

VOLUNTEER_TEAMS = Table(
    "volunteer_teams",
    "志愿者队伍表",
    "Volunteer teams",
    (
        COMMUNITY_IF_ANY,
        Column("name", "志愿队伍名称", "Team", aliases=("志愿者队伍名称", "志愿服务队名称", "志愿队伍", "志愿服务队"), required=True, example="新升邻里志愿队"),
        Column("formed_on", "组建日期", "Formed on", "date", ("组建时间", "队伍成立日期", "队伍成立时间"), required=True, example="2016-10-15"),
        Column("members", "志愿者人数", "Volunteers", "number", ("队员人数", "队伍人数", "队员数"), example="20"),
        Column("service_hours", "志愿服务时长(小时)", "Hours served", "number", ("志愿服务时长", "志愿服务小时数", "志愿时长", "累计服务时长"), example="160"),
        NOTE,
    ),
    aliases=("志愿者队伍", "志愿服务队", "志愿队伍"),
    date="formed_on",
    source="notice annex 2, one (1) 2 (2) and two (1) 3; clauses S08, C14",
)

RESOURCES = Table(
    "resources",
    "资源链接登记表",
    "Resources brought in",
    (
        COMMUNITY_IF_ANY,
        Column("date", "链接日期", "Brought in on", "date", ("日期", "链接时间"), required=True, example="2016-10-15"),
        Column("provider", "资源提供方", "Provider", aliases=("提供方", "提供单位", "合作单位"), required=True, example="样本超市"),
        Column("kind", "资源类型", "Kind", "choice", ("资源类别",), values={"资金": ("现金", "捐款"), "物资": ("实物", "捐物"), "场地": (), "人力": ("志愿者", "人员"), "专业服务": ("服务", "技术"), "其他": ("其它",)}, example="物资"),
        Column("value", "折合金额(元)", "Worth (yuan)", "yuan", ("折合金额", "资源价值", "折价金额"), example="3000"),
        Column("use", "资源用途", "What it was used for", aliases=("用于何处",), example="重阳慰问"),
        NOTE,
    ),
    aliases=("资源链接",),
    date="date",
    dated_within="year",
    source="notice annex 2, one (1) 2; clause S09",
)
