"""What a line of the score sheet says: one verdict in the words of the reports, and what was concluded on it before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from evalkit import wording
from evalkit.conclusions import FILLED, SHOWN, basis_of, is_altered, mark
from evalkit.explaining import rows_behind
from evalkit.grounds import decided, turning
from evalkit.places import OWN, Places, grouped
from evalkit.plan_file import plan_sha256
from evalkit.records import Records
from evalkit.scoresheets.evidence import whereabouts
from evalkit.verdict_lists import left_out, other_reading
from evalkit.words import number, say

Line = dict[str, Any]
Row = Mapping[str, Any]


def lines_of(verdicts: pd.DataFrame, records: Records, lang: str) -> list[Line]:
    """A line a verdict, section by section: a word for every column of the table ``conclusions``, and its ``tone``.

    Parameters
    ----------
    verdicts : rows of one street and contract year. records : those they were made from. lang : ``zh`` or ``en``.
    """
    digest, places, earlier = plan_sha256(records.plan.folder), grouped(records), _Earlier(records)
    found = []
    for _, rows in verdicts.groupby("section", sort=False):
        for row in rows.to_dict("records"):
            line = _line({str(name): value for name, value in row.items()}, records, places, lang)
            line["mark"] = mark(digest, row["basis"], row["year"], line)
            found.append(_with_earlier(line, earlier.of(line, row), row["basis"], lang))
    return found


def _line(row: Row, records: Records, places: Places, lang: str) -> Line:
    one = records.plan.requirement(row["requirement"])
    behind = pd.DataFrame(rows_behind(places, one, row))
    return {
        **dict.fromkeys(FILLED, ""),
        "code": one.code,
        "section": wording.spoken(row, "section_label", lang),
        "street": places.whole if one.level == "programme" else row["street"],
        "community": row["community"],
        "label": wording.spoken(row, "label", lang),
        "quote": say("scoresheets.quote", lang, clause=one.clause, quote=one.quote),
        "bound": wording.bound(row, lang),
        "value": wording.value(row, lang),
        "verdict": wording.verdict(row["verdict"], lang),
        "tone": wording.TONES[row["verdict"]],
        "remark": "\n".join(filter(None, _remarks(row, records, lang))),
        "counted": "\n".join(_counted(row, records, lang)),
        "evidence": whereabouts(behind, lang),
        "cut_off": f"{row['cut_off']:%Y-%m-%d}",
    }


def _remarks(row: Row, records: Records, lang: str) -> Iterator[str]:
    """How far from the bound and why; how many records carry it; another reading; what people decided."""
    yield wording.remark(row, lang)
    yield turning(row, lang)
    yield other_reading(row, records.plan, lang)
    yield decided(row, lang)


def _counted(row: Row, records: Records, lang: str) -> Iterator[str]:
    if row["rows"]:
        yield say("scoresheets.counted", lang, rows=number(row["rows"]), counted=number(row["counted"]))
    if reasons := left_out(row, records.plan, lang):
        yield say("scoresheets.left_out", lang, reasons=reasons)


# ---- what was concluded before ------------------------------------------------------------------------------------


class _Earlier:
    """The lines of score sheets that were filled in and read, by what they are about."""

    def __init__(self, records: Records) -> None:
        frame = records["conclusions"]
        rows = frame[((frame["excluded"] == "") & (frame["conclusion"] != "")).to_numpy(bool)]
        self.found: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows.sort_values("when", kind="stable", na_position="first").to_dict("records"):
            if not is_altered(row):
                key = row["code"], row["street"], row["year"], row["community"]
                self.found.setdefault(key, []).append({str(name): value for name, value in row.items()})

    def of(self, line: Line, row: Row) -> list[Row]:
        """The earlier lines about a verdict, the last day last."""
        inside = "" if line["community"] == OWN else line["community"]
        return self.found.get((line["code"], line["street"], row["year"], inside), [])


def _with_earlier(line: Line, earlier: list[Row], basis: str, lang: str) -> Line:
    """A line with the conclusion that still holds filled in; of any other, that it was drawn from something else."""
    if not earlier:
        return line
    holding = [row for row in earlier if basis_of(row) == basis]
    if holding:
        return line | {name: holding[-1][name] for name in FILLED}
    last = earlier[-1]
    when = "—" if pd.isna(last["when"]) else f"{last['when']:%Y-%m-%d}"
    told = {name: last[name] for name in (*SHOWN, *FILLED)} | {"when": when, "who": last["who"] or "—"}
    return line | {"remark": f"{line['remark']}\n{say('scoresheets.outdated', lang, **told)}".strip()}
