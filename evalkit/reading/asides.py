"""The words by which rows below a header say that they are no records: totals, examples, captions, footers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from evalkit.reading.cells import Cell, even, text

_SUM = "合计|小计|总计|共计"
_MORE = f"{_SUM}|累计|汇总|总数|总人数|总人次|小结|平均|均值|完成率"
_BEHIND = r"[)]?(?:[:(].*|\d.*)?"
_SPAN = r"(?:以上|本[页月季年周]|全年|\d{1,2}月份?|[一二三四五六七八九十]+月份?)"
_WORK = "(?:活动|服务|探访|走访|培训|开展)"
_AIM = r"(?:本?年度?|全年|合同)?(?:目标|指标|计划|任务)[数值量]|(?:较?上年)?[同环]比.{0,4}"
_SURE_TOTAL = re.compile(rf"[(]?.{{0,10}}?(?:{_SUM}){_BEHIND}|.{{0,12}}(?:汇总|累计):?")
_TOTAL = re.compile(
    rf"[(]?.{{0,12}}?(?:{_MORE})(?:数|人数|人次|户数|场次|金额|到账|完成|服务|情况)?{_BEHIND}|"
    rf"{_AIM}|{_SPAN}?{_WORK}?共\d+\D{{1,3}}{_WORK}?|(?:sub|grand)?-?total:?"
)
_FIGURE = re.compile(rf"平均|均值|完成率|小结|{_AIM}")
_RUNNING_ON = re.compile("累计|全年|年度")
_CAPTION = re.compile(
    r"(?:20\d\d年)?(?:(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?|第?[一二三四1-4]季度|[上下]半年)"
    rf"{_WORK}?"
)

_EXAMPLES = "示例|样例|范例|例如|举例|例"
_MARKED = r"(?:\d*[)】\]]?|[)】\]].*|\d*:.*)"
_EXAMPLE = re.compile(rf"[(【\[]?(?:填写|填表)?(?:{_EXAMPLES})(?:行|数据|example)?{_MARKED}")
_EXAMPLE_NUMBER = re.compile(rf"[(【\[]?(?:填写|填表)?(?:{_EXAMPLES}|样表|样本|模[板版]|参考)\d*[)】\]]?:?")
_EXAMPLE_NAME = re.compile("[(【]?(?:示例|样例|范例)[)】]?")

_ROLE = re.compile(
    r".{0,6}(?:制表|填表|制单|填报|记录|审核|复核|审批|负责|签字|签名|签章|盖章|经办|统计|报送|领导|日期|电话|联系方式)"
    r"[^:]{0,6}:.*|(?:制表|填表|填报|审核|复核|负责|记录|经办|统计)人|签字|盖章"
)
_ASIDE = re.compile(
    r"(?:备注|附注|注|说明)\d*:.*|其中(?::.*|.{1,12})?|截[至止].*|(?:第[\d一二三四五六七八九十]+页|共\d+页).*"
)


def is_total(words: str, sure: bool = False) -> bool:
    """Whether words name a total, an average or another figure made from records.

    Parameters
    ----------
    words : evened. sure : only where no title of a record could say the same.

    Examples
    --------
    >>> is_total("8月活动共2场"), is_total("年终小结"), is_total("年终小结", sure=True), is_total("总计划会")
    (True, True, False, False)
    >>> is_total("年度目标数"), is_total("同比增长"), is_total("目标管理培训")
    (True, True, False)
    """
    return bool((_SURE_TOTAL if sure else _TOTAL).fullmatch(words))


def is_figure(words: str) -> bool:
    """Whether the words of a total row say that it is none: an average or a share adds nothing up.

    Examples
    --------
    >>> is_figure("平均"), is_figure("合计")
    (True, False)
    """
    return bool(_FIGURE.search(words))


def runs_on(words: str) -> bool:
    """Whether a total may hold what stands on earlier sheets.

    Examples
    --------
    >>> runs_on("累计到账"), runs_on("本月合计")
    (True, False)
    """
    return bool(_RUNNING_ON.search(words))


def is_caption(words: str) -> bool:
    """Whether words only name a month, a quarter or half a year.

    Examples
    --------
    >>> is_caption("七月"), is_caption("2016年下半年"), is_caption("七月社区")
    (True, True, False)
    """
    return bool(_CAPTION.fullmatch(words))


def is_example(first: str, numbers: Iterable[str], names: Iterable[str]) -> bool:
    """Whether a row is an example of how to fill in the table.

    Parameters
    ----------
    first : its first words, evened. numbers : what stands in its columns of running numbers.
    names : what stands in the columns it must have.

    Examples
    --------
    >>> is_example("例:新升社区", [], []), is_example("例行茶话会", [], []), is_example("例", ["例"], [])
    (True, False, True)
    """
    numbered = any(map(_EXAMPLE_NUMBER.fullmatch, numbers))
    return bool(_EXAMPLE.fullmatch(first)) or numbered or any(map(_EXAMPLE_NAME.fullmatch, names))


def is_footer(filled: list[Cell]) -> bool:
    """Whether a row's cells are ``label:value`` of whoever filled in or signed, or begin as a remark on the table does.

    Parameters
    ----------
    filled : the cells of the row that are not blank.

    Examples
    --------
    >>> is_footer(["制表人:甲", "审核人:"]), is_footer(["备注:以上均已核实"]), is_footer(["1", "负责人:甲", "在家"])
    (True, True, False)
    """
    if not filled or not _is_aside(filled[0]):
        return False
    return sum(map(_is_aside, filled)) * 2 >= len(filled)


def _is_aside(cell: Cell) -> bool:
    words = even(text(cell))
    return bool(_ROLE.fullmatch(words) or _ASIDE.fullmatch(words))
