"""Workbooks put together byte by byte, as no writer would: each test says exactly what stands in the file."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def zipped(parts, how=zipfile.ZIP_DEFLATED):
    """A zip of these parts: name -> text or bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return made.getvalue()


def parts(sheet, office=OFFICE, main=MAIN, properties=""):
    """The parts of the least workbook of one sheet called 表; ``sheet`` is what stands inside its worksheet."""
    rel = '<Relationship Id="r1" Type="{}/{}" Target="{}"/>'
    package = "http://schemas.openxmlformats.org/package/2006/"
    relations = f'<Relationships xmlns="{package}relationships">{{}}</Relationships>'
    kind = '<Default Extension="{0}" ContentType="application/{0}"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types">{kind.replace("{0}", "xml")}</Types>',
        "_rels/.rels": relations.replace("{}", _filled(rel, office, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations.replace(
            "{}", _filled(rel, office, "worksheet", "worksheets/sheet1.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }


def xlsx(sheet, **more):
    """The least workbook with these rows, or whatever else stands inside the worksheet."""
    return zipped(parts(sheet if "<sheetData" in sheet else f"<sheetData>{sheet}</sheetData>", **more))


def _filled(pattern, *words):
    for word in words:
        pattern = pattern.replace("{}", word, 1)
    return pattern


# ---- the binary workbook

BOF, EOF, BOUNDSHEET, FILEPASS, DATE_MODE, SUPBOOK = 0x809, 0x0A, 0x85, 0x2F, 0x22, 0x1AE
NUMBER, BOOLERR, FORMULA, ROW, COLINFO = 0x203, 0x205, 0x06, 0x208, 0x7D


def record(kind, content=b""):
    return struct.pack("<HH", kind, len(content)) + content


def number(row, column, value):
    return record(NUMBER, struct.pack("<HHHd", row, column, 0, value))


def biff(cells, before=b"", kind=0):
    """The stream of a binary workbook of one sheet called S; ``before`` stands among the records of the whole."""
    begin = record(BOF, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    size = len(begin) + len(before) + 4 + 9 + 4
    listed = record(BOUNDSHEET, struct.pack("<IBBBB", size, 0, kind, 1, 0) + b"S")
    sheet = record(BOF, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(EOF)
    return begin + before + listed + record(EOF) + sheet


def compound(streams):
    """A compound file of these streams (name -> bytes), each padded to where no small sectors are needed."""
    entries, chain, body, size = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)], [0xFFFFFFFD], b"", 512
    directory = -(-(len(streams) + 1) // 4)
    chain += [*range(2, directory + 1), 0xFFFFFFFE]
    for number, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")  # noqa: PLW2901
        first, count = len(chain), -(-len(content) // size)
        after = number + 1 if number < len(streams) else _NONE
        entries.append(_entry(name, 2, first, len(content), after))
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += content.ljust(count * size, b"\0")
    assert len(chain) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    return header + table + b"".join(entries).ljust(directory * size, b"\0") + body


_NONE = 0xFFFFFFFF


def _entry(name, kind, first, size, after=_NONE):
    """An entry of the directory; the streams hang on the root as a tree of right branches only."""
    words = name.encode("utf-16-le")
    child = 1 if kind == 5 else _NONE
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBB", len(words) + 2, kind, 1)
        + struct.pack("<III", _NONE, after, child)
        + bytes(36)
        + struct.pack("<IQ", first, size)
    )


def xls(cells, before=b"", kind=0):
    """A binary workbook of one sheet with these records."""
    return compound({"Workbook": biff(cells, before, kind)})
