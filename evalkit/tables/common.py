"""Columns that many tables share."""

from __future__ import annotations

from dataclasses import replace

from evalkit.tables.model import Column

_PLACES = ("服务社区名称", "村/社区", "村、社区", "所属村(社区)", "所在村居", "居委会", "所属居委会", "社区居委会")
COMMUNITY = Column(
    "community",
    "社区",
    "Community",
    aliases=("村(社区)", "社区名称", "所属社区", "所在社区", "服务社区", "村居", "服务中心(社区)", *_PLACES),
    required=True,
    example="新升社区",
)
# Where a row may also be for the street itself: its community is left blank.
COMMUNITY_IF_ANY = replace(COMMUNITY, required=False)
WORKER = Column(
    "worker",
    "负责社工",
    "Social worker",
    "names",
    aliases=("社工", "责任社工", "跟进社工", "经办社工", "主责社工", "服务社工", "个案社工"),
    personal=True,
    example="王样本",
)
ADDRESSES = ("地址", "住址", "详细地址", "家庭地址", "家庭详细住址", "详细住址", "现住址", "居住地址", "门牌号")
PHONES = ("联系方式", "电话", "手机", "手机号", "手机号码", "联系手机")
NOTE = Column("note", "备注", "Remarks", aliases=("说明", "其他说明"), personal=True)
FAMILY_CODE = Column(
    "family_code",
    "家庭编号",
    "Family code",
    aliases=("服务对象编号", "对象编号", "档案编号", "家庭代码", "家庭编码", "服务家庭编号"),
    required=True,
    example="SS-001",
)

DOMAIN = Column(
    "domain",
    "服务领域",
    "Domain",
    "choice",
    aliases=("社区服务领域", "所属服务领域"),
    values={
        "社区照顾": ("照顾",),
        "社区参与": ("参与",),
        "社区融入": ("融入",),
        "社区发展": ("发展",),
    },
    example="社区照顾",
)

# The ten kinds of hardship family, notice annex 2, one (1) 1.
CATEGORIES = {
    "低收入家庭": ("低收入", "低收入户", "低保边缘家庭", "低保边缘"),
    "社会救助对象": ("社会救助", "低保", "低保户", "低保家庭", "特困人员", "五保户"),
    "高龄空巢老人": ("高龄空巢", "空巢老人", "高龄老人", "独居老人", "空巢"),
    "困境未成年人": ("困境儿童", "困境青少年", "留守儿童"),
    "失独家庭": ("失独", "失独老人"),
    "家暴家庭": ("家暴", "家庭暴力"),
    "单亲家庭": ("单亲",),
    "残疾人": ("残疾", "残障", "残障人士", "残疾人家庭"),
    "吸毒和服刑人员家庭": ("吸毒人员家庭", "服刑人员家庭", "服刑家庭", "吸毒家庭", "戒毒人员家庭"),
    "其他": ("其它",),
}
