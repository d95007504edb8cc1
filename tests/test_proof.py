"""A plan is refused, in plain words, wherever it says something its notice does not say."""

import re
import tomllib

import pytest
from plan_text import GOOD, block, changed, problems

from evalkit.errors import PlanError
from evalkit.plan import read_plan
from evalkit.proof_words import LANGUAGES
from evalkit.words import sentences

# ---- planted faults, each refused with the right sentence

VISITS = "household_visits"
FAULTS = {
    "threshold mistyped": (
        block(VISITS, "at_least = 150", "at_least = 105"),
        [VISITS, "at_least 的数 105", "引文里的数有：150"],
    ),
    "threshold is part of a longer number": (block(VISITS, "at_least = 150", "at_least = 15"), ["15 不在引文里"]),
    "per cent written as a whole number": (
        block("casework_share", "at_least = 0.5", "at_least = 50"),
        ["的数 50 ", "引文里的数有：0.5"],
    ),
    "the two years exchanged": (
        block("stationed_staff", "{ 1 = 5, 2 = 8 }", "{ 1 = 8, 2 = 5 }"),
        ["的数 8 ", "引文里的数有：5"],
    ),
    "万 overlooked": (block("fee_year_1", "600_000", "60"), ["at_most 的数 60 ", "引文里的数有：600,000"]),
    "quote altered": (
        block(VISITS, "不少于150户", "不少于120户"),
        ["引文在公文里找不到", "最接近的是“每个社区每年探访居民家庭不少于150户”"],
    ),
    "may_adjust not in the notice": (
        changed(('可适当调整"\nreading', '可适当降低"\nreading')),
        ["client_families", "找不到", "可适当降低"],
    ),
    "quote of not_counted altered": (
        changed(("农村社区覆盖率不低于30%", "农村社区覆盖率不低于40%")),
        ["不计条目 P01", "找不到"],
    ),
    "at_most for 不少于": (
        block(VISITS, "at_least", "at_most"),
        ["引文说“不少于”，而 bound 写的是 at_most", "应当写 at_least"],
    ),
    "contract for 每年": (
        block(VISITS, '"year"', '"contract"'),
        ["引文说“每年”，而 every 写的是 contract", "应当写 year"],
    ),
    "year for 结项前": (block("planning_proposal", '"contract"', '"year"'), ["引文说“结项前”", "应当写 contract"]),
    "street for 每个社区": (block(VISITS, '"community"', '"street"'), ["引文说“每个社区”，而 level 写的是 street"]),
    "community for 每个街道": (
        block("communities_year_1", 'level = "street"', 'level = "community"'),
        ["引文说“每个街道”", "应当写 street"],
    ),
    "unknown key": (block(VISITS, "reading =", "readng ="), [VISITS, "不认识“readng”", "是不是“reading”"]),
    "unknown key in an alternative": (
        block(VISITS, 'unit = "次"', 'units = "次"'),
        [VISITS, "alternatives", "不认识“units”", "是不是“unit”"],
    ),
    "unknown block": (GOOD + '\n[[requirment]]\nid = "x"\n', ["不认识“requirment”这一块", "是不是“requirement”"]),
    "text for a number": (
        block(VISITS, "at_least = 150", 'at_least = "150"'),
        ["at_least 写的是 “150”", "不加引号的数字"],
    ),
    "number for text": (block(VISITS, 'unit = "户"', "unit = 1"), ["unit 写的是 1", "加引号的文字"]),
    "a date in quotation marks": (changed(("from = 2016-07-01", 'from = "2016-07-01"')), ["年度 1", "from", "日期"]),
    "a key left out": (block(VISITS, 'clause = "附件2·二（一）1(1)"\n', ""), [VISITS, "缺少“clause”"]),
    "unknown measure": (block(VISITS, '"distinct"', '"distnct"'), ["measure 写的是“distnct”", "是不是“distinct”"]),
    "unknown level": (block(VISITS, '"community"', '"comunity"'), ["level 写的是“comunity”", "是不是“community”"]),
    "unknown table": (block(VISITS, '"visits"', '"visit"'), ["没有“visit”这张记录表", "是不是“visits”"]),
    "unknown column of": (block(VISITS, '"household"', '"houshold"'), ["of 提到“houshold”", "是不是“household”"]),
    "unknown column where": (block(VISITS, "mode =", "mod ="), ["where 提到“mod”", "是不是“mode”"]),
    "unknown column among": (
        block("professional_share", "among = { full_time", "among = { fulltime"),
        ["among 提到“fulltime”", "“full_time”"],
    ),
    "unknown column of applies": (
        block("problems_solved", "where = { option", "where = { opton"),
        ["applies 提到“opton”", "是不是“option”"],
    ),
    "column of one table of two": (
        block("communities_year_1", 'of = "community"', 'of = "household"'),
        ["“household”", "表 activities 没有这一列"],
    ),
    "personal column": (
        block(VISITS, 'of = "household"', 'of = "head_name"'),
        ["“head_name”", "个人信息", "household"],
    ),
    "no standard word": (
        block(VISITS, "完成", "已访"),
        ["“result”写的是“已访”", "是不是“完成”", "完成、无人、空置、拒访"],
    ),
    "yes-no column given a word": (
        block("project_lead", "full_time = true", 'full_time = "是"'),
        ["where.full_time", "true（是）或 false（否）"],
    ),
    "unknown condition": (
        block("experienced_share", "{ at_least = 12 }", "{ atleast = 12 }"),
        ["条件写法不对", "是不是“at_least”"],
    ),
    "two bounds": (block(VISITS, "at_least = 150", "at_least = 150\nat_most = 150"), ["只写一个", "at_least、at_most"]),
    "no bound": (block(VISITS, "at_least = 150\n", ""), ["只写一个", "现在写了：无"]),
    "between the wrong way round": (block("project_lead", "[1, 1]", "[1]"), ["between 要写两个数"]),
    "of left out": (block(VISITS, 'of = "household"\n', ""), ["计法 distinct 还需要写“of”"]),
    "among left out": (block("casework_share", "among = {}\n", ""), ["计法 share 还需要写“among”"]),
    "among not used": (block(VISITS, "at_least = 150", "among = {}\nat_least = 150"), ["distinct 用不到“among”"]),
    "sum of words": (block("fee_year_1", 'of = "fee"', 'of = "agency"'), ["“agency”，它应当是数字、金额、时长列"]),
    "chain of one column": (
        block("problems_solved", 'of = ["deliberated_on", "planned_on", "solved_on"]', 'of = "solved_on"'),
        ["一列日期列"],
    ),
    "month ends of a table without posts": (
        block("project_lead", 'table = "staff"', 'table = "visits"'),
        ["按月末在岗计", "staff、supervisors"],
    ),
    "id twice": (
        block("large_activities", '"large_activities"', '"small_activities"'),
        ["id“small_activities”", "重复"],
    ),
    "code twice": (block(VISITS, '"C01"', '"B01"'), ["code“B01”与要求 household_visits", "重复"]),
    "id unfit for a file name": (block(VISITS, '"household_visits"', '"../visits"'), ["“../visits”要用作文件名"]),
    "unknown section": (block(VISITS, '"communities"', '"community"'), ["section 写的是“community”", "“communities”"]),
    "a year the plan does not have": (
        block("stationed_staff", "at_least = { 1 = 5, 2 = 8 }", "at_least = { 1 = 5, 3 = 8 }"),
        ["提到年度 3", "1、2"],
    ),
    "a year ends before it starts": (changed(("to = 2017-06-30", "to = 2016-06-30")), ["年度 1", "止日早于起日"]),
    "years overlap": (changed(("to = 2017-06-30", "to = 2017-07-01")), ["年度 2 却起于 2017-07-01，两个年度重叠"]),
    "a share that is none": (changed(("city_share = 0.5", "city_share = 50")), ["city_share 写的是 50"]),
    "communities of a year": (changed(("communities = 3", "communities = 4")), ["年度 1", "communities 的数 4"]),
    "fee of a year": (changed(("fee = 1_000_000", "fee = 100_000")), ["年度 2", "fee 的数 100,000", "1,000,000"]),
    "a street the notice does not name": (
        changed(('name = "狮山街道"', 'name = "横塘街道"')),
        ["“横塘街道”不在 [streets]"],
    ),
    "one name for two streets": (changed(('"枫桥", "枫桥街道办"', '"狮山", "枫桥街道办"')), ["“狮山”已经指狮山街道"]),
    "silent quote without a reading": (
        re.sub(r'(quote = "培育治理型组织不少于2个"[\s\S]*?)reading = .*\nreading_en = .*\n', r"\1", GOOD, count=1),
        ["governance_organisations", "引文没有说 every", "写进 reading"],
    ),
    "alternative without a reading": (
        re.sub(r'(id = "large_activities"[\s\S]*?alternatives\]\]\n)reading = .*\n', r"\1", GOOD, count=1),
        ["large_activities", "alternatives", "缺少“reading”"],
    ),
    "alternative with an unknown column": (
        block("stationed_staff", "post = [", "pots = ["),
        ["stationed_staff", "第 1 个另解", "“pots”", "是不是“post”"],
    ),
    "alternative that changes nothing": (
        block("local_supervisor", "where = {}\nbetween = [1, 2]\n", ""),
        ["local_supervisor", "第 1 个另解", "没有改动任何计法"],
    ),
    "empty quote": (block(VISITS, "每个社区每年探访居民家庭不少于150户", ""), [VISITS, "quote 写的是 “”"]),
    "empty code": (block(VISITS, '"C01"', '""'), [VISITS, "code 写的是 “”"]),
    "empty table": (block(VISITS, '"visits"', '""'), [VISITS, "缺少“table”"]),
    "empty bound": (block(VISITS, "at_least = 150", "at_least = {}"), [VISITS, "只写一个"]),
    "endless number": (block("small_activities", "at_least = 6", "at_least = inf"), ["at_least 写的是 inf"]),
    "a demand left unsaid": (
        re.sub(r'\[\[requirement\]\]\nid = "capacity_building"[\s\S]*?(?=\n\[\[requirement|\n# )', "", GOOD),
        ["公文有要求而方案未提", "每年开展能力提升活动不少于4次"],
    ),
    "unknown language": (changed(('"zh-CN"', '"zh"')), ["language 写的是“zh”", "zh-CN、en"]),
    "header words of an unknown column": (
        GOOD + '\n[headers.visits]\ndat = ["日子"]\n',
        ["headers 提到“dat”", "“date”"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused_with_the_right_sentence(tmp_path, fault):
    text, words = FAULTS[fault]
    assert text != GOOD
    found = problems(tmp_path, text)
    assert any(all(word in one for word in words) for one in found), found


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("threshold mistyped", "the number 105 of at_least is not in the quote (numbers in the quote: 150)"),
        ("quote altered", "The nearest words of the notice are “每个社区每年探访居民家庭不少于150户”"),
        ("at_most for 不少于", "the quote says “不少于”, but bound is at_most. It should be at_least"),
        ("unknown key", "there is no key “readng”. Did you mean “reading”?"),
        ("text for a number", "it should be a number without quotation marks"),
        ("a demand left unsaid", "The notice demands something the plan does not mention"),
    ],
)
def test_the_same_in_english(tmp_path, monkeypatch, fault, says):
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert any(says in one for one in problems(tmp_path, FAULTS[fault][0]))


@pytest.mark.parametrize("fault", ["threshold mistyped", "unknown key", "unknown measure", "unknown table"])
def test_one_fault_is_told_once(tmp_path, fault):
    assert len(problems(tmp_path, FAULTS[fault][0])) == 1


def test_a_fault_names_its_line(tmp_path):
    text = block(VISITS, "reading =", "readng =")
    line = text.splitlines().index(next(row for row in text.splitlines() if row.startswith("readng"))) + 1
    assert any(f"（第 {line} 行）" in one for one in problems(tmp_path, text))


def test_a_fault_of_a_whole_block_names_the_line_on_which_it_begins(tmp_path):
    text = block(VISITS, "at_least = 150", "at_least = 105")
    line = text.splitlines().index('id = "household_visits"')
    assert any(f"household_visits（第 {line} 行）" in one for one in problems(tmp_path, text))


def test_all_faults_are_told_at_once(tmp_path):
    text = changed(
        ("at_least = 150", "at_least = 105"),
        ('unit = "类"', "unit = 1"),
        ("农村社区覆盖率", "乡村社区覆盖率"),
        ('measure = "chain"', 'measure = "chian"'),
        ('title_en = "Pilot', 'titel_en = "Pilot'),
        ("to = 2017-06-30", "to = 2016-06-30"),
    )
    found = "\n".join(problems(tmp_path, text))
    for words in ("的数 105", "unit 写的是 1", "乡村社区覆盖率", "chian", "titel_en", "止日早于起日"):
        assert words in found


def test_the_error_says_where_the_plan_stands_and_numbers_the_faults(tmp_path):
    text = changed(("at_least = 150", "at_least = 105"), ("at_least = 40", "at_least = 14"))
    assert len(problems(tmp_path, text)) == 2
    with pytest.raises(PlanError, match=r"plan\.toml\n  1\. .*\n  2\. "):
        read_plan(tmp_path)


# ---- laws

BLOCKS = re.findall(r"\[\[requirement\]\]\n[\s\S]*?(?=\n\[\[requirement\]\]\n|\n# |\Z)", GOOD)
DEMANDING = [b for b in BLOCKS if re.search(LANGUAGES["zh-CN"].demand, tomllib.loads(b)["requirement"][0]["quote"])]


def test_a_quarter_of_the_requirements_hold_a_word_of_demand():
    numbers = [
        "A03", "A04", "A05", "T01", "T02", "T03", "T04", "T06", "T07", "T12", "G01",
        "S02", "S03", "S04", "S10", "C01", "C06", "C07", "C09", "C10", "C15", "C18",
    ]  # fmt: skip
    years = ["T09", "T11", "T15"]  # 2年以上, 3年以上, 一年以上
    found = [tomllib.loads(b)["requirement"][0]["code"] for b in DEMANDING]
    assert (len(BLOCKS), sorted(found)) == (106, sorted(numbers + years))


def kin(one):
    """The block and those whose words are part of its own, or hold them: 其中… is said in the sentence before too."""
    quotes = {b: tomllib.loads(b)["requirement"][0]["quote"] for b in BLOCKS}
    return [b for b, quote in quotes.items() if quote in quotes[one] or quotes[one] in quote]


@pytest.mark.parametrize("one", DEMANDING, ids=lambda b: re.search('id = "(.*?)"', b)[1])
def test_no_demand_of_the_notice_can_be_dropped_unseen(tmp_path, one):
    text = GOOD
    for block_ in kin(one):
        text = text.replace(block_, "")
    assert any("公文有要求而方案未提" in sentence for sentence in problems(tmp_path, text))


def test_every_sentence_is_told_in_both_languages_with_the_same_slots():
    for key, text in sentences("plan").items():
        slots = {lang: set(re.findall(r"\{(\w+)\}", text[lang])) for lang in ("zh", "en")}
        assert slots["zh"] == slots["en"], key
