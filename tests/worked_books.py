"""All workbooks worked by hand; ``python tests/worked_books.py`` writes them into tests/golden again."""

from pathlib import Path

import worked_counts
import worked_months
import worked_shares
from worked import write

GOLDEN = Path(__file__).parent / "golden"
BOOKS = {one.name: one for one in (*worked_counts.BOOKS, *worked_shares.BOOKS, *worked_months.BOOKS)}


def path_of(name, folder=GOLDEN):
    """Where the workbook of a measure, or of a fact of staff, stands."""
    return folder / f"{name}_by_hand.xlsx"


if __name__ == "__main__":
    for name, one in BOOKS.items():
        write(one, path_of(name))
