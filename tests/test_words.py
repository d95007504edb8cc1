"""Every sentence stands in both languages, is used, and no number is rounded into another verdict."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.words import LANGUAGES, language, number, percent, say, width

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "evalkit"
GROUPS = {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted((PACKAGE / "text").glob("*.toml"))}
KEYS = {f"{group}.{key}": entry for group, entries in GROUPS.items() for key, entry in entries.items()}
SLOT = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_stands_in_both_languages_with_the_same_slots(key):
    entry = KEYS[key]
    assert set(entry) == set(LANGUAGES)
    assert all(isinstance(text, str) for text in entry.values())
    assert bool(entry["zh"].strip()) == bool(entry["en"].strip())
    assert set(SLOT.findall(entry["zh"])) == set(SLOT.findall(entry["en"]))


@pytest.mark.parametrize("key", KEYS)
def test_chinese_has_full_width_punctuation(key):
    beside_chinese = r"(?<=[\u4e00-\u9fff”》）])[,:;!?()]|[,;!?()](?=[\u4e00-\u9fff“《（])"
    assert re.findall(beside_chinese, KEYS[key]["zh"]) == []


@pytest.mark.parametrize("key", KEYS)
def test_english_has_no_chinese_but_what_it_quotes(key):
    unquoted = re.sub(r"“[^”]*”|\"[^\"]*\"|\([^)]*\)|\d{4}/\w+", "", KEYS[key]["en"])
    assert re.findall(r"[\u4e00-\u9fff，。；：]", unquoted) == []


def trees():
    return {p: ast.parse(p.read_text(encoding="utf-8")) for p in sorted(PACKAGE.rglob("*.py"))}


def plain_strings():
    """Every string written out in the code."""
    for tree in trees().values():
        inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inner:
                yield node.value


def names():
    """Every name in the code: a check's sentences bear the name of its function, a count's that of its argument."""
    for tree in trees().values():
        for node in ast.walk(tree):
            yield from (getattr(node, kind) for kind in ("name", "arg", "id", "attr") if hasattr(node, kind))


def composed_keys():
    """Every f-string that begins with the name of a group, as a pattern of keys: ``f"reading.why_{why}"``."""
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if parts[0] and parts[0].partition(".")[0] in GROUPS and "." in parts[0]:
                    pattern = "".join("(.+)" if part is None else re.escape(part) for part in parts)
                    yield re.compile(pattern.replace("(.+)(.+)", "(.+)"))


def strings_of_notebooks_and_templates():
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            yield from re.findall(r"[\"'](\w+\.\w+)[\"']", "".join(cell["source"]))
    for path in sorted(PACKAGE.rglob("*.j2")):
        yield from re.findall(r"[\"'](\w+\.\w+)[\"']", path.read_text(encoding="utf-8"))


WHOLE = {*plain_strings(), *strings_of_notebooks_and_templates()}
WORDS = WHOLE | set(names())
COMPOSED = set(composed_keys())
# Composed from words of others, not of our code: the names pydantic gives to types.
OTHERS_WORDS = ("plan.wanted_",)


def known(word):
    """Whether the code holds the word, or the two it is put together from."""
    return word in WORDS or any(word[:n] in WORDS and word[n:] in WORDS for n in range(1, len(word)))


def used(key):
    """Whether the code holds the key, or composes it from words it holds."""
    found = [pattern.fullmatch(key) for pattern in COMPOSED]
    composed = any(match and all(map(known, match.groups())) for match in found)
    return key in WHOLE or composed or key.startswith(OTHERS_WORDS)


def said():
    """Every key written out in a call of ``say``, with where it stands and the slots it fills."""
    for path, tree in trees().items():
        for node in ast.walk(tree):
            name = getattr(node, "func", None)
            if getattr(name, "id", getattr(name, "attr", "")) != "say" or not node.args:
                continue
            if isinstance(node.args[0], ast.Constant):
                filled = {k.arg for k in node.keywords}
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node.args[0].value, filled


def test_every_sentence_asked_for_is_there():
    assert [(where, key) for where, key, _ in said() if key not in KEYS] == []


def test_every_slot_is_filled_where_a_sentence_is_asked_for():
    asked = [(where, key, filled) for where, key, filled in said() if key in KEYS and None not in filled]
    assert [(where, key) for where, key, filled in asked if set(SLOT.findall(KEYS[key]["zh"])) - filled] == []


def test_every_sentence_is_used():
    assert [key for key in KEYS if not used(key)] == []


def test_the_language_is_chinese_unless_asked_otherwise(monkeypatch):
    monkeypatch.delenv("EVALKIT_LANG", raising=False)
    assert language() == "zh"
    monkeypatch.setenv("EVALKIT_LANG", "en")
    assert (language(), language("zh")) == ("en", "zh")
    with pytest.raises(ValueError, match=r"zh \| en"):
        language("fr")


def test_text_from_a_workbook_is_never_read_as_a_template():
    hostile = "{near} {allowed.__class__} %s"
    sentence = say("errors.unknown", "en", kind="street", word=hostile, near="x", allowed="y")
    assert hostile in sentence


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "—"),
        (float("nan"), "—"),
        (0.0, "0"),
        (150, "150"),
        (1_000_000.0, "1,000,000"),
        (2.5, "2.5"),
        (149.999, "149.999"),
        (149.996, "149.996"),
        (150.001, "150.001"),
    ],
)
def test_a_number_as_people_write_it(value, shown):
    assert number(value) == shown


# Counts, sums and means of up to a million records: what an evaluation can meet.
PARTS = st.integers(min_value=1, max_value=1_000_000)


@given(PARTS, PARTS)
def test_a_number_is_never_rounded_into_a_whole_number(top, bottom):
    value = top / bottom
    assert ("." in number(value)) == (value != int(value))


@given(PARTS, PARTS)
def test_a_share_is_never_rounded_into_a_whole_per_cent(top, bottom):
    shown = percent(top / bottom)
    assert ("." in shown) == (100 * top % bottom != 0)


@given(PARTS, PARTS)
def test_a_share_stays_on_its_side_of_the_half(top, bottom):
    shown = float(percent(top / bottom).removesuffix("%"))
    assert (shown >= 50) == (2 * top >= bottom)


def test_nineteen_of_thirty_nine_is_below_and_twenty_of_forty_is_the_half():
    assert percent(19 / 39) == "48.7%"
    assert percent(20 / 40) == "50%"
    assert percent(499_999 / 1_000_000) == "49.9999%"


def test_a_chinese_sign_is_two_letters_wide_and_the_longest_line_counts():
    assert (width("A列"), width(""), width("一\n二三")) == (3, 0, 4)
    assert (width("“好”"), width("“好”", doubtful=2)) == (4, 6)
