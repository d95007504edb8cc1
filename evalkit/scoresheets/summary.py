"""The two sheets to read beside the lines: what came out and from what, and how the score sheet is filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from evalkit import __version__, wording
from evalkit.blanks.guide import Line
from evalkit.plan_file import plan_sha256
from evalkit.records import Records
from evalkit.saving import source_sha256
from evalkit.words import number, say

Parts = list[tuple[str, list[Line]]]
_HOW = ("fill", "words", "blank", "signed", "locked", "papers", "back", "again")


def summary_parts(verdicts: pd.DataFrame, records: Records, lang: str) -> Parts:
    """How many requirements bear each verdict, in all and by section, and what all was made from.

    Parameters
    ----------
    verdicts : rows of one street and contract year. records : those they were made from. lang : ``zh`` or ``en``.

    Returns
    -------
    Headings with their lines, as `evalkit.blanks.guide.write_parts` takes them.
    """
    worst = verdicts.groupby("requirement", sort=False).agg(
        verdict=("verdict", wording.overall), section=("section", "first")
    )
    labels = {row["section"]: wording.spoken(row, "section_label", lang) for row in verdicts.to_dict("records")}
    sections = [
        Line(labels[section], _counts(words, lang))
        for section, words in worst.groupby("section", sort=False)["verdict"]
    ]
    return [
        (say("scoresheets.about", lang), [*_about(verdicts, records, lang)]),
        (say("scoresheets.counts", lang, all=len(worst), lines=len(verdicts)), [*_verdicts(worst["verdict"], lang)]),
        (say("scoresheets.sections", lang), sections),
        (say("scoresheets.versions", lang), [*_versions(verdicts, records, lang)]),
    ]


def guide_parts(folder: str, lang: str) -> Parts:
    """How the score sheet is filled in and handed back.

    Parameters
    ----------
    folder : of the whole pilot in which it is read again. lang : ``zh`` or ``en``.
    """
    how = [
        Line(say(f"scoresheets.how_{key}_label", lang), say(f"scoresheets.how_{key}", lang, folder=folder))
        for key in _HOW
    ]
    legend = [Line(wording.verdict(word, lang), say(f"reporting.legend_{word}", lang)) for word in wording.VERDICTS]
    return [(say("scoresheets.how", lang), how), (say("scoresheets.legend", lang), legend)]


def _about(verdicts: pd.DataFrame, records: Records, lang: str) -> Iterator[Line]:
    first: dict[str, Any] = {str(name): value for name, value in verdicts.iloc[0].to_dict().items()}
    street, year = records.plan.street(first["street"]), records.plan.year(first["year"])
    district = street.district if lang == "zh" else street.district_en or street.district
    told = {
        "street": f"{wording.spoken(first, 'street', lang)}{say('scoresheets.in', lang, district=district)}",
        "year": wording.period(first, lang),
        "dates": say("reporting.dates", lang, start=wording.day(year.start, lang), end=wording.day(year.end, lang)),
        "cut_off": wording.day(verdicts["cut_off"].max(), lang),
        "plan": records.plan.title if lang == "zh" else records.plan.title_en or records.plan.title,
    }
    for key, words in told.items():
        yield Line(say(f"scoresheets.about_{key}", lang), words)


def _verdicts(words: Iterable[str], lang: str) -> Iterator[Line]:
    found = Counter(words)
    for word in wording.VERDICTS:
        yield Line(wording.verdict(word, lang), number(found[word]))
    yield Line(say("scoresheets.counts_note", lang), say("scoresheets.counts_how", lang))


def _counts(words: Iterable[str], lang: str) -> str:
    found = Counter(words)
    told = (
        say("commands.counted", lang, word=wording.verdict(w, lang), number=found[w])
        for w in wording.VERDICTS
        if found[w]
    )
    return say("errors.separator", lang).join(told)


def _versions(verdicts: pd.DataFrame, records: Records, lang: str) -> Iterator[Line]:
    """The plan, the notice, evalkit, and each file of the street and of the whole pilot, with their SHA-256."""
    plan, first = records.plan, verdicts.iloc[0]
    yield Line(say("scoresheets.plan_hash", lang), f"{plan.id} · {plan_sha256(plan.folder)}")
    yield Line(say("scoresheets.notice_hash", lang), plan.sha256)
    yield Line(say("scoresheets.code_hash", lang), f"evalkit {__version__} · {source_sha256()}")
    sheets = records.sheets
    mine = sheets[(sheets["year"] == first["year"]) & sheets["street"].isin([first["street"], plan.whole])]
    for file, digest in mine[["file", "sha256"]].drop_duplicates().itertuples(index=False):
        yield Line(file, digest)
