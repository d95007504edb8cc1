"""Write docs/findings.md, the catalogue of findings, from evalkit.findings and the sentences in evalkit/text.

python tools/findings_page.py
"""

from __future__ import annotations

from pathlib import Path

from evalkit.findings import CATALOGUE, SEVERITIES, SOURCES, when
from evalkit.words import sentences

ROOT = Path(__file__).parents[1]
HEAD = """# 核查结果 / Findings

<!-- Made by tools/findings_page.py from evalkit/findings.py and evalkit/text/; change those and run it again. -->

`check(records, plan)` 说出的每一种问题都列在这里：轻重、何时出现、原话和处理办法。
“计入”是说问题所在的那一行还算不算数。句中的 `{…}` 由程序填入。
`touches` 一列写明一条结果可能影响哪些要求：它所在的表和列用于哪些要求的计数；看不出是什么表的，这一列空白。

Every kind of finding that `check(records, plan)` tells: how grave it is, when it is raised, its sentence and its cure.
“Counts” says whether the row counts all the same. Each `{…}` is filled in. The column `touches` of a finding names the
requirements whose number it can move: those that count by its table and column; it is blank where the table itself
could not be told.

- **错误 error** 有内容丢失或自相矛盾，须更正 · something is lost or contradicts itself
- **警告 warning** 有疑问，须核对 · doubtful, to be looked at
- **提示 note** 供了解 · good to know
- 读取时发现的警告，使那一行不能计入的，按错误说出 · a warning met while reading is an error where it costs its row
"""
SEVERITY = {"error": "**错误** error", "warning": "**警告** warning", "note": "**提示** note"}
COUNTS = {
    "yes": "计入 counts",
    "no": "不计入 does not count",
    "either": "缺了必填的值才不计入 unless the value is one it must have",
    "none": "不涉及单独的行 no single row",
}
PARTS = {
    "file": "文件和文件夹 Files and folders",
    "sheet": "工作表和表头 Sheets and headers",
    "cell": "单元格 Cells",
    "rule": "记录之间 Between records",
}


def wording(code: str, lang: str) -> tuple[str, str]:
    """The sentence and the cure of a finding; a file that cannot be read has a cure for each reason."""
    words = sentences("checking")
    cure = words.get(f"{code}_cure")
    return words[code][lang], cure[lang] if cure else "".join(f"\n  - {one}" for one in _reasons(lang))


def _reasons(lang: str) -> list[str]:
    return [entry[lang] for key, entry in sentences("reading").items() if key.startswith("why_")]


def section(code: str) -> str:
    """One kind of finding."""
    kind = CATALOGUE[code]
    lines = [f"### `{code}`", "", f"{SEVERITY[kind.severity]} · {COUNTS[kind.counts]}", ""]
    for lang, sentence, cure in (("zh", "原话", "处理"), ("en", "Says", "Cure")):
        told, mend = wording(code, lang)
        lines += [f"{when(code, lang)}", "", f"- {sentence}：{told}" if lang == "zh" else f"- {sentence}: {told}"]
        lines += [f"- {cure}：{mend}" if lang == "zh" else f"- {cure}:{mend if mend[0].isspace() else f' {mend}'}", ""]
    return "\n".join(lines).rstrip("\n")


def page() -> str:
    """The whole page: by where a finding comes from, the gravest first."""
    parts = [HEAD.rstrip("\n")]
    for source in SOURCES:
        codes = [code for code, kind in CATALOGUE.items() if kind.source == source]
        parts += [f"## {PARTS[source]}"]
        parts += map(section, sorted(codes, key=lambda code: SEVERITIES.index(CATALOGUE[code].severity)))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the page."""
    (ROOT / "docs" / "findings.md").write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
