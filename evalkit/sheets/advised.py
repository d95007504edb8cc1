"""Recommendations: a text of the evaluators' own, begun for them from the verdicts and never written over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from evalkit import wording
from evalkit.display import Callout, Written, plain
from evalkit.errors import ReadError, ReportError, fault_of
from evalkit.plan_model import CONTRACT
from evalkit.reading.book import UnreadableError
from evalkit.reading.delimited import decode
from evalkit.sheets.summed import fragile, not_met, waiting
from evalkit.words import say

# Where a draft says by which verdicts it was written: a definition, which Markdown does not print.
_BASIS = re.compile(r'^\[evalkit\]: # "([0-9a-f]{64})"[ \t]*$', re.MULTILINE)
_MOST = 200_000  # bytes of a text; a long report has fewer in all


def recommendations(
    verdicts: pd.DataFrame, file: str | Path | None = None, lang: str | None = None
) -> Callout | Written:
    """What the evaluators recommend; until they have written it, a draft made from the verdicts and marked as one.

    Parameters
    ----------
    verdicts : rows of one street, of a contract year or of all, as `assess` gives them.
    file : the evaluators' text in Markdown; where there is none yet the draft is written there for them to edit. It is
        never changed afterwards. None where no text is kept: the draft is shown alone.
    lang : ``zh`` or ``en``, of the draft.

    Returns
    -------
    Written : their text as it stands, once it was edited; it begins with a sentence to check it where the verdicts have
        moved since the draft. Callout : the draft, while nobody has edited it.

    Raises
    ------
    ParameterError : rows of several streets.
    ReadError : the file is no text, or longer than any report. ReportError : the draft cannot be written.
    """
    street, years = wording.one_street(verdicts)
    year = years[0] if len(years) == 1 else CONTRACT
    told = draft(verdicts, lang)
    written = _read(Path(file)) if file and Path(file).exists() else ""
    if file and not Path(file).exists():
        _begin(Path(file), told, lang)
    basis = _BASIS.search(written)
    own = _BASIS.sub("", written).strip().removeprefix(say("advising.head", lang)).strip()
    if not own or (basis and basis[1] == _hash(own)):
        where = [say("advising.edit", lang, file=plain("/".join(Path(file).parts[-2:])))] if file else []
        body = "\n\n".join([*where, told])
        return Callout(tone="warn", title=say("advising.is_draft", lang), body=body, street=street, year=year)
    moved = basis is not None and basis[1] != _hash(told)
    body = f"{say('advising.moved', lang)}\n\n{own}" if moved else own
    return Written(body, street=street, year=year)


def draft(verdicts: pd.DataFrame, lang: str | None = None) -> str:
    """Headings and sentences to begin from, in Markdown, year by year: what is not met, open, or met by few records."""
    years = [part for _, part in verdicts.groupby("year")]
    parts = [_of_year(part, lang) for part in years]
    if len(years) > 1:
        names = [wording.period(part.iloc[0].to_dict(), lang) for part in years]
        parts = [f"## {name}\n\n{part}" for name, part in zip(names, parts, strict=True)]
    own = f"### {say('advising.own', lang)}\n\n- {say('advising.own_do', lang)}"
    return "\n\n".join([*parts, own])


def _of_year(verdicts: pd.DataFrame, lang: str | None) -> str:
    found = wording.groups(verdicts)
    parts = {
        "not_met": not_met(found, lang),
        "cannot_assess": waiting("cannot_assess", found, lang),
        "for_evaluator": waiting("for_evaluator", found, lang),
        "fragile": fragile(verdicts, lang),
    }
    return "\n\n".join(_parts({key: lines for key, lines in parts.items() if lines}, lang))


def _parts(parts: dict[str, list[str]], lang: str | None) -> Iterator[str]:
    if not parts:
        yield say("advising.nothing", lang)
    for key, lines in parts.items():
        items = "\n".join(f"- {wording.begun(line)}{say('sheets.stop', lang)}" for line in lines)
        yield f"### {say(f'advising.{key}', lang)}\n\n{say(f'advising.{key}_do', lang)}\n\n{items}"


def _begin(file: Path, told: str, lang: str | None) -> None:
    """Write the draft where nothing stands; a text that somebody else began in the meantime stays."""
    text = f'{say("advising.head", lang)}\n\n{told}\n\n[evalkit]: # "{_hash(told)}"\n'
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8-sig", newline="\r\n") as target:
            target.write(text)
    except FileExistsError:
        return
    except OSError as error:
        raise ReportError(say("reporting.cannot_write", lang, path=file, fault=fault_of(error))) from None


def _read(file: Path) -> str:
    """The text of a file, whatever its encoding."""
    try:
        content = file.read_bytes()
        if len(content) > _MOST:
            raise ReadError(say("advising.too_long", file=file, most=f"{_MOST // 1000:,}"))
        return decode(content).replace("\r\n", "\n").lstrip("\ufeff")
    except OSError as error:
        raise ReadError(say("advising.unreadable", file=file, fault=fault_of(error))) from None
    except UnreadableError:
        raise ReadError(say("advising.no_text", file=file)) from None


def _hash(text: str) -> str:
    """Of a text's words: blanks at the ends of lines and empty lines do not matter."""
    lines = (line.strip() for line in text.splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8")).hexdigest()
