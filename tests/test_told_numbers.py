"""Every sentence with a number is made from the verdicts: over all street-years of the samples, in both languages.

Each number of a sentence is parsed and looked for among what the test itself works out from the rows it speaks of.
"""

import re

import pytest

import evalkit as ek
from evalkit.words import sentences

WORST = ["not_met", "cannot_assess", "for_evaluator", "in_progress", "met", "not_applicable"]  # the gravest first
TOLD = ["met", "not_met", "for_evaluator", "cannot_assess", "in_progress", "not_applicable"]  # in the title's order
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NAMES = ("label", "label_en", "community", "unit", "unit_en")
NUMBERS = ("value", "numerator", "denominator", "low", "high", "flip", "elapsed", "expected")
LANGUAGES = ("zh", "en")


def plain(text):
    return text.replace("\\", "").replace("（", "(").replace("）", ")").replace("：", ":")


# reasons that hold a number of their own, and are no sentence on a verdict
REASONS = [
    plain(one[lang]) for one in sentences("assessing").values() for lang in LANGUAGES if re.search(r"\d", one[lang])
]


def bare(text, rows):
    """A sentence without what people and the plan call things."""
    words = [*REASONS, *(plain(row[name]) for row in rows for name in NAMES if re.search(r"\d", row[name]))]
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return text


def known(rows):
    """What may stand in a sentence on these rows: values, parts, bounds, distances, how many places, flips."""
    words = [row["verdict"] for row in rows]
    found = {float(len(rows)), *(float(words.count(word)) for word in words)}
    for row in rows:
        numbers = [
            row[name] for name in ("value", "numerator", "denominator", "low", "high", "flip", "elapsed", "expected")
        ]
        numbers += [abs(row["value"] - row["low"]), abs(row["value"] - row["high"])]
        found |= {times * float(one) for one in numbers if one == one for times in (1, 100)}
    return found


def strangers(text, allowed):
    """The numbers of a text that are none of those allowed, to as many digits as are printed."""
    told = [word.replace(",", "") for word in NUMBER.findall(text)]
    near = {word: 0.51 * 10 ** -len(word.partition(".")[2]) if "." in word else 1e-9 for word in told}
    return [word for word in told if not any(abs(float(word) - one) <= near[word] for one in allowed)]


def grouped(rows, name="requirement"):
    found = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found


@pytest.fixture(scope="module")
def pilot(pilot_verdicts):
    """(street, year), the frame, and its rows, of all 18."""
    verdicts = pilot_verdicts.assign(flip=pilot_verdicts["flip"].astype(float))
    found = [(place, mine, mine.to_dict("records")) for place, mine in verdicts.groupby(["street", "year"], sort=False)]
    assert len(found) == 18
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sentence_of_a_section_holds_only_numbers_of_its_requirement(pilot, lang):
    for place, mine, rows in pilot:
        for section, part in grouped(rows, "section").items():
            told = plain(ek.sheets.sentences(mine, section, lang).body).splitlines()
            asked = grouped(part)
            assert len(told) == len(asked), place
            for line, own in zip(told, asked.values(), strict=True):
                assert strangers(bare(line, own), known(own)) == [], (place, line)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_summary_counts_as_the_rows_do_and_names_all_that_is_not_met(pilot, lang):
    for place, mine, rows in pilot:
        shown = ek.sheets.summary(mine, lang)
        worst = [min((row["verdict"] for row in own), key=WORST.index) for own in grouped(rows).values()]
        counts = [worst.count(word) for word in TOLD if word in worst]
        assert [int(word) for word in NUMBER.findall(shown.title)] == [len(worst), *counts], place
        body = plain(shown.body)
        for own in grouped(rows).values():
            name = plain(own[0]["label_en" if lang == "en" else "label"])
            if any(row["verdict"] == "not_met" for row in own):
                assert name in body, place
            for line in re.findall(rf"(?m)^ +- {re.escape(name)}[ :(].*", body):
                assert strangers(bare(line, own), known(own)) == [], (place, line)


def test_a_number_that_is_not_of_the_verdicts_is_noticed(pilot):
    own = [row for row in pilot[0][2] if row["requirement"] == "household_visits"]
    assert strangers("居民家庭探访为 151.5 户，差 99,999 户", known(own)) == ["151.5", "99999"]
