"""One round of feedback: the findings of each file, and what its copy is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from evalkit.findings import SEVERITIES
from evalkit.reading.faults import STRUCTURAL
from evalkit.returning.voice import Row, Voice, is_open
from evalkit.words import say

if TYPE_CHECKING:  # the copying child does without them
    import pandas as pd

    from evalkit.records import Records

_EVALUATORS = {"correction_refused"}
_OF_NO_COPY = {"copy_beside", "same_file"}  # said of a file that is not to be marked
_NOTHING_TO_DO = {"read_as", "control_characters", "far_formatting"}


@dataclass(frozen=True)
class Round(Voice):
    """What was handed in and what was found.

    Parameters
    ----------
    records : what was handed in.
    files : every file read -> its findings, gravest first. names : every file read -> the name of its copy.
    loose : findings that belong to no file that was read. reasons : every file -> why its records are not counted.
    """

    records: Records
    files: Mapping[str, Sequence[Row]]
    names: Mapping[str, str]
    loose: Sequence[Row]
    reasons: Mapping[str, Counter[str]]

    def account(self, file: str) -> dict[str, int]:
        """How many records of a file were read and how many counted; totals, examples and headers are none."""
        reasons = self.reasons.get(file, Counter())
        return {"rows": sum(reasons.values()), "counted": reasons[""]}


def round_of(records: Records, findings: pd.DataFrame, lang: str) -> Round:
    """Sort the findings by file, gravest first; what the evaluator has to put right is left out."""
    rank = findings["severity"].map(SEVERITIES.index)
    rows = findings.assign(rank=rank).sort_values("rank", kind="stable").to_dict("records")
    names = copy_names(records.sheets["file"], lang)
    files: dict[str, list[Row]] = {file: [] for file in names}
    loose: list[Row] = []
    for row in rows:
        if row["code"] not in _EVALUATORS:
            (loose if row["code"] in _OF_NO_COPY else files.get(row["file"], loose)).append(row)
    for file, mine in files.items():
        if all(row["code"] in _NOTHING_TO_DO for row in mine if is_open(row)):
            files[file] = [row for row in mine if not is_open(row)]
    records_of = records.ledger[~records.ledger["reason"].isin(STRUCTURAL)]
    reasons = records_of.groupby("file")["reason"].agg(Counter).to_dict()
    return Round(lang, records, files, names, [row for row in loose if is_open(row)], reasons)


def copy_names(files: Iterable[str], lang: str) -> dict[str, str]:
    """What the copy of each file is called; files that differ in their suffix alone keep it in the name.

    Examples
    --------
    >>> copy_names(["2016/狮山/a.xls", "2016/狮山/a.csv", "2016/狮山/b.ods"], "zh")["2016/狮山/a.xls"]
    '2016/狮山/a.xls_反馈.xlsx'
    """
    paths = [PurePosixPath(file) for file in dict.fromkeys(files)]
    stems = Counter(str(path.with_suffix("")).casefold() for path in paths)
    alone = {path: stems[str(path.with_suffix("")).casefold()] == 1 for path in paths}
    tail = say("returning.tail", lang)
    return {str(path): str(path.with_name(f"{path.stem if alone[path] else path.name}{tail}.xlsx")) for path in paths}
