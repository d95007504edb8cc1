"""Tables of the agency itself: its registration, its board, all its full-time staff, the premises it was given."""

from __future__ import annotations

from dataclasses import replace

from evalkit.tables.common import COMMUNITY_IF_ANY, NOTE
from evalkit.tables.model import Column, Table
from evalkit.tables.team import STAFF

_CERTIFICATE, _CERTIFIED = STAFF.column("certificate"), STAFF.column("certified_on")
_SAME = ("number", "name", "id_number", "education", "major", "graduated_on", "certificate", "certified_on", "full_time")

AGENCIES = Table(
    "agencies",
    "承接机构登记表",
    "Contracted agencies",
    (
        Column("name", "机构名称", "Agency name", aliases=("机构全称", "登记名称", "单位名称"), required=True, example="样本社工服务中心"),
        Column("uscc", "统一社会信用代码", "Unified social credit code", aliases=("信用代码", "社会信用代码", "统一信用代码", "登记证号"), required=True, example="52320500MJ00000000"),
        Column("reg_type", "登记类型", "Kind of registration", "choice", ("机构类型", "机构性质", "登记类别", "单位性质"), values={"民办非企业单位": ("民非", "民办非企业", "民办非企"), "社会服务机构": ("社会服务组织",), "社会团体": ("社团",), "基金会": (), "企业": ("公司", "有限公司", "有限责任公司")}, required=True, example="民办非企业单位"),
        Column("reg_authority", "登记机关", "Registered with", aliases=("登记管理机关", "发证机关", "登记部门"), example="苏州市民政局"),
        Column("reg_level", "登记层级", "Level of the authority", "choice", ("登记机关层级", "登记级别", "登记机关级别"), values={"省级以上": ("省级", "部级", "国家级", "省", "省部级"), "市级": ("设区市级", "地市级", "市"), "县级": ("区级", "县(市、区)级", "县区级", "区县级", "县级市", "区"), "县级以下": ("街道级", "镇级", "街道", "乡镇级")}, example="市级"),
        Column("registered_on", "成立登记日期", "Registration date", "date", ("注册日期", "登记成立日期", "批准登记日期"), example="2012-05-10"),
        Column("valid_to", "证书有效期至", "Certificate valid to", "date", ("有效期至", "有效期限至", "证书有效期", "登记证书有效期"), example="2020-05-09"),
        Column("business_scope", "业务范围", "Business scope", aliases=("经营范围", "业务范围内容"), example="社会工作服务、社区服务"),
        Column("legal_person", "法定代表人", "Legal representative", aliases=("法人代表", "法定代表人姓名", "法人"), personal=True, example="周样本"),
        NOTE,
    ),
    aliases=("承接机构登记", "机构登记", "机构基本情况", "机构基本信息"),
    source="notice three and annex 1, one 1; clauses A01, A02, A06",
)

BOARD_MEMBERS = Table(
    "board_members",
    "理事会成员表",
    "Board members",
    (
        Column("number", "序号", "No.", aliases=("编号",)),
        Column("name", "理事姓名", "Board member", aliases=("姓名", "理事", "理事会成员", "理事会成员姓名"), required=True, personal=True, example="吴样本"),
        Column("position", "理事会职务", "Position on the board", aliases=("理事职务", "理事会任职"), example="理事"),
        _CERTIFICATE,
        Column("certificate_no", "证书编号", "Certificate no.", aliases=("证书管理号", "管理号", "证书号")),
        _CERTIFIED,
        Column("from_on", "任期开始", "From", "date", ("任期起", "任期起始日期", "当选日期", "任职日期"), example="2015-05-10"),
        Column("to_on", "任期届满", "To", "date", ("任期止", "任期终止日期", "届满日期"), example="2019-05-09"),
        NOTE,
    ),
    aliases=("理事会", "理事名单", "理事名册"),
    span=("from_on", "to_on"),
    periods=dict.fromkeys(("任期", "理事任期", "任期起止"), ("from_on", "to_on")),
    source="notice annex 1, one 2; clause A03",
)

AGENCY_STAFF = Table(
    "agency_staff",
    "机构全职员工名册",
    "All full-time employees of the agency",
    (
        *map(STAFF.column, _SAME),
        replace(STAFF.column("insured"), required=True),
        Column("joined_on", "入职日期", "Employed from", "date", ("入职时间", "到职日期"), required=True, example="2014-07-01"),
        Column("left_on", "离职日期", "Employed until", "date", ("离职时间",)),
        STAFF.column("contract_from"),
        STAFF.column("contract_to"),
        NOTE,
    ),
    aliases=("机构全职员工", "机构员工名册"),
    span=("joined_on", "left_on"),
    periods={header: columns for header, columns in STAFF.periods.items() if columns == ("contract_from", "contract_to")},
    source="notice annex 1, one 3; clauses A04, A05",
)

PREMISES = Table(
    "premises",
    "服务场地登记表",
    "Premises",
    (
        COMMUNITY_IF_ANY,
        Column("name", "场地名称", "Premises", aliases=("服务场地名称", "服务场所", "场所名称"), example="新升邻里中心二楼"),
        Column("address", "场地地址", "Address of the premises", aliases=("服务场地地址", "场所地址", "场地位置", "服务地址"), required=True, example="新升路1号"),
        Column("area", "面积(平方米)", "Area (square metres)", "number", ("面积", "场地面积", "建筑面积", "使用面积", "面积(㎡)"), example="120"),
        Column("rent_free", "是否无偿", "Free of charge", "yes_no", ("是否无偿提供", "无偿提供", "是否免费提供", "是否免租"), required=True, example="是"),
        Column("shared", "是否共享", "Shared", "yes_no", ("共享使用", "是否共享使用"), example="是"),
        Column("case_room", "有无个案工作室", "Casework room", "yes_no", ("个案工作室", "是否有个案工作室", "个案室"), example="是"),
        Column("equipment", "办公设施设备", "Equipment", aliases=("设施设备", "办公设备", "设备清单"), example="电脑2台、打印机1台"),
        Column("from_on", "启用日期", "Used from", "date", ("交付日期(场地)", "交接日期", "启用时间"), example="2016-07-01"),
        NOTE,
    ),
    aliases=("服务场地", "场地登记", "场地清单"),
    source="notice three; clauses R01, R02",
)
