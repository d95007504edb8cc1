"""Names planted wherever agencies leave them: none is in a frame, finding, file, receipt or kept reading."""

import json
import zlib
from itertools import chain

import pandas as pd
import pytest
from books import COMMUNITIES, PLACE, PLAN, VISITS, book, read, visit

from evalkit.checking import check
from evalkit.receipts import receipt, receipt_text
from evalkit.records import read_one
from evalkit.saving import save_processed
from evalkit.understanding import accounted, explained

NAMES = ("周小芳", "王小明", "李建国", "张三丰", "赵铁柱", "孙大圣", "钱多多", "吴小二")
FORM = [
    ["居民家庭需求档案"],
    ["户主姓名", "张三丰", "社区", "新升社区"],
    ["家庭住址", "新升新苑9幢101室", "建档日期", "2016-08-20"],
    ["家庭类别", "张三丰家", "住房情况", "自有"],
    ["填表人：周小芳", "", "审核人：李建国", ""],
]
DELIVERABLES = [
    ["成果材料清单　填表人：孙大圣"],
    ["社区", "材料类别", "材料名称", "提交日期"],
    ["新升社区", "工作简报", "2016年第一期", "2016-12-01"],
    ["新升社区", "审核：李建国", "负责人签字：王小明", "2016-12-01"],
    ["制表人：周小芳", "审核：李建国", "户主：钱多多", "负责人签字：王小明"],
]
ACTIVITIES = [
    ["社区", "活动日期", "活动名称", "活动规模", "参加人次", "联系人：赵铁柱"],
    ["新升社区", "2016-09-15", "中秋", "经办：赵铁柱", 40, ""],
    ["制表人：周小芳", "2016-09-16", "记录人: 周小芳  审核: 李建国", "小型", 30, ""],
]
VISITED = [
    VISITS,
    ["新升社区", "2016-08-15", "张三丰", "新升新苑9幢101室", "完成"],
    visit(2),
    ["吴小二", *visit(3)[1:]],
    ["新升社区", "2016-08-16", "吴小二", "新升新苑8幢101室", "张三丰不在"],
]


@pytest.fixture
def planted(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setenv("EVALKIT_KEY", "a key for tests")
    data = tmp_path / "data"
    book(data, f"{PLACE}/服务社区一览表.xlsx", {"服务社区一览表": COMMUNITIES})
    book(data, f"{PLACE}/材料.xlsx", {"成果材料清单": DELIVERABLES, "活动记录表": ACTIVITIES})
    book(data, f"{PLACE}/探访.xlsx", {"张三丰": VISITED, "吴小二家": [["备注"], ["无"]], "汇总": [["共 4 户"]]})
    book(data, f"{PLACE}/档案.xlsx", {"张三丰": FORM, "赵铁柱": [["x"]], "张三丰(新升)": FORM}, hidden=["赵铁柱"])
    return data


def named(*texts):
    return sorted(name for name in NAMES if any(name in text for text in texts))


def test_no_name_is_in_frames_findings_saved_files_receipts_or_kept_readings(planted, tmp_path):
    records = read(planted)
    findings = check(records, records.plan)
    frames = [*records.values(), records.sheets, records.ledger, records.cells, records.columns, findings]
    assert named(*(frame.to_csv() for frame in frames)) == []
    assert named(receipt_text(receipt(records, findings, records.plan), records.plan, "now")) == []
    told = [*accounted(records), *explained(records, findings)]
    told += [line for path in sorted(planted.rglob("*.xlsx")) for line in explained(read_one(path, PLAN), findings)]
    assert named(*told) == []
    save_processed(records, findings, findings, tmp_path / "saved")
    saved = [pd.read_parquet(path).to_csv() for path in (tmp_path / "saved").glob("*.parquet")]
    assert named(*saved) == []
    kept = [path.read_bytes() for path in (tmp_path / "cache" / "evalkit" / "readings").iterdir()]
    assert len(kept) == 4
    assert named(*(json.dumps(json.loads(zlib.decompress(one)), ensure_ascii=False) for one in kept)) == []


def test_a_sheet_called_after_somebody_is_called_by_its_number_and_so_are_those_beside_it_that_hold_no_record(planted):
    records = read(planted)
    names = records.sheets.groupby("file")["sheet"].agg(list).to_dict()
    assert names[f"{PLACE}/档案.xlsx"] == ["第1张", "第2张", "第3张"]
    assert names[f"{PLACE}/探访.xlsx"] == ["第1张", "第2张", "汇总"]
    assert names[f"{PLACE}/材料.xlsx"] == ["成果材料清单", "活动记录表"]


def test_what_is_no_name_stays_as_it_is(planted):
    records = read(planted)
    assert "2016年第一期" in set(records["deliverables"]["title"])
    told = "".join(chain.from_iterable(records.cells["value"]))
    assert "经办：赵*" in told
