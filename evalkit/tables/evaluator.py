"""Tables the evaluators keep: documents seen, ratings, standards adjusted, agencies' replies, the score sheet."""

from __future__ import annotations

from evalkit.tables.common import COMMUNITY_IF_ANY, NOTE
from evalkit.tables.model import Column, Table

# What a decision of the evaluators must say to be applied.
DECIDED_BY = ("who", "when", "document")
_CODE = Column("code", "条款编号", "Clause", aliases=("条款", "条款号", "条款代码"), required=True, example="A01")

DOCUMENTS = Table(
    "documents",
    "材料查验表",
    "Documents seen",
    (
        _CODE,
        COMMUNITY_IF_ANY,
        Column("label", "应查材料", "What has to be seen", aliases=("查验内容", "应备材料", "需查材料"), example="登记证书"),
        Column("seen", "查验结果", "Seen", "choice", ("有无材料", "是否查见", "查验情况"), values={"有": ("已查见", "齐全", "是"), "无": ("未查见", "缺", "没有", "否"), "不适用": ("无需", "不需要")}, example="有"),
        Column("document", "文件名称及编号", "Document and its number", aliases=("查见文件", "文件名称和编号", "文件及编号"), example="民办非企业单位登记证书 苏民证字第0000号"),
        Column("dated", "文件日期", "Date of the document", "date", ("文件落款日期", "签发日期"), example="2015-05-10"),
        Column("who", "查验人", "Seen by", aliases=("查验人员", "查阅人"), example="周样本"),
        Column("when", "查验日期", "Seen on", "date", ("查验时间", "查阅日期"), example="2017-06-12"),
        NOTE,
    ),
    aliases=("材料查验",),
    whose="evaluator",
    source="clauses checked by documents",
)

RATINGS = Table(
    "ratings",
    "评分表",
    "Ratings",
    (
        _CODE,
        COMMUNITY_IF_ANY,
        Column("label", "评定内容", "What has to be judged", aliases=("评分内容", "评定项目"), example="突出公益性"),
        Column("rating", "评定结果", "Rated as", "choice", ("评定", "是否符合", "符合情况"), values={"符合": ("是", "达标"), "不符合": ("否", "不达标", "未达标"), "待定": ("待核", "待核定")}, example="符合"),
        Column("basis", "评定依据", "Basis", aliases=("评定理由", "评分依据"), example="访谈街道分管负责人，见访谈记录3"),
        Column("who", "评定人", "Rated by", aliases=("评分人", "评定人员"), example="周样本"),
        Column("when", "评定日期", "Rated on", "date", ("评分日期", "评定时间"), example="2017-06-12"),
        NOTE,
    ),
    aliases=("评分表", "打分表"),
    whose="evaluator",
    source="clauses checked by the evaluator",
)

ADJUSTMENTS = Table(
    "adjustments",
    "调整与豁免表",
    "Adjustments and exemptions",
    (
        _CODE,
        COMMUNITY_IF_ANY,
        Column("kind", "调整或豁免", "Adjusted or exempted", "choice", ("调整类别", "调整/豁免"), values={"调整": ("调整标准",), "豁免": ("免除", "不作要求")}, required=True, example="调整"),
        Column("bound", "调整后标准", "New bound", "number", ("调整后数值", "新标准"), example="30"),
        Column("document", "批准文件", "Document", aliases=("批准文号", "批复文件"), example="苏民函〔2016〕0号"),
        Column("approved_by", "批准单位", "Approved by", aliases=("审批单位", "批准机关"), example="苏州市民政局"),
        Column("who", "登记人", "Entered by", aliases=("录入人",), example="周样本"),
        Column("when", "批准日期", "Approved on", "date", ("批复日期", "批准时间"), example="2016-10-20"),
        NOTE,
    ),
    aliases=("调整与豁免", "豁免表", "标准调整表"),
    whose="evaluator",
    source="notice annex 2, one (1) 1; clause S05",
)

REPLIES = Table(
    "replies",
    "机构意见与裁定表",
    "Replies and rulings",
    (
        _CODE,
        COMMUNITY_IF_ANY,
        Column("reply", "机构意见", "What the agency says", aliases=("机构反馈意见", "反馈意见", "申诉意见"), example="漏交2户探访记录，现补交"),
        Column("ruling", "裁定结果", "Ruling", "choice", ("裁定", "处理结果"), values={"维持": ("维持原判", "维持原判定"), "改判达标": ("改为达标",), "改判未达标": ("改为未达标",)}, example="维持"),
        Column("ruling_reason", "裁定理由", "Why so", aliases=("裁定依据", "处理理由"), example="补交的记录没有日期"),
        Column("who", "裁定人", "Ruled by", aliases=("裁定人员",), example="周样本"),
        Column("when", "裁定日期", "Ruled on", "date", ("裁定时间",), example="2017-07-10"),
        Column("document", "佐证材料", "Evidence", aliases=("附件材料", "佐证附件"), example="补充材料1"),
        NOTE,
    ),
    aliases=("机构意见", "意见与裁定"),
    whose="evaluator",
    source="notice three; agencies are heard before a verdict is final",
)

# What evalkit writes beside each verdict; the evaluator fills in five columns of it.
CONCLUSIONS = Table(
    "conclusions",
    "逐条评分表",
    "Score sheet",
    (
        _CODE,
        Column("section", "评估部分", "Section", example="社区服务"),
        COMMUNITY_IF_ANY,
        Column("label", "评估要求", "Requirement", example="居民家庭探访"),
        Column("quote", "公文原话", "Words of the notice", example="每个社区每年探访居民家庭不少于150户"),
        Column("bound", "公文标准", "Bound", example="≥ 150 户"),
        Column("value", "核定数值", "Value found", example="149 户"),
        Column("verdict", "现判定", "Verdict so far", example="未达标"),
        Column("remark", "判定说明", "Remark on the verdict", example="差 1 户"),
        Column("counted", "计入记录", "Records that count", example="149 条"),
        Column("evidence", "记录所在位置", "Where the records stand", example="探访.xlsx · 探访 · 3–151"),
        Column("conclusion", "评估人员结论", "Evaluator's conclusion", "choice", values={"达标": ("符合", "改判达标", "是", "met"), "未达标": ("不符合", "不达标", "改判未达标", "否", "not met")}, example="未达标"),
        Column("reason", "结论理由", "Reason for the conclusion", example="补交的1户经电话核实"),
        Column("document", "结论依据文件", "Document of the conclusion", example="补充材料1"),
        Column("who", "评估人员", "Concluded by", example="周样本"),
        Column("when", "结论日期", "Concluded on", "date", example="2017-07-10"),
        Column("cut_off", "判定截至", "Judged up to", example="2017-06-30"),
        Column("mark", "核对码", "Check code", example="3fa9c1d2-77be01aa-9c0d12ef"),
    ),
    whose="evaluator",
    source="the verdict of each clause, as evalkit writes it for the evaluator",
)
