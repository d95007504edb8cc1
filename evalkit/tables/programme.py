"""Tables of whoever runs the pilot: its units, its budget, its milestones, the evaluations held."""

from __future__ import annotations

from evalkit.tables.common import NOTE
from evalkit.tables.model import Column, Table

PILOT_UNITS = Table(
    "pilot_units",
    "试点单位一览表",
    "Pilot units",
    (
        Column("district", "所属区", "District", aliases=("所在区", "区(县)", "市(区)", "区县", "辖区"), required=True, example="苏州高新区"),
        Column("agency", "中标机构", "Winning agency", aliases=("承接机构名称", "承接社工机构"), example="样本社工服务中心"),
        NOTE,
    ),
    aliases=("试点单位",),
    whose="programme",
    source="notice two (2); clauses P07, P08",
)

BUDGET = Table(
    "budget",
    "经费预算表",
    "Budget",
    (
        Column("calendar_year", "预算年度", "Budget year", "number", ("预算年份", "采购预算年度"), required=True, example="2016"),
        Column("amount", "预算金额(元)", "Budgeted (yuan)", "yuan", ("预算金额", "预算数", "预算额", "预算金额(万元)"), required=True, example="600000", least=1_000),
        NOTE,
    ),
    aliases=("经费预算", "预算表"),
    whose="programme",
    source="notice two (6); clauses B01, B04",
)

MILESTONES = Table(
    "milestones",
    "工作节点表",
    "Milestones",
    (
        Column("kind", "工作节点", "Milestone", "choice", ("节点名称", "推进节点"), values={"推进会": ("工作推进会", "试点工作推进会", "启动会"), "需求审定": ("购买需求审定", "服务需求审定", "需求报审"), "招投标": ("公开招标", "招标", "政府采购招标"), "机构入驻": ("入驻", "进驻"), "中期评估": ("项目评估",), "年度评估": (), "结项评估": ("终期评估", "末期评估")}, required=True, example="推进会"),
        Column("date", "节点日期", "Date", "date", ("日期", "召开日期", "节点时间"), required=True, example="2016-04-26"),
        Column("document", "依据文件", "Document", aliases=("佐证文件", "文件文号")),
        NOTE,
    ),
    aliases=("工作节点", "时间节点"),
    date="date",
    whose="programme",
    source="notice two (7); clauses M01, M02, M03",
)

EVALUATIONS = Table(
    "evaluations",
    "评估记录表",
    "Evaluations",
    (
        Column("node", "评估节点", "Which evaluation", "choice", ("评估阶段", "评估类别"), values={"中期评估": ("中期",), "年度评估": ("年度",), "结项评估": ("结项", "终期评估", "末期评估")}, required=True, example="中期评估"),
        Column("date", "评估日期", "Date of evaluation", "date", ("日期", "评估时间"), required=True, example="2016-12-15"),
        Column("evaluator", "评估机构", "Evaluator", aliases=("评估方", "第三方机构", "评估单位"), example="样本评估中心"),
        Column("result", "评估结论", "Evaluation result", "choice", ("评估等次", "评估等级", "评估结果等级"), values={"优秀": (), "良好": (), "合格": (), "不合格": ()}, example="合格"),
        NOTE,
    ),
    aliases=("项目评估记录",),
    date="date",
    whose="programme",
    source="notice two (3), (7) and three; clauses M05, M06, M07, E01",
)
