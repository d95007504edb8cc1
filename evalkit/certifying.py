"""The certificate of one verdict: a page with all it rests on, to be printed, filed, and checked again."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from html import escape
from typing import Any

import pandas as pd

from evalkit import __version__, wording
from evalkit.checking import check
from evalkit.errors import ParameterError
from evalkit.explaining import Rows, counting, reason, rows_behind
from evalkit.grounds import arithmetic, checksum, notes, tables_of
from evalkit.places import grouped
from evalkit.plan import Requirement
from evalkit.plan_file import plan_sha256
from evalkit.records import Records
from evalkit.saving import source_sha256
from evalkit.words import language, number, say

_STYLE = """:root{color-scheme:light dark;--ink:#1b2127;--mute:#55606a;--page:#fff;--line:#d5dbe1;--pale:#eef3f8;
--brand:#1f4e79;--warn:#7a5600;--warn-pale:#fdf4df}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e4e8ec;--mute:#a3aeb8;--page:#14181c;--line:#3a444d;
--pale:#1f2931;--brand:#8fbde8;--warn:#f0c36a;--warn-pale:#33290f}}
body{font:1rem/1.7 "Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:54rem;
margin:0 auto;padding:0 1rem 3rem;color:var(--ink);background:var(--page);overflow-wrap:break-word}
nav,.banner{margin:0 -1rem;padding:.5rem 1rem;font-size:.88rem}nav a{margin-right:1.4em}a,h1{color:var(--brand)}
.banner{background:var(--warn-pale);color:var(--warn);font-weight:700;text-align:center}
a:focus-visible,summary:focus-visible{outline:3px solid var(--warn);outline-offset:2px}
h1{font-size:1.5rem;line-height:1.4;margin:1.2rem 0 .4rem}
h2{font-size:1.05rem;margin:1.6rem 0 .4rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}p{margin:.4rem 0}
blockquote{margin:.4rem 0;padding:.4rem 1rem;border-left:3px solid var(--brand);background:var(--pale)}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.5}th{background:var(--pale)}
td,th{border:1px solid var(--line);padding:.25em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.blank td{height:3.2em}.at,.hash{white-space:nowrap}
.hash{font-family:Consolas,Menlo,"DejaVu Sans Mono",monospace;font-size:.92em}
.said{margin:.8rem 0;padding:.5rem 1rem;background:var(--pale);font-size:1.15rem;font-weight:700}
small{color:var(--mute);overflow-wrap:anywhere}summary{cursor:pointer;color:var(--brand);padding:.4rem 0}
@media(max-width:30rem){.evidence tr{display:block;padding:.3rem 0;border-bottom:1px solid var(--line)}
.evidence thead{display:none}.evidence td{display:inline;border:0;padding:0 .6em 0 0}.at::before{content:var(--row)}}
@page{size:A4;margin:20mm}@media print{nav,details{display:none}body{font-size:10pt;max-width:none}
tr{break-inside:avoid}h2{break-after:avoid}*{print-color-adjust:exact}}"""
_SHOWN = 40  # rows of evidence laid open on the page and printed; the others unfold
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True).encode
_HASH = 16  # hexadecimal letters shown of a SHA-256


@dataclass(frozen=True)
class Certificate:
    """One verdict with the words, the arithmetic and the rows it rests on.

    Parameters
    ----------
    content : as plain data; no cell of a record stands in it, only where the cells are.
    lang : of its sentences.
    """

    content: dict[str, Any]
    lang: str

    @property
    def digest(self) -> str:
        """SHA-256 of the content: two certificates of one verdict from the same files, plan and code have the same."""
        return hashlib.sha256(self.to_json().encode("utf-8")).hexdigest()

    def to_json(self) -> str:
        """The content as JSON with its keys in order, each on a line of its own, and so each item of a list."""
        told = ",\n".join(f"{_json(key)}: {_lines(self.content[key])}" for key in sorted(self.content))
        return f"{{\n{told}\n}}"

    def to_html(self, links: Mapping[str, str] | None = None) -> str:
        """A page of its own, without anything to load.

        Parameters
        ----------
        links : words -> address of the pages around it.
        """
        title, policy = escape(self.content["title"]), "default-src 'none'; style-src 'unsafe-inline'"
        head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        head += f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        lang = "zh-CN" if self.lang == "zh" else self.lang
        page = f"{self._banner()}{self._links(links or {})}<main>{self._body()}</main>"
        return (
            f'<!DOCTYPE html><html lang="{lang}"><head>{head}<style>{_STYLE}</style></head><body>{page}</body></html>\n'
        )

    def _repr_html_(self) -> str:
        return self._body()

    def __repr__(self) -> str:
        return f"{self.content['title']}\n{self.content['said']}\n{self.content['arithmetic']}"

    def _word(self, key: str) -> str:
        return _word(key, self.lang)

    def _banner(self) -> str:
        if not self.content["invented"]:
            return ""
        label, told = (escape(say(f"reporting.{key}", self.lang)) for key in ("about_data", "invented"))
        return f'<div class="banner" role="region" aria-label="{label}">{told}</div>'

    def _links(self, links: Mapping[str, str]) -> str:
        told = "".join(f'<a href="{escape(path)}">{escape(words)}</a>' for words, path in links.items())
        return f'<nav aria-label="{self._word("around")}">{told}</nav>' if told else ""

    def _body(self) -> str:
        told, words = self.content, self._word
        parts = [
            f'<h1>{escape(told["title"])}</h1><p class="said">{escape(told["said"])}</p>',
            f"<h2>{words('quote')}</h2><blockquote>{escape(told['quote'])}<br><small>{escape(told['clause'])}</small>",
            f"</blockquote><h2>{words('reading')}</h2><p>{escape(told['reading'])}</p>",
            f"<p><small>{escape(told['counting'])}</small></p>",
            f"<h2>{words('arithmetic')}</h2><p>{escape(told['arithmetic'])}</p>{_list(told['notes'])}",
            f"<h2>{words('evidence')}</h2><p>{escape(told['evidence_told'])}</p>{self._evidence()}",
            f"<h2>{words('findings')}</h2>{_list(told['findings']) or '<p>' + words('no_findings') + '</p>'}",
            f"<h2>{words('field_check')}</h2>{self._field_check()}",
            f"<h2>{words('versions')}</h2><p><small>{'<br>'.join(map(escape, self._versions()))}</small></p>",
        ]
        return "".join(parts)

    def _evidence(self) -> str:
        """The first rows laid open, the others behind a line that unfolds."""
        rows = self.content["evidence"]
        first, more = rows[:_SHOWN], rows[_SHOWN:]
        if not more:
            return self._rows(first) if first else ""
        told = escape(say("certifying.more", self.lang, more=number(len(more))))
        return f"{self._rows(first)}<details><summary>{told}</summary>{self._rows(more)}</details>"

    def _rows(self, rows: Sequence[Mapping[str, Any]]) -> str:
        head = "".join(f'<th scope="col">{self._word(key)}</th>' for key in ("file", "sheet", "row", "why", "sha256"))
        said = {word: escape(word) for word in {row[key] for row in rows for key in ("file", "sheet", "why")}}
        body = "".join(
            f'<tr><td>{said[row["file"]]}</td><td>{said[row["sheet"]]}</td><td class="at">{row["row"]}</td>'
            f'<td>{said[row["why"]]}</td><td class="hash">{row["sha256"]}</td></tr>'
            for row in rows
        )
        head, style = f"<thead><tr>{head}</tr></thead>", f"--row:'{self._word('row')} '"
        return f'<table class="evidence" style="{style}">{head}<tbody>{body}</tbody></table>'

    def _field_check(self) -> str:
        keys = ("checked_rows", "checked_found", "checked_by", "checked_on")
        head = "".join(f'<th scope="col">{self._word(key)}</th>' for key in keys)
        return f'<table><tr>{head}</tr><tr class="blank">{"<td></td>" * len(keys)}</tr></table>'

    def _versions(self) -> list[str]:
        told = self.content["versions"]
        lines = [f"{key}: {value}" for key, value in told.items() if isinstance(value, str)]
        lines += [f"{file}: {digest}" for file, digest in told["inputs"].items()]
        return [*lines, f"SHA-256: {self.digest}"]


def certificate(records: Records, verdicts: pd.DataFrame, requirement: str, lang: str | None = None) -> Certificate:
    """The certificate of one verdict.

    Parameters
    ----------
    records : those the verdicts were made from.
    verdicts : rows of `assess`; of the requirement one alone.
    requirement : id or code. lang : ``zh`` or ``en``.

    Raises
    ------
    ParameterError : no such requirement, or none or several of its verdicts among the rows.

    Examples
    --------
    >>> from evalkit.assessing import assess
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> mine = assess(plan, records).query("year == 1 and community == '狮云社区'")
    >>> certificate(records, mine, "household_visits", "en").content["verdict"]
    'not_met'
    """
    lang, one = language(lang), records.plan.requirement(requirement)
    rows = wording.rows(verdicts[verdicts["requirement"] == one.id])
    if len(rows) != 1:
        places = [wording.place_name(row, lang) for row in rows]
        found = say("errors.separator", lang).join(places) or say("certifying.none", lang)
        raise ParameterError(say("certifying.one_verdict", lang, code=one.code, found=found))
    return _Basis(records, lang).certificate(one, rows[0])


def certificates(
    records: Records, verdicts: pd.DataFrame, lang: str | None = None
) -> Iterator[tuple[dict[str, Any], Certificate]]:
    """The certificate of each verdict, in their order; what they share is worked out once.

    Parameters
    ----------
    records : those the verdicts were made from. verdicts : rows of `assess`. lang : ``zh`` or ``en``.

    Returns
    -------
    Each row of ``verdicts`` as a dict, and its certificate.
    """
    basis = _Basis(records, language(lang))
    for row in wording.rows(verdicts):
        yield row, basis.certificate(records.plan.requirement(row["requirement"]), row)


class _Basis:
    """What all certificates of the same records share: findings, places, hashes of rows, versions."""

    def __init__(self, records: Records, lang: str) -> None:
        self.records, self.lang = records, lang
        self.places = grouped(records)
        self.hashes = records.kept("hashes of rows", (), lambda read: cache(partial(_hashes, read)))

    def certificate(self, one: Requirement, row: Mapping[str, Any]) -> Certificate:
        """The certificate of a row of verdicts."""
        lang, behind = self.lang, rows_behind(self.places, one, row)
        place, colon = wording.place_name(row, lang), say("certifying.colon", lang)
        content = {
            "title": say("certifying.title", lang, code=one.code, label=wording.spoken(row, "label", lang)),
            "said": f"{place}{colon}{wording.verdict(row['verdict'], lang)}",
            "verdict": row["verdict"],
            "why": row["why"],
            "invented": self.records.invented,
            "requirement": one.id,
            "code": one.code,
            "clause": one.clause,
            "quote": one.quote,
            "reading": (one.reading_en if lang == "en" else one.reading) or one.reading,
            "counting": counting(one, lang),
            "arithmetic": wording.evened(arithmetic(row, tables_of(one), lang), lang),
            "notes": [*notes(row, lang)],
            "evidence_told": say("certifying.rows", lang, rows=number(row["rows"]), counted=number(row["counted"])),
            "evidence": [*self._addresses(one, behind)],
            "findings": [*self._touching(one, row)],
            "versions": {**self._versions, "verdict_sha256": checksum(row), "inputs": self._inputs(behind)},
        }
        return Certificate(content, lang)

    def _addresses(self, one: Requirement, behind: Rows) -> Iterable[dict[str, Any]]:
        """Where each row stands, why it counts or not, and a hash of the row as it was read."""
        tables, columns = tables_of(one), (behind[name].tolist() for name in ("file", "sheet", "row", "counted", "why"))
        told = {word: reason(word, tables, self.lang) for word in set(behind["why"])}
        hashes = [self.hashes(table) for table in tables] if len(behind["file"]) else []
        for file, sheet, row, counted, why in zip(*columns, strict=True):
            yield {
                "file": file,
                "sheet": sheet,
                "row": row,
                "counted": counted,
                "why": told[why],
                "sha256": next(found[file, sheet, row] for found in hashes if (file, sheet, row) in found),
            }

    @cached_property
    def _open(self) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
        """(street, year, code it touches) -> the findings that ask for something, in their order."""
        told = check(self.records, self.records.plan, self.lang)
        found = defaultdict(list)
        for finding in wording.rows(told[(told["severity"] != "note").to_numpy(bool)]):
            for code in set(finding["touches"].split(";")):
                found[finding["street"], finding["year"], code].append(finding)
        return found

    def _touching(self, one: Requirement, row: Mapping[str, Any]) -> Iterable[str]:
        """What is open in the records of the place and may move the verdict."""
        for finding in self._open.get((row["street"], row["year"], one.code), ()):
            if not row["community"] or finding["community"] in {"", row["community"]}:
                at = [finding["file"], finding["sheet"], f"{finding['column']}{finding['row'] or ''}"]
                told_at = " · ".join(part for part in at if part)
                yield f"{finding['message']} [{told_at}]" if told_at else finding["message"]

    @cached_property
    def _versions(self) -> dict[str, Any]:
        plan = self.records.plan
        return {
            "plan": plan.id,
            "plan_sha256": plan_sha256(plan.folder),
            "notice_sha256": plan.sha256,
            "evalkit": __version__,
            "evalkit_sha256": source_sha256(),
        }

    @cached_property
    def _digests(self) -> dict[str, str]:
        return dict(zip(self.records.sheets["file"], self.records.sheets["sha256"], strict=True))

    def _inputs(self, behind: Rows) -> dict[str, str]:
        """File -> SHA-256 of those in which a row of evidence stands."""
        return {file: self._digests[file] for file in sorted({*behind["file"]} & self._digests.keys())}


def _list(items: Iterable[str]) -> str:
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{told}</ul>" if told else ""


def _hashes(records: Records, table: str) -> dict[tuple[str, str, int], str]:
    """(file, sheet, row) -> a short SHA-256 of the row as it was read, persons under their pseudonyms."""
    rows = records[table]
    cells = ([f"{name}={cell}" for cell in rows[name].to_numpy(object)] for name in rows)
    hashes = (hashlib.sha256("\x1f".join(row).encode("utf-8")).hexdigest() for row in zip(*cells, strict=True))
    places = zip(*(rows[name].tolist() for name in ("file", "sheet", "row")), strict=True)
    return {place: told[:_HASH] for place, told in zip(places, hashes, strict=True)}


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        items = ",\n".join(map(_json, value))
        return f"[\n{items}\n]"
    return _json(value)


@cache
def _word(key: str, lang: str) -> str:
    return escape(say(f"certifying.{key}", lang))
