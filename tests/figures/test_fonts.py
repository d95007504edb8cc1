"""The fonts that come with evalkit: complete for GB 2312, small, static, licensed."""

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from evalkit.words import sentences

FONTS = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "NotoSerifSC-Regular.ttf"]
FOLDER = files("evalkit") / "fonts"


@pytest.mark.parametrize("name", FONTS)
def test_a_font_has_all_of_gb_2312_and_is_below_three_megabytes(name):
    font = TTFont(str(FOLDER / name))
    codes = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = [code.decode("gb2312", "ignore") for code in codes]
    wanted = {char for char in hanzi if char}
    assert len(wanted) == 6763, "GB 2312-80 has 6,763 Chinese characters"
    have = set(font.getBestCmap())
    assert {char for char in wanted if ord(char) not in have} == set()
    assert {char for char in "Az09,;:!?()%‰≥≤±×÷√✓□■○●◇①②⑳—–…“”‘’《》、。·~〓" if ord(char) not in have} == set()
    assert {chr(code) for code in range(0xFF01, 0xFF5F) if code not in have} == set()
    assert len((FOLDER / name).read_bytes()) < 3_000_000
    assert "fvar" not in font, "a variable font would be drawn in its thinnest face"


def test_the_three_faces_are_what_their_names_say():
    told = [TTFont(str(FOLDER / name)) for name in FONTS]
    assert [font["name"].getDebugName(1) for font in told] == ["Noto Sans SC", "Noto Sans SC", "Noto Serif SC"]
    assert [font["OS/2"].usWeightClass for font in told] == [400, 700, 400]


def test_the_licence_stands_beside_them():
    text = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert text.count("SIL OPEN FONT LICENSE Version 1.1") == 2
    assert "Adobe" in text
    assert "Google" in text


@pytest.mark.parametrize("group", ["figures", "sheets", "assessing"])
def test_the_fonts_have_every_character_of_our_words(group):
    have = set(TTFont(str(FOLDER / FONTS[0])).getBestCmap())
    told = "".join(text for one in sentences(group).values() for text in one.values())
    assert {char for char in told if ord(char) not in have} == {"\n"} & set(told)
