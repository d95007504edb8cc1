"""Make the three fonts evalkit ships: subsets of Noto Sans SC and Noto Serif SC.

    python tools/subset_fonts.py FOLDER

``FOLDER`` holds the static fonts and their licences anywhere below it, as in the packages
``@expo-google-fonts/noto-sans-sc`` and ``@expo-google-fonts/noto-serif-sc`` 0.4. Needs fontTools, which comes with
matplotlib.

Kept: all of GB 2312, Latin, punctuation, signs, full-width forms. Dropped: hinting, vertical writing, feature tables
that no writer here uses. The serif's outlines are redrawn with fewer points, no point moved by more than 2.5
thousandths of the em, to stay below 3 MB. Same sources, same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "evalkit" / "fonts"
FONTS = {  # source -> (target, whether its outlines are thinned)
    "NotoSansSC_400Regular.ttf": ("NotoSansSC-Regular.ttf", False),
    "NotoSansSC_700Bold.ttf": ("NotoSansSC-Bold.ttf", False),
    "NotoSerifSC_400Regular.ttf": ("NotoSerifSC-Regular.ttf", True),
}
RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1 and Latin Extended-A
    (0x2010, 0x2049),  # dashes, quotes, ellipsis, per mille
    (0x20AC, 0x20AC),  # euro
    (0x2150, 0x2199),  # fractions, Roman numerals, arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x2473),  # ringed numbers 1 to 20
    (0x2500, 0x27BF),  # boxes, geometric shapes, ticks
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3220, 0x3229),  # bracketed Chinese numerals
    (0x338E, 0x33A5),  # milligrams to cubic metres
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),
)


def characters() -> set[int]:
    """Every code point to keep: GB 2312 and the ranges above."""
    codes = (bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    ranges = (range(first, last + 1) for first, last in RANGES)
    return {ord(char) for char in codes if char}.union(*ranges)


def options() -> subset.Options:
    """What of the font beside its outlines is kept."""
    chosen = subset.Options()
    chosen.hinting = False
    chosen.layout_features = ["ccmp", "locl", "mark"]
    chosen.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    chosen.name_languages = [0x409]
    chosen.glyph_names = False
    return chosen


def thin(font: TTFont) -> None:
    """Redraw every outline with fewer points: to cubic curves within 1 unit and back within 1.5."""
    shapes, glyphs = font.getGlyphSet(), font["glyf"]
    drawn = {}
    for name in font.getGlyphOrder():
        if glyphs[name].numberOfContours > 0:
            pen = TTGlyphPen(None)
            shapes[name].draw(Qu2CuPen(Cu2QuPen(pen, 1.5), 1.0, all_cubic=True))
            drawn[name] = pen.glyph()
    for name, glyph in drawn.items():
        glyphs[name] = glyph


def make(source: Path, target: Path, *, thinned: bool) -> int:
    """Write the subset of ``source`` to ``target``; its size in bytes."""
    font = TTFont(source, recalcTimestamp=False)
    worker = subset.Subsetter(options())
    worker.populate(unicodes=characters())
    worker.subset(font)
    if thinned:
        thin(font)
    font.save(target)
    return target.stat().st_size


def licence(folder: Path) -> str:
    """The licences of both families, one after the other."""
    found = sorted(folder.rglob("LICENSE_FONT"))
    return "\n".join(path.read_text(encoding="utf-8").strip() + "\n" for path in found)


def main(folder: str) -> None:
    """Make every font of the list from ``folder``."""
    for source, (target, thinned) in FONTS.items():
        path = next(Path(folder).rglob(source))
        print(f"{target}: {make(path, TARGET / target, thinned=thinned):,} bytes")
    (TARGET / "OFL.txt").write_text(licence(Path(folder)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1])
