"""The golden files: the truth of the sample, and a workbook counted by hand."""

from __future__ import annotations

from pathlib import Path

from evalkit.sample.by_hand import write_by_hand
from evalkit.sample.truth import write_truth


def write_golden(folder: str | Path) -> None:
    """Write ``truth.csv`` and ``visits_by_hand.xlsx`` into a folder.

    Parameters
    ----------
    folder : an existing folder, ``tests/golden`` in the repository.
    """
    write_truth(Path(folder) / "truth.csv")
    write_by_hand(Path(folder) / "visits_by_hand.xlsx")
