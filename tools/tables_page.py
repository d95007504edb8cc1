"""Write docs/tables.md, the reference of the record tables, from evalkit.tables.

python tools/tables_page.py
"""

from __future__ import annotations

from pathlib import Path

from evalkit.tables import TABLES, Column, Table

ROOT = Path(__file__).parents[1]
HEAD = """# 记录表 / Record tables

<!-- Made by tools/tables_page.py from evalkit/tables/; change that and run it again. -->

每张表在这里只说明一次：有哪些列，每列认哪些表头。一条记录填一张的登记表，各项名称照此书写也认得。表头里的空格、星号和全角半角不影响识别。
*必填* 的列缺了，这一行就不能计数；*个人信息* 的列读入后立即换成代号，不会出现在任何输出里。

Each table, declared once: its columns and the headers each column answers to. A form, one record
a sheet, is read too where its labels are these.
Blanks, asterisks and width do not matter. A row without a *required* value cannot be counted; *personal* columns
become pseudonyms on reading and appear in no output.

| 表 Table | 代码名 Name | 层级 Level | 谁提交 Handed in by |
|---|---|---|---|
"""
KINDS = {
    "text": "文本 text",
    "names": "姓名，可多人 names",
    "identity": "身份证号 identity number",
    "phone": "电话 telephone",
    "date": "日期 date",
    "number": "数 number",
    "yuan": "金额 yuan",
    "hours": "小时 hours",
    "yes_no": "是否 yes/no",
    "choice": "单选 one of",
    "choices": "多选 several of",
}
LEVELS = {"street": "街道 street", "community": "社区 community"}
WHOSE = {"agency": "承接机构 agency", "programme": "试点主管部门 programme", "evaluator": "第三方评估 evaluator"}
FORM = "通常一户一表填写 usually a form, each label beside its value"
DATED = {
    "year": "；只计合同年度内的行 only rows inside the contract year count",
    "contract": "；合同期内均可 anywhere in the contract",
    "": "",
}


def headers(column: Column) -> str:
    """All headers a column answers to."""
    return "、".join(dict.fromkeys([column.label, *column.aliases]))


def kind(column: Column) -> str:
    """What stands in a column, and what it must be."""
    words = [KINDS[column.kind]]
    words += ["**必填** required"] if column.required else []
    words += ["*个人信息* personal"] if column.personal else []
    return " · ".join(words)


def choices(table: Table) -> list[str]:
    """For each column of choices, the words and other ways of writing them."""
    lines = []
    for column in table.columns:
        ways = [f"{word}（{'、'.join(others)}）" if others else word for word, others in column.values.items()]
        if ways:
            lines += ["", f"`{column.name}` {column.label}：{'；'.join(ways)}"]
    return lines


def whole_periods(table: Table) -> list[str]:
    """For each pair of columns the headers of one column that holds both."""
    words: dict[tuple[str, str], list[str]] = {}
    for word, period in table.periods.items():
        words.setdefault(period, []).append(word)
    told = "一列写起止 both in one column"
    return [f"{told} `{since}` – `{until}`：{'、'.join(found)}" for (since, until), found in words.items()]


def section(table: Table) -> str:
    """One table."""
    hints = "、".join([table.label, *table.aliases])
    dated = f"日期列 date: `{table.date}`{DATED[table.dated_within]}" if table.date else ""
    span = f"在岗期间 in post: `{table.span[0]}` – `{table.span[1]}`" if table.span else ""
    lines = [
        f"## {table.label} {table.label_en}",
        "",
        f"`{table.name}` · {LEVELS[table.level]} · {WHOSE[table.whose]} · {table.source}",
        "",
        f"工作表或文件名里的提示词 words in the sheet's or file's name: {hints}",
        *[f"\n{line}" for line in (dated, span, *whole_periods(table), FORM * table.form) if line],
        "",
        "| 列 Column | 认得的表头 Headers | 内容 Content | 例 Example |",
        "|---|---|---|---|",
        *[f"| `{c.name}` {c.label_en} | {headers(c)} | {kind(c)} | {c.example} |" for c in table.columns],
        *choices(table),
    ]
    return "\n".join(lines)


def page() -> str:
    """The whole page."""
    lines = (f"| {t.label} {t.label_en} | `{t.name}` | {LEVELS[t.level]} | {WHOSE[t.whose]} |" for t in TABLES.values())
    rows = "\n".join(lines)
    return "\n\n".join([HEAD + rows, *map(section, TABLES.values())]) + "\n"


def main() -> None:
    """Write the page."""
    (ROOT / "docs" / "tables.md").write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
