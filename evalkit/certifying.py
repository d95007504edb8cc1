"""The certificate of one verdict: a page with all it rests on, to be printed, filed, and checked again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pandas as pd

from evalkit import __version__, wording
from evalkit.checking import check
from evalkit.errors import ParameterError
from evalkit.explaining import ADDRESS, counting, reason, rows_behind
from evalkit.judging import PAPERS
from evalkit.places import Places
from evalkit.plan import Requirement
from evalkit.plan_file import plan_sha256
from evalkit.records import Records
from evalkit.saving import source_sha256
from evalkit.words import language, number, say

_STYLE = """body{font:11pt/1.6 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;max-width:46em;
margin:2em auto;padding:0 1em;color:#222;background:#fff}
h1{font-size:1.35em;margin:.2em 0}h2{font-size:1em;margin:1.2em 0 .3em;
border-bottom:1px solid #bbb}blockquote{margin:.3em 0;padding:.2em 1em;border-left:3px solid #1f4e79}
table{border-collapse:collapse;width:100%;font-size:.9em}td,th{border:1px solid #bbb;padding:.2em .5em;text-align:left;
vertical-align:top;overflow-wrap:anywhere}.said{font-size:1.2em;font-weight:600}small{color:#555}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}"""
_SHOWN = 40  # rows of evidence on the page; all of them stand in the JSON
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
        """The content as JSON with its keys in order."""
        return json.dumps(self.content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)

    def to_html(self) -> str:
        """A page of its own, without anything to load."""
        title, policy = escape(self.content["title"]), "default-src 'none'; style-src 'unsafe-inline'"
        head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        head += f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style>'
        return f'<!DOCTYPE html><html lang="{self.lang}"><head>{head}</head><body>{self._body()}</body></html>\n'

    def _repr_html_(self) -> str:
        return self._body()

    def __repr__(self) -> str:
        return f"{self.content['title']}\n{self.content['said']}\n{self.content['arithmetic']}"

    def _body(self) -> str:
        told, words = self.content, lambda key: escape(say(f"certifying.{key}", self.lang))
        parts = [
            f"<h1>{escape(told['title'])}</h1><p class=said>{escape(told['said'])}</p>",
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
        keys = ("file", "sheet", "row", "why", "sha256")
        head = "".join(f"<th>{escape(say(f'certifying.{key}', self.lang))}</th>" for key in keys)
        rows = [
            "<tr>" + "".join(f"<td>{escape(str(row[key]))}</td>" for key in keys) + "</tr>"
            for row in self.content["evidence"][:_SHOWN]
        ]
        more = len(self.content["evidence"]) - len(rows)
        told = f"<p><small>{escape(say('certifying.more', self.lang, more=number(more)))}</small></p>" if more else ""
        return f"<table><tr>{head}</tr>{''.join(rows)}</table>{told}" if rows else ""

    def _field_check(self) -> str:
        keys = ("checked_rows", "checked_found", "checked_by", "checked_on")
        head = "".join(f"<th>{escape(say(f'certifying.{key}', self.lang))}</th>" for key in keys)
        return f"<table><tr>{head}</tr><tr>{'<td>&nbsp;<br>&nbsp;</td>' * len(keys)}</tr></table>"

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
    rows = verdicts[verdicts["requirement"] == one.id].to_dict("records")
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
    for row in verdicts.to_dict("records"):
        told = {str(name): value for name, value in row.items()}
        yield told, basis.certificate(records.plan.requirement(told["requirement"]), told)


class _Basis:
    """What all certificates of the same records share: findings, places, hashes of rows, versions."""

    def __init__(self, records: Records, lang: str) -> None:
        self.records, self.lang = records, lang
        self.places = Places(records)
        self.hashes: dict[tuple[str, str], dict[tuple[str, int], str]] = {}

    def certificate(self, one: Requirement, row: Mapping[str, Any]) -> Certificate:
        """The certificate of a row of verdicts."""
        lang, behind = self.lang, self._behind(one, row)
        place, colon = wording.place_name(row, lang), say("certifying.colon", lang)
        content = {
            "title": say("certifying.title", lang, code=one.code, label=wording.spoken(row, "label", lang)),
            "said": f"{place}{colon}{wording.verdict(row['verdict'], lang)}",
            "verdict": row["verdict"],
            "why": row["why"],
            "requirement": one.id,
            "code": one.code,
            "clause": one.clause,
            "quote": one.quote,
            "reading": (one.reading_en if lang == "en" else one.reading) or one.reading,
            "counting": counting(one, lang),
            "arithmetic": wording.evened(arithmetic(row, tables_of(one), lang), lang),
            "notes": [*_notes(row, lang)],
            "evidence_told": say("certifying.rows", lang, rows=number(row["rows"]), counted=number(row["counted"])),
            "evidence": [*self._addresses(one, behind)],
            "findings": [*self._touching(one, row)],
            "versions": {**self._versions, "inputs": self._inputs(behind)},
        }
        return Certificate(content, lang)

    def _behind(self, one: Requirement, row: Mapping[str, Any]) -> pd.DataFrame:
        return rows_behind(self.places, one, row) if row["rows"] else pd.DataFrame(columns=list(ADDRESS))

    def _addresses(self, one: Requirement, behind: pd.DataFrame) -> Iterable[dict[str, Any]]:
        """Where each row stands, why it counts or not, and a hash of the row as it was read."""
        tables = tables_of(one)
        for row in behind.to_dict("records"):
            at = row["sheet"], row["row"]
            hashes = [self._hashes(table, row["file"]) for table in tables]
            yield {
                "file": row["file"],
                "sheet": row["sheet"],
                "row": int(row["row"]),
                "counted": bool(row["counted"]),
                "why": reason(row["why"], tables, self.lang),
                "sha256": next(found[at] for found in hashes if at in found),
            }

    def _hashes(self, table: str, file: str) -> dict[tuple[str, int], str]:
        """(sheet, row) -> a short SHA-256 of the row as it was read, persons under their pseudonyms."""
        if (table, file) not in self.hashes:
            frame = self.records[table]
            rows = frame[(frame["file"] == file).to_numpy(bool)].to_dict("records")
            told = {(row["sheet"], row["row"]): "\x1f".join(f"{name}={row[name]}" for name in row) for row in rows}
            digests = {at: hashlib.sha256(words.encode("utf-8")).hexdigest()[:_HASH] for at, words in told.items()}
            self.hashes[table, file] = digests
        return self.hashes[table, file]

    @cached_property
    def _open(self) -> pd.DataFrame:
        """Every finding that asks for something, with the codes it touches as a set."""
        told = check(self.records, self.records.plan, self.lang)
        told = told[(told["severity"] != "note").to_numpy(bool)]
        return told.assign(codes=[set(codes.split(";")) for codes in told["touches"]])

    def _touching(self, one: Requirement, row: Mapping[str, Any]) -> Iterable[str]:
        """What is open in the records of the place and may move the verdict."""
        told = self._open
        place = (told["street"] == row["street"]) & (told["year"] == row["year"])
        if row["community"]:
            place &= told["community"].isin(["", row["community"]])
        for finding in told[place.to_numpy(bool)].to_dict("records"):
            if one.code in finding["codes"]:
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

    def _inputs(self, behind: pd.DataFrame) -> dict[str, str]:
        """File -> SHA-256 of those in which a row of evidence stands."""
        return {file: self._digests[file] for file in sorted({*behind["file"]} & self._digests.keys())}


def tables_of(requirement: Requirement) -> list[str]:
    """The tables a verdict rests on: those that are counted, or the one in which people note what they saw."""
    if requirement.checked_by in PAPERS:
        return [PAPERS[requirement.checked_by][0]]
    return requirement.tables


def arithmetic(row: Mapping[str, Any], tables: Iterable[str], lang: str | None = None) -> str:
    """The arithmetic of a verdict in words: value against bound, and what was left out for which reason.

    Parameters
    ----------
    row : of `assess`. tables : whose columns the reasons name.

    Examples
    --------
    >>> nan = float("nan")
    >>> row = {"value": 162.0, "low": 150.0, "high": nan, "unit": "户", "denominator": nan, "left_out": '{"repeat": 4}'}
    >>> arithmetic(row, ["visits"], "zh")
    '162 户 ≥ 150 户，另有 4 条未计：重复：同一对象已计一次 4'
    """
    tables = list(tables)
    low, high = row["low"], row["high"]
    value, bound = wording.value(row, lang), wording.bound(row, lang)
    if row["value"] != row["value"]:
        told = wording.why(row, lang) if row.get("why") else ""
    elif low == low and high != high:
        told = f"{value} {'≥' if row['value'] >= low else '<'} {wording.amount(low, row, lang)}"
    elif high == high and low != low:
        told = f"{value} {'≤' if row['value'] <= high else '>'} {wording.amount(high, row, lang)}"
    else:
        told = say("certifying.beside", lang, value=value, bound=bound) if bound != "—" else value
    left = json.loads(row["left_out"])
    if not left:
        return told
    reasons = [f"{reason(word, tables, lang)} {number(rows)}" for word, rows in left.items()]
    listed = say("errors.separator", lang).join(reasons)
    out = say("certifying.left_out", lang, rows=number(sum(left.values())), reasons=listed)
    return say("sheets.comma", lang).join(part for part in (told, out) if part)


def _notes(row: Mapping[str, Any], lang: str) -> Iterable[str]:
    """What else bears on the verdict: how many records carry it, the other reading, what people decided."""
    if row["why"]:
        yield wording.why(row, lang)
    if not pd.isna(row["flip"]):
        key = "flip_met" if row["verdict"] == "met" else "flip_not_met"
        yield say(f"certifying.{key}", lang, flip=number(row["flip"]))
    if row["alternative"]:
        told = wording.verdict(row["alternative_verdict"], lang)
        yield say("certifying.alternative", lang, reading=row["alternative"], verdict=told)
    if row["before"]:
        yield say("certifying.before", lang, before=wording.verdict(row["before"], lang), by=row["ruled_by"])
    yield say("certifying.cut_off", lang, day=wording.day(row["cut_off"], lang))


def _list(items: Iterable[str]) -> str:
    told = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<ul>{told}</ul>" if told else ""
