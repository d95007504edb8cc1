"""Tables of contracts and money."""

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
        Column("fee", "年度服务费(元)", "Fee of the year (yuan)", "yuan", ("年度服务费", "年服务费", "服务费", "服务费用", "合同金额", "金额", "服务费(万元)", "合同金额(元)"), required=True, example="600000"),
        Column("signed_on", "签订日期", "Signed on", "date", ("签约日期", "签订时间", "签约时间"), example="2016-06-25"),
        Column("from_on", "合同起始", "From", "date", ("开始日期", "合同开始日期", "起始日期"), example="2016-07-01"),
        Column("to_on", "合同终止", "To", "date", ("结束日期", "合同结束日期", "终止日期"), example="2018-06-30"),
        Column("staff_required", "合同约定人数", "Staff required", "number", ("约定人数", "派驻人数"), example="5"),
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
        Column("amount", "金额(元)", "Amount (yuan)", "yuan", ("金额", "拨付金额", "到账金额", "金额(万元)", "金额(小写)", "拨款金额", "付款金额"), required=True, example="300000"),
        NOTE,
    ),
    aliases=("拨付", "拨款", "到账"),
    unlike=("支出", "开支", "报销", "经费使用", "使用明细"),
    date="date",
    dated_within="contract",
    source="notice two (6)",
)
