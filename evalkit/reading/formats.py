"""What a file is, by its first bytes: a suffix is no more than a claim."""

from __future__ import annotations

import re

from evalkit.reading.book import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ")
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
# Workbooks of 1987 to 1995 without an envelope: BOF records of BIFF 2, 3, 4 and 5.
_OLD = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00\x00\x05")
_REFUSED = {"archive": _ARCHIVES, "picture": _PICTURES, "document": (b"%PDF-", b"{\\rtf"), "old": _OLD}
_SPREADSHEET_2003 = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
_TAGS = re.compile(rb"<\s*(?:html|head|body|table|meta|!doctype\s+html|tr|style|div|script)\b", re.IGNORECASE)
_HEAD = 4096


def kind(data: bytes) -> str:
    r"""What a file is: ``zip``, ``ole``, ``mhtml``, ``xml``, ``html`` or ``text``.

    Raises
    ------
    UnreadableError : it is empty, an archive, a picture, a document, or a workbook older than 1995.

    Examples
    --------
    >>> kind(b"PK\x03\x04..."), kind(b"\xef\xbb\xbf<table><tr>"), kind(b"a,b\r\n")
    ('zip', 'html', 'text')
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("empty")
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    for why, beginnings in _REFUSED.items():
        if data.startswith(beginnings):
            raise UnreadableError(why)
    return _text_kind(data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n"))


def _text_kind(head: bytes) -> str:
    if head[:13].lower() == b"mime-version:":
        return "mhtml"
    if not head.startswith(b"<"):
        return "text"
    if _SPREADSHEET_2003.search(head) and not re.match(rb"<html", head, re.IGNORECASE):
        return "xml"
    if _TAGS.search(head):
        return "html"
    if head.startswith(b"<?xml"):
        raise UnreadableError("old")
    return "text"
