"""Tables of services: visits, client families, cases, the service log, activities, trainings."""

from __future__ import annotations

from evalkit.tables.common import ADDRESSES, CATEGORIES, COMMUNITY, DOMAIN, FAMILY_CODE, NOTE, PHONES, WORKER
from evalkit.tables.model import Column, Table

VISITS = Table(
    "visits",
    "居民家庭探访记录表",
    "Household visits",
    (
        Column("number", "序号", "No.", aliases=("编号", "探访编号")),
        COMMUNITY,
        Column("date", "探访日期", "Date of visit", "date", ("日期", "走访时间", "入户时间", "走访日期", "探访时间", "入户日期", "走访日", "家访日期", "家访时间"), required=True, example="2016-08-15"),
        Column("head_name", "户主姓名", "Head of household", aliases=("户主", "被访人", "姓名", "被访人姓名", "被访者", "受访人", "居民姓名", "探访对象"), required=True, personal=True, example="张样本", spared=("result", "无人", "空置", "拒访")),
        Column("address", "家庭住址", "Address", aliases=(*ADDRESSES, "楼栋门牌"), required=True, personal=True, example="新升新苑1幢101室"),
        Column("phone", "联系电话", "Telephone", "phone", PHONES, personal=True, example="10000000000"),
        Column("family_size", "家庭人口", "Family size", "number", ("家庭人口数", "人口数", "家庭人数", "家庭成员数"), example="3"),
        Column("mode", "探访方式", "Mode", "choice", ("方式", "走访方式", "走访形式", "探访形式"), values={"入户": ("入户探访", "上门", "上门探访", "面访", "home visit"), "电话": ("电话探访", "电访", "致电", "telephone")}, example="入户"),
        Column("result", "走访情况", "Result", "choice", ("探访结果", "结果", "走访结果", "入户情况", "探访情况", "入户结果"), values={"完成": ("在家", "已完成", "正常", "成功", "已访", "completed"), "无人": ("无人在家", "未遇", "不在家", "nobody in"), "空置": ("空置房", "空房", "vacant"), "拒访": ("拒绝", "拒绝访问", "refused")}, example="完成"),
        Column("visitor", "探访社工", "Visitor", "names", ("走访人", "入户人员", "探访人", "走访人员", "探访人员", "走访社工", "家访社工"), personal=True, example="王样本"),
        Column("needs", "需求", "Needs", aliases=("显性需求", "需求情况"), personal=True),
        Column("archived", "是否建档", "Family file made", "yes_no", ("建档", "已建档", "是否建立档案", "建档情况")),
        NOTE,
    ),
    aliases=("探访", "走访", "入户"),
    date="date",
    dated_within="year",
    level="community",
    source="notice annex 2, two (1) 1 (1)",
)

CLIENTS = Table(
    "clients",
    "服务对象登记表",
    "Client families",
    (
        FAMILY_CODE,
        Column("community", "社区", "Community", aliases=COMMUNITY.aliases, example="新升社区"),
        Column("head_name", "户主姓名", "Head of household", aliases=("户主", "服务对象姓名", "对象姓名", "案主姓名", "姓名", "服务对象"), personal=True, required=True, example="李样本"),
        Column("address", "家庭住址", "Address", aliases=ADDRESSES, personal=True, example="新升新苑2幢202室"),
        Column("persons", "家庭人数", "Persons", "number", ("家庭人口", "人数", "家庭人口数", "家庭成员数"), example="3"),
        Column("categories", "困境类别", "Hardship categories", "choices", ("对象类别", "家庭类型", "类别", "困境家庭类别", "服务对象类别", "困境类型", "困难类别", "对象类型"), values=CATEGORIES, example="低收入家庭"),
        Column("category_note", "其他类别说明", "Description of “other”", aliases=("类别说明",)),
        Column("registered_on", "登记日期", "Registered on", "date", ("建档日期", "首次服务日期", "建档时间", "登记时间", "纳入时间"), example="2016-07-20"),
        NOTE,
    ),
    aliases=("服务对象", "对象登记", "困境家庭"),
    source="notice annex 2, one (1) 1",
)

CASES = Table(
    "cases",
    "个案档案",
    "Case files",
    (
        Column("case_no", "个案编号", "Case no.", aliases=("个案号", "案号", "个案档案号", "个案编码", "个案档案编号"), required=True, example="GA-2016-001"),
        FAMILY_CODE,
        Column("kind", "个案类型", "Kind", "choice", ("服务方式", "类型"), values={"个案服务": ("个案", "个案工作"), "个案管理": ("管理个案",)}, example="个案服务"),
        Column("opened_on", "接案日期", "Intake date", "date", ("开案日期", "接案时间", "立案日期", "开案时间"), required=True, example="2016-08-01"),
        Column("closed_on", "结案日期", "Closing date", "date", ("结案时间", "结案日"), example="2017-02-28"),
        Column("status", "个案状态", "Status", "choice", ("状态", "进展", "当前状态"), values={"跟进中": ("进行中", "服务中", "在案"), "已结案": ("结案", "完成"), "中止": ("终止", "中断")}, example="已结案"),
        DOMAIN,
        WORKER,
        NOTE,
    ),
    aliases=("个案档案", "个案登记", "个案汇总", "个案台账", "个案接案", "个案结案"),
    date="opened_on",
    dated_within="contract",
    source="MZ/T 094-2017; notice annex 2, one (1) 1",
)

FAMILY_ARCHIVES = Table(
    "family_archives",
    "居民家庭需求档案",
    "Family need archives",
    (
        COMMUNITY,
        Column("household_code", "家庭编号", "Household code", aliases=("档案编号", "档案号", "家庭代码", "户编号", "建档编号"), example="XS-001"),
        Column("head_name", "户主姓名", "Head of household", aliases=("户主",), required=True, personal=True, example="张样本"),
        Column("address", "家庭住址", "Address", aliases=(*ADDRESSES, "楼栋门牌"), personal=True, example="新升新苑1幢101室"),
        Column("phone", "联系电话", "Telephone", "phone", PHONES, personal=True, example="10000000000"),
        Column("members", "家庭人口", "Members", "number", ("家庭人口数", "家庭人数", "家庭成员数", "人口数"), example="3"),
        Column("housing", "住房情况", "Housing", "choice", ("住房性质", "居住情况", "住房", "房屋性质"), values={"自有": ("自有住房", "自有房", "自购", "自住"), "租房": ("租住", "租赁", "租赁房", "出租房"), "寄居": ("借住", "借居", "寄住")}, example="自有"),
        Column("categories", "困境类别", "Hardship categories", "choices", ("特殊类别", "家庭类型", "家庭类别", "对象类别", "类别", "困境家庭类别"), values=CATEGORIES, example="低收入家庭"),
        Column("explicit_needs", "显性需求", "Explicit needs", aliases=("现有需求", "表达的需求", "需求"), personal=True),
        Column("latent_needs", "潜在需求", "Latent needs", aliases=("隐性需求", "潜在的需求"), personal=True),
        Column("resources", "资源网络", "Resources", aliases=("家庭资源", "可用资源", "社会支持网络", "资源"), personal=True),
        Column("assessment", "需求评估", "Assessment", aliases=("评估意见", "社工评估", "综合评估", "评估", "评估结果"), personal=True),
        Column("worker", "建档社工", "Social worker", "names", ("建档人", "负责社工", "社工", "探访社工", "责任社工"), personal=True, example="王样本"),
        Column("created_on", "建档日期", "Filed on", "date", ("建档时间", "建立日期", "登记日期", "填表日期", "日期"), required=True, example="2016-08-20"),
        NOTE,
    ),
    aliases=("需求档案", "家庭档案", "居民档案", "家庭需求登记"),
    date="created_on",
    dated_within="contract",
    form=True,
    level="community",
    source="notice annex 2, two (1) 1 (1)",
)

SERVICES = Table(
    "services",
    "服务记录表",
    "Service log of client families",
    (
        Column("date", "服务日期", "Date of service", "date", ("日期", "面谈日期", "服务时间", "面谈时间"), required=True, example="2016-08-05"),
        FAMILY_CODE,
        Column("method", "服务方法", "Method", "choice", ("服务方式", "服务类型", "工作方法", "服务形式", "服务手法", "工作手法", "介入方式"), values={"个案": ("个案服务", "个案工作", "个案面谈"), "个案管理": (), "小组": ("小组工作", "小组活动"), "入户支持": ("居家支持", "入户服务", "上门支持")}, required=True, example="个案"),
        Column("case_no", "个案编号", "Case no.", aliases=("个案号", "案号"), example="GA-2016-001"),
        Column("hours", "服务时长", "Hours", "hours", ("时长", "时长(小时)", "服务时数", "服务小时", "服务小时数", "时数"), example="1.5"),
        DOMAIN,
        WORKER,
        NOTE,
    ),
    aliases=("个案服务记录", "服务记录", "服务台账", "服务日志", "面谈记录"),
    date="date",
    dated_within="year",
    source="notice annex 2, one (1) 1",
)

ACTIVITIES = Table(
    "activities",
    "活动记录表",
    "Activities",
    (
        Column("number", "序号", "No.", aliases=("编号",)),
        COMMUNITY,
        Column("date", "活动日期", "Date", "date", ("日期", "开展日期", "活动时间", "开展时间", "活动开展时间", "举办日期", "举办时间"), required=True, example="2016-09-10"),
        Column("title", "活动名称", "Title", aliases=("名称", "活动主题", "主题", "活动题目"), required=True, example="中秋邻里节"),
        Column("size", "活动规模", "Size as declared", "choice", ("规模", "活动类型", "大型/小型", "活动级别", "大小型"), values={"大型": ("大", "大型活动", "large"), "小型": ("小", "小型活动", "small")}, required=True, example="大型"),
        Column("attendance", "参加人次", "Attendances", "number", ("人次", "参与人次", "总合计", "参加人数", "受益人次", "活动人数", "参与人数", "受益人数", "到场人数", "服务人次", "服务人数"), example="120"),
        Column("target_group", "受益对象", "Target group", aliases=("服务对象", "参与对象"), example="老年人"),
        Column("host", "主办社区", "Host community", aliases=("主办方", "主办", "主办单位", "承办社区", "举办社区"), example="新升社区"),
        DOMAIN,
        Column("fee", "收费(元)", "Fee (yuan)", "yuan", ("收费", "收费金额", "收费标准", "人均收费", "收费(元/人)")),
        WORKER,
        NOTE,
    ),
    aliases=("活动",),
    date="date",
    dated_within="year",
    level="community",
    source="notice annex 2, two (1) 2",
)

TRAININGS = Table(
    "trainings",
    "能力提升活动记录表",
    "Capacity-building of community workers",
    (
        Column("date", "培训日期", "Date", "date", ("日期", "活动日期", "培训时间", "开展日期", "开展时间"), required=True, example="2016-10-12"),
        Column("topic", "培训主题", "Topic", aliases=("主题", "培训内容", "课程名称", "培训名称", "培训课程", "课程"), required=True, example="个案工作方法"),
        Column("audience", "培训对象", "Audience", "choice", ("参加对象", "对象", "参训对象"), values={"社区工作者": ("社区干部", "社工及社区工作者", "社区工作人员"), "机构员工": ("机构社工", "本机构员工"), "志愿者": ("居民志愿者",)}, required=True, example="社区工作者"),
        Column("attendees", "参训人数", "Persons", "number", ("人数", "参加人数", "到场人数", "培训人数", "参与人数", "参加人次"), example="25"),
        Column("hours", "培训时长", "Hours", "hours", ("时长", "课时", "时长(小时)", "培训课时", "学时"), example="3"),
        NOTE,
    ),
    aliases=("能力提升", "培训"),
    date="date",
    dated_within="year",
    source="notice annex 2, one (1) 3",
)
