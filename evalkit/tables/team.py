"""Tables of people who work on the project: staff, supervisors, coordinators of street and communities."""

from __future__ import annotations

from evalkit.tables.common import COMMUNITY_IF_ANY, NOTE
from evalkit.tables.model import Column, Table

STAFF = Table(
    "staff",
    "人员花名册",
    "Staff roster",
    (
        Column("number", "序号", "No.", aliases=("编号",)),
        Column("name", "姓名", "Name", aliases=("员工姓名", "社工姓名"), required=True, personal=True, example="王样本"),
        Column("id_number", "身份证号", "Resident ID", "identity", ("身份证号码", "身份证", "身份证件号码"), personal=True, example="000000198001010013"),
        Column("education", "学历", "Education", "choice", ("文化程度", "最高学历"), values={"高中": ("中专", "职高"), "大专": ("专科",), "本科": ("大学", "大学本科", "学士"), "研究生": ("硕士", "博士", "硕士研究生")}, example="本科"),
        Column("major", "专业", "Major", aliases=("所学专业", "毕业专业"), example="社会工作"),
        Column("graduated_on", "毕业日期", "Graduated on", "date", ("毕业时间",), example="2012-06-30"),
        Column("certificate", "证书名称", "Certificate", "choice", ("职业资格", "社工证", "证书等级", "持证情况", "资格证书", "职业资格证书", "社工证书", "证书", "职业资格等级"), values={"助理社会工作师": ("助理", "初级", "助工", "助理社工师"), "社会工作师": ("中级", "社工师", "中级社工师"), "高级社会工作师": ("高级", "高级社工师")}, example="社会工作师"),
        Column("certified_on", "取证时间", "Certified on", "date", ("取证日期", "发证日期", "证书日期", "发证时间"), example="2014-10-01"),
        Column("post", "岗位", "Post", "choice", ("职务", "岗位名称", "项目岗位", "职位", "工作岗位", "岗位职务"), values={"项目主管": ("主管", "项目主任", "项目负责人", "站长", "project lead"), "一线社工": ("社工", "项目社工", "专职社工", "social worker"), "项目助理": ("助理", "行政助理", "行政", "assistant")}, required=True, example="一线社工"),
        Column("full_time", "是否全职", "Full-time", "yes_no", ("全职", "专职", "是否专职", "专/兼职", "专兼职"), required=True, example="是"),
        Column("stationed", "是否常驻", "Stationed", "yes_no", ("常驻", "是否驻点", "驻点", "是否派驻"), required=True, example="是"),
        Column("professional", "是否专业社工", "Professional social worker", "yes_no", ("专业社工", "是否为专业社工"), example="是"),
        Column("insured", "是否缴纳社保", "Social insurance paid", "yes_no", ("缴纳社保", "社保", "社保缴纳", "是否参保", "社保缴纳情况", "是否缴纳社会保险", "是否按规定缴纳社保"), example="是"),
        Column("joined_on", "到岗日期", "In post from", "date", ("入职日期", "入职时间", "到岗时间", "进驻日期", "上岗日期", "上岗时间", "入岗时间"), required=True, example="2016-07-01"),
        Column("left_on", "离岗日期", "In post until", "date", ("离职日期", "离职时间", "离岗时间")),
        Column("contract_from", "劳动合同起", "Labour contract from", "date", ("合同开始", "合同起始日期"), example="2016-07-01"),
        Column("contract_to", "劳动合同止", "Labour contract to", "date", ("合同结束", "合同终止日期"), example="2018-06-30"),
        Column("experience_from", "从业起始日期", "Relevant work since", "date", ("社工从业起始", "从业时间", "从业起始"), example="2014-07-01"),
        NOTE,
    ),
    aliases=("花名册", "人员", "员工", "团队"),
    span=("joined_on", "left_on"),
    periods={
        **dict.fromkeys(("在岗时间", "在岗期间", "在岗起止", "任职期间", "任职时间", "聘期", "起止日期", "起止时间"), ("joined_on", "left_on")),
        **dict.fromkeys(("合同期限", "劳动合同期限", "劳动合同起止", "劳动合同起止日期", "合同起止日期", "合同起止时间", "合同期"), ("contract_from", "contract_to")),
    },
    source="notice two (4) and annex 1, two",
)

SUPERVISORS = Table(
    "supervisors",
    "专业督导登记表",
    "Professional supervisors",
    (
        Column("name", "督导姓名", "Supervisor", aliases=("姓名", "督导", "督导老师", "督导者", "督导人", "督导员"), required=True, personal=True, example="赵样本"),
        Column("origin", "督导来源", "Origin", "choice", ("来源", "本土/境外", "类别", "督导类型"), values={"本土": ("本地", "境内", "大陆", "苏州", "江苏"), "境外": ("香港", "台湾", "澳门", "港澳台", "国外")}, required=True, example="本土"),
        Column("from_on", "受聘日期", "From", "date", ("聘用日期", "聘期开始", "开始日期", "聘用时间", "聘请时间", "受聘时间", "起聘日期"), required=True, example="2016-07-01"),
        Column("to_on", "聘期截止", "To", "date", ("解聘日期", "聘期结束", "结束日期")),
        NOTE,
    ),
    aliases=("督导",),
    span=("from_on", "to_on"),
    periods=dict.fromkeys(("聘期", "聘用期限", "聘用期", "受聘期间", "聘任期限", "起止日期", "起止时间"), ("from_on", "to_on")),
    source="notice annex 1, two",
)

COORDINATORS = Table(
    "coordinators",
    "社区服务协调员表",
    "Community service coordinators",
    (
        COMMUNITY_IF_ANY,
        Column("name", "协调员姓名", "Coordinator", aliases=("姓名", "协调员", "社区服务协调员"), required=True, personal=True, example="孙样本"),
        STAFF.column("certificate"),
        Column("from_on", "担任起始日期", "From", "date", ("担任日期", "任职日期", "担任时间", "开始日期"), required=True, example="2016-07-01"),
        Column("to_on", "担任截止日期", "To", "date", ("卸任日期", "结束日期", "卸任时间")),
        Column("other_duties", "承担的其他事务", "Other duties", aliases=("其他职责", "兼任事务")),
        NOTE,
    ),
    aliases=("协调员",),
    span=("from_on", "to_on"),
    periods=dict.fromkeys(("担任期间", "担任起止", "起止日期", "起止时间"), ("from_on", "to_on")),
    source="notice three; clauses G01, G02",
)
