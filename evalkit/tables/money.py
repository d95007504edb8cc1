"""Tables of contracts and money: contracts, payments, expenditures."""

from __future__ import annotations

from evalkit.tables.common import NOTE
from evalkit.tables.model import Column, Table

CONTRACTS = Table(
    "contracts",
    "合同登记表",
    "Contracts",
    (
        Column("contract_no", "合同编号", "Contract no.", aliases=("合同号",), required=True, example="SZ-2016-SS"),
        Column("agency", "承接机构", "Agency", aliases=("机构名称", "乙方", "承接单位", "承接主体"), required=True, example="样本社工服务中心"),
        Column("fee", "年度服务费(元)", "Fee of the year (yuan)", "yuan", ("年度服务费", "年服务费", "服务费", "服务费用", "合同金额", "金额", "服务费(万元)", "合同金额(元)"), required=True, example="600000", least=1_000),
        Column("signed_on", "签订日期", "Signed on", "date", ("签约日期", "签订时间", "签约时间"), example="2016-06-25"),
        Column("from_on", "合同起始", "From", "date", ("开始日期", "合同开始日期", "起始日期"), example="2016-07-01"),
        Column("to_on", "合同终止", "To", "date", ("结束日期", "合同结束日期", "终止日期"), example="2018-06-30"),
        Column("staff_required", "合同约定人数", "Staff required", "number", ("约定人数", "派驻人数"), example="5"),
        Column("terminated_on", "中止日期", "Terminated on", "date", ("合同中止日期", "中止时间", "合同解除日期", "解除日期")),
        Column("terminated_why", "中止原因", "Why terminated", aliases=("合同中止原因", "解除原因")),
        NOTE,
    ),
    aliases=("合同",),
    dated_within="year",
    term=("from_on", "to_on"),
    periods=dict.fromkeys(("合同期限", "合同期", "合同起止日期", "合同起止时间", "合同起止", "合同有效期", "服务期", "服务期限", "起止日期", "起止时间"), ("from_on", "to_on")),
    source="notice two (4) and (6)",
)

PAYMENTS = Table(
    "payments",
    "经费拨付表",
    "Payments",
    (
        Column("date", "拨付日期", "Paid on", "date", ("日期", "到账日期", "拨款日期", "拨付时间", "到账时间", "拨款时间", "付款日期", "付款时间", "入账日期"), required=True, example="2016-08-10"),
        Column("payer", "拨付方", "Payer", "choice", ("付款方", "出资方", "拨款单位", "拨款方", "付款单位", "拨付单位", "资金来源"), values={"市级": ("市财政", "市民政局", "市本级"), "区级": ("区财政", "区民政局", "区本级")}, required=True, example="市级"),
        Column("amount", "金额(元)", "Amount (yuan)", "yuan", ("金额", "拨付金额", "到账金额", "金额(万元)", "金额(小写)", "拨款金额", "付款金额"), required=True, example="300000", least=1_000),
        NOTE,
    ),
    aliases=("拨付", "拨款", "到账"),
    unlike=("支出", "开支", "报销", "经费使用", "使用明细"),
    date="date",
    dated_within="contract",
    source="notice two (6)",
)

EXPENDITURES = Table(
    "expenditures",
    "经费支出明细表",
    "Expenditures",
    (
        Column("date", "支出日期", "Spent on", "date", ("日期", "记账日期", "支出时间", "报销日期", "凭证日期"), required=True, example="2016-09-20"),
        Column("voucher_no", "凭证号", "Voucher no.", aliases=("凭证编号", "凭证字号", "记账凭证号"), required=True, example="记-012"),
        Column("content", "摘要", "Purpose", aliases=("支出摘要", "支出内容", "用途", "支出事由"), personal=True, example="中秋活动物资"),
        Column("category", "支出科目", "Category", "choice", ("科目", "支出类别", "费用类别", "费用科目"), values={"人员费用": ("人员经费", "工资", "人工费", "薪酬"), "服务活动费": ("活动费", "活动经费", "服务费用"), "督导费": ("督导费用", "督导经费"), "办公管理费": ("办公费", "管理费", "行政费"), "税费": ("税金", "税"), "其他": ("其它",)}, required=True, example="服务活动费"),
        Column("payee", "收款方", "Payee", aliases=("收款人", "收款单位", "领款人"), personal=True, example="样本文具店"),
        Column("amount", "支出金额(元)", "Amount spent (yuan)", "yuan", ("支出金额", "金额", "金额(元)", "报销金额"), required=True, example="1200"),
        Column("source", "经费来源", "Source of funds", aliases=("款项来源", "经费渠道")),
        Column("activity", "对应活动", "Activity it was for", aliases=("对应项目活动", "关联活动")),
        NOTE,
    ),
    aliases=("支出明细", "经费支出", "财务支出", "费用支出"),
    date="date",
    dated_within="year",
    source="notice two (6) and three, annex 1; clauses B07, B10",
)
