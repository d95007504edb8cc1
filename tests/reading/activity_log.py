"""An activity log as agencies keep it, with everything at once that makes such a book hard to read, and its truth.

Three merged header rows, a grand total above the data, month summaries among the events, rows filled with formulas
in advance, lists for drop-down menus parked at the right, and days written four ways. Every name is invented.
"""

from datetime import date

import xlsxwriter

SINGLE = ["序号", "年份", "月份", "服务中心(社区)", "项目领域", "活动类型", "活动日期", "活动名称"]
SINGLE += ["受益对象", "统计人", "统计日期"]
PERSONS = {11: ("成人受益人数", "男性", "女性", "合计"), 14: ("儿童受益人数", "男童", "女童", "合计")}
VOLUNTEERS = ["儿童", "家长", "大学生", "老师", "社会人士"]
TIMES = 28  # first column of 活动受益人次: adults, children, both
NOTE = 31
PARKED = {34: ["项目领域", "为老服务", "青少年服务", "社区融入"], 35: ["活动类型", "大型活动", "小型活动"]}
PARKED_BARE = {37: ["老年人", "未成年人", "全体居民", "残疾人"]}  # a list without a heading, from the first row on
FIRST_GHOST, GHOSTS = 20, 300

# Row as in Excel -> year, month, community, kind, day as written, title, persons (men, women, boys, girls), times.
EVENTS = {
    5: (2016, 7, "新升社区", "大型活动", date(2016, 7, 5), "社区邻里节", (20, 30, 10, 15), (60, 40)),
    6: (2016, 7, "新升", "小型活动", 7.15, "暑期课堂", (2, 6, 9, 8), (8, 34)),
    7: (2016, 7, "何山社区", "小型活动", "7.30", "老年人手机课", (5, 12, 0, 0), (34, 0)),
    9: (2016, 8, "何山社区", "小型活动", "16.8.6", "亲子阅读", (1, 9, 6, 5), (10, 11)),
    10: (2016, 8, "新升社区", "大型活动", "2016年8月20日", "消夏晚会", (80, 90, 30, 25), (170, 55)),
    12: (2016, 9, "新升社区", "小型活动", 9.2, "中秋手工", (3, 7, 4, 4), (10, 8)),
    13: (2016, 9, "何山社区", "小型活动", "9.20", "健康讲座", (6, 14, 0, 0), (20, 0)),
    15: (2015, 10, "新升社区", "小型活动", "15.10.1", "国庆义诊", (4, 4, 0, 0), (8, 0)),
    16: (2016, 12, "何山社区", "大型活动", "16.12.10", "2016年度共建成果汇总", (40, 41, 9, 9), (81, 18)),
    17: (2017, 6, "新升社区", "小型活动", "6.30", "毕业季分享", (5, 5, 10, 11), (10, 21)),
    18: (2017, 6, "新升社区", "小型活动", 6.3, "端午包粽子", (5, 15, 2, 3), (20, 5)),
}
# Row -> where its words stand, the words, the rows it sums.
SUMMARIES = {
    4: (0, "总计", list(EVENTS)),
    8: (0, "7月小计", [5, 6, 7]),
    11: (7, "八月合计", [9, 10]),
    14: (7, "2016年9月活动汇总", [12, 13]),
}

# The truth, by hand: row -> community, day, title, attendances (活动受益人次 总合计, never 受益人数), size.
COUNTED = {
    5: ("新升社区", "2016-07-05", "社区邻里节", 100, "大型"),
    6: ("新升社区", "2016-07-15", "暑期课堂", 42, "小型"),
    7: ("何山社区", "2016-07-30", "老年人手机课", 34, "小型"),
    9: ("何山社区", "2016-08-06", "亲子阅读", 21, "小型"),
    10: ("新升社区", "2016-08-20", "消夏晚会", 225, "大型"),
    13: ("何山社区", "2016-09-20", "健康讲座", 20, "小型"),
    16: ("何山社区", "2016-12-10", "2016年度共建成果汇总", 99, "大型"),
    17: ("新升社区", "2017-06-30", "毕业季分享", 31, "小型"),
}
# The number 9.2 may be 2 or 20 September, 6.3 may be 3 or 30 June; 1 October 2015 is before the contract.
NOT_COUNTED = {12: "bad_date", 18: "bad_date", 15: "outside_year"} | dict.fromkeys(SUMMARIES, "total_row")
AMBIGUOUS = {12, 18}


def write_log(path):
    """The log as a workbook with true merged cells and formulas with the values they had when saved."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("2016-2017")
        dated = made.add_format({"num_format": "yyyy-mm-dd"})
        _write_header(sheet)
        for number, (row, event) in enumerate(EVENTS.items(), 1):
            _write_event(sheet, row - 1, number, event, dated)
        for row, (column, words, summed) in SUMMARIES.items():
            _write_summary(sheet, row - 1, column, words, summed)
        for row in range(FIRST_GHOST - 1, FIRST_GHOST - 1 + GHOSTS):
            _write_sums(sheet, row, (0, 0, 0, 0), (0, 0))
        for column, words in [*PARKED.items(), *PARKED_BARE.items()]:
            for row, word in enumerate(words, 2 if column in PARKED else 0):
                sheet.write_string(row, column, word)
    return path


def _write_header(sheet):
    for column, words in enumerate(SINGLE):
        sheet.merge_range(0, column, 2, column, words)
    for first, (group, *words) in PERSONS.items():
        sheet.merge_range(0, first, 1, first + 2, group)
        for n, word in enumerate(words):
            sheet.write_string(2, first + n, word)
    sheet.merge_range(0, 17, 2, 17, "总合计")
    sheet.merge_range(0, 18, 0, 27, "志愿者")
    for n, who in enumerate(VOLUNTEERS):
        sheet.merge_range(1, 18 + 2 * n, 1, 19 + 2 * n, who)
        sheet.write_row(2, 18 + 2 * n, ["人数", "小时"])
    sheet.merge_range(0, TIMES, 1, TIMES + 2, "活动受益人次")
    sheet.write_row(2, TIMES, ["成人", "儿童", "总合计"])
    sheet.merge_range(0, NOTE, 2, NOTE, "备注")


def _write_event(sheet, row, number, event, dated):
    year, month, community, kind, day, title, persons, times = event
    sheet.write_row(row, 0, [number, year, month, community, "社区融入", kind])
    if isinstance(day, date):
        sheet.write_datetime(row, 6, day, dated)
    elif isinstance(day, str):
        sheet.write_string(row, 6, day)
    else:
        sheet.write_number(row, 6, day)
    sheet.write_row(row, 7, [title, "全体居民", "王样本"])
    sheet.write_number(row, 10, 42735)  # 统计日期, a day that is not the event's
    sheet.write_row(row, 18, [2, 4])
    _write_sums(sheet, row, persons, times)


def _write_sums(sheet, row, persons, times):
    """Persons and attendances with their formulas; a row filled in advance has the formulas and nothing else."""
    men, women, boys, girls = persons
    if any(persons) or any(times):
        sheet.write_row(row, 11, [men, women])
        sheet.write_row(row, 14, [boys, girls])
        sheet.write_row(row, TIMES, times)
    at = row + 1
    sheet.write_formula(row, 13, f"=L{at}+M{at}", None, men + women)
    sheet.write_formula(row, 16, f"=O{at}+P{at}", None, boys + girls)
    sheet.write_formula(row, 17, f"=N{at}+Q{at}", None, sum(persons))
    sheet.write_formula(row, TIMES + 2, f"=AC{at}+AD{at}", None, sum(times))


def _write_summary(sheet, row, column, words, summed):
    events = [EVENTS[one] for one in summed]
    if column:
        sheet.write_row(row, 1, events[0][:2])
    sheet.write_string(row, column, words)
    persons = tuple(sum(event[6][n] for event in events) for n in range(4))
    times = tuple(sum(event[7][n] for event in events) for n in range(2))
    _write_sums(sheet, row, persons, times)
