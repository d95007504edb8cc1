"""A small workbook of visits whose answer is worked by hand on its second sheet, for a person to recompute."""

from __future__ import annotations

from pathlib import Path

from evalkit.sample.sheets import Sheet
from evalkit.sample.writing import write_workbook

TITLE = "狮山街道样本社区居民家庭探访记录表（第一年：2016年7月1日至2017年6月30日）【虚构样本】"
HEADER = ("序号", "社区", "探访日期", "户主姓名", "家庭住址", "探访方式", "走访情况")
# date, head, flat, mode, result, what the evaluator says of it ("" where the row adds a household)
VISITS = (
    ("2016-08-01", "张样一", "样本新苑1幢101室", "入户", "完成", ""),
    ("2016-08-01", "李样二", "样本新苑1幢102室", "入户", "无人", "无人，未完成探访"),
    ("2016-08-03", "李样二", "样本新苑1幢102室", "入户", "完成", ""),
    ("2016-08-05", "王样三", "样本新苑1幢103室", "电话", "完成", "电话探访，没有入户"),
    ("2016年8月6日", "赵样四", "样本新苑1幢201室", "上门", "在家", ""),
    ("2016.9.1", "张样一", "样本新苑1幢101室", "入户", "完成", "与第3行同一户，重复"),
    ("2016-09-02", "钱样五", "样本新苑1幢202室", "入户", "拒访", "拒访，未完成探访"),
    ("2016-09-02", "孙样六", "样本新苑1幢203室", "入户", "空置", "空置，未完成探访"),
    ("2016-06-30", "周样七", "样本新苑1幢301室", "入户", "完成", "早于合同年度第一天"),
    ("2016-07-01", "吴样八", "样本新苑1幢302室", "入户", "完成", ""),
    ("2017-06-30", "郑样九", "样本新苑1幢303室", "入户", "完成", ""),
    ("2017-07-01", "陈样甲", "样本新苑2幢101室", "入户", "完成", "晚于合同年度最后一天"),
    ("2016-02-30", "卫样乙", "样本新苑2幢102室", "入户", "完成", "没有这一天，日期无法识别"),
    ("", "蒋样丙", "样本新苑2幢103室", "入户", "完成", "没有日期"),
    ("2016-10-10", "沈样丁", "样本新苑2幢201室", "入户", "完成", ""),
    ("2016-10-10", "沈样丁", "样本新苑2幢201室", "入户", "完成", "与第17行完全相同，重复"),
    ("2016-10-11", "韩例一", "", "入户", "完成", "没有住址，无法认定是哪一户"),
    ("2016-10-12", "张样一", "样本新苑2幢202室", "入户", "完成", ""),
    ("2016-10-12", "杨例二", "样本新苑２幢２０３室", "入户", "完成", ""),
    ("2016-11-01", "杨例二", "样本新苑2幢203室", "入户", "完成", "与第21行同一户（全角、半角数字），重复"),
)
FIRST_LINE = 3  # the first visit's line in Excel, under title and header
COMMUNITY = "样本社区"


def write_by_hand(path: str | Path) -> None:
    """Write the workbook: the visits as handed in, the steps of the count, and the list of communities.

    Parameters
    ----------
    path : the .xlsx file.
    """
    rows = [[n, COMMUNITY, *visit[:-1]] for n, visit in enumerate(VISITS, 1)]
    visits = Sheet("居民家庭探访记录表", "visits", (TITLE,), (), HEADER, [*rows, ["合计", "", "20次", "", "", "", ""]])
    steps = Sheet("核算步骤", "", ("虚构样本：逐行核算",), (), ("行", "计入", "累计户数", "理由"), _steps())
    listed = [[COMMUNITY, "2016-07-01", "其他"]]
    served = Sheet("服务社区一览表", "communities", ("虚构样本",), (), ("社区", "纳入服务日期", "自选项目"), listed)
    write_workbook(Path(path), [visits, steps, served])


def _steps() -> list[list[object]]:
    """One line a visit: does it add a household, how many so far, why; then the answer."""
    lines: list[list[object]] = []
    households = 0
    for line, visit in enumerate(VISITS, FIRST_LINE):
        counts, why = visit[-1] == "", visit[-1] or "年度内入户完成，此前没有这一户"
        households += counts
        lines.append([line, "是" if counts else "否", households, why])
    last = FIRST_LINE + len(VISITS)
    lines.append([last, "否", households, "合计行，不是记录"])
    return [*lines, ["结果", "", households, f"{households} 户；要求不少于 150 户，未达标"]]
