"""What the workbooks made for agencies share: colours, widths, names of sheets, and files that appear whole."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from evalkit.errors import ReportError, fault_of
from evalkit.words import say

# Darker where graver, so that they can be told apart on a grey print as well.
FILLS = {"error": "F4A582", "warning": "FFE699", "note": "E4EEF7"}
DARK, PALE, RULE, QUIET = "1F4E79", "DDE6EE", "BFBFBF", "7F7F7F"
_LONGEST = 31  # letters of a sheet's name, a limit of Excel
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_title(name: str, taken: Collection[str] = ()) -> str:
    """A name that Excel takes for a sheet: at most 31 letters, none forbidden, unlike those taken.

    Parameters
    ----------
    name : as it should be. taken : names of the other sheets; case does not matter.

    Examples
    --------
    >>> sheet_title("活动/培训"), sheet_title("Visits", ["visits"])
    ('活动_培训', 'Visits 2')
    """
    bare = _cut(_FORBIDDEN.sub("_", name).strip(" '"), _LONGEST) or "_"
    used, number, title = {word.casefold() for word in taken}, 1, bare
    while title.casefold() in used:
        number += 1
        title = f"{_cut(bare, _LONGEST - len(f' {number}'))} {number}"
    return title


def publish(path: str | Path, content: bytes) -> Path:
    """Write a whole file.

    Raises
    ------
    ReportError : it cannot be written, for instance because a spreadsheet program holds it open.
    """
    from evalkit.saving import write_whole  # noqa: PLC0415 - who only marks a workbook does without pandas

    try:
        write_whole(Path(path), content)
    except OSError as error:
        raise ReportError(say("workbooks.cannot_write", path=path, fault=fault_of(error))) from None
    return Path(path)


def withdraw(path: Path) -> None:
    """Remove a file that was published earlier and no longer holds.

    Raises
    ------
    ReportError : it cannot be removed, for instance because a spreadsheet program holds it open.
    """
    try:
        path.unlink()
    except OSError as error:
        raise ReportError(say("workbooks.cannot_remove", path=path, fault=error.strerror or error)) from None


def _cut(words: str, length: int) -> str:
    """The words cut as Excel counts them: a rare character outside the basic plane counts twice."""
    while len(words.encode("utf-16-le", "surrogatepass")) > 2 * length:
        words = words[:-1]
    return words.rstrip(" '")
