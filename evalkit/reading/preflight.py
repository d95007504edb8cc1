"""A look into a workbook's zip before it is opened: what would eat the memory or stop the process is refused."""

from __future__ import annotations

import io
import re
import zipfile

_LARGEST = 500 << 20  # bytes, unpacked
_LARGEST_AREA = 20_000_000  # cells between the first and the last one used
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell that holds something; a merely formatted one closes itself and takes no memory.
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')


def inspect_zip(data: bytes) -> str:
    """Why a zipped workbook must not be opened: ``damaged``, ``too_large``, ``stray_cell``; ``""`` where it may.

    Examples
    --------
    >>> inspect_zip(b"PK not really")
    'damaged'
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                return "too_large"
            sheets = (part.filename for part in archive.infolist() if _SHEET.fullmatch(part.filename))
            return "stray_cell" if any(_area(archive.read(name)) > _LARGEST_AREA for name in sheets) else ""
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        return "damaged"


def _area(sheet: bytes) -> int:
    """Rows times columns of the least rectangle from A1 that holds every cell of a sheet."""
    columns, lowest = set(), 0
    for cell in _CELL.finditer(sheet):
        columns.add(cell[1])
        lowest = max(lowest, int(cell[2]))
    return lowest * max((_number(column) for column in columns), default=0)


def _number(column: bytes) -> int:
    """The number of a column called by its letters, from 1."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
