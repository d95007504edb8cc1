"""Open data: verdicts, indicators, comparisons and numbers of families as tidy tables that anybody may read and check.

Each table is CSV and Parquet. ``datapackage.json`` (Frictionless Data Package v1) tells every column, and
``ro-crate-metadata.json`` (RO-Crate 1.1) what the folder is, from what it was made and under which licence.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from evalkit import __version__
from evalkit.comparing import compare
from evalkit.plan import Plan
from evalkit.records import Records
from evalkit.saving import write_whole, writer_of
from evalkit.scanning import refuse_persons
from evalkit.smallgroups import UNTOLD, published
from evalkit.suppression import SMALL, refuse_open
from evalkit.words import language, say, sentences

# What is published of a verdict; nothing else slips in when verdicts tell more.
VERDICTS = (
    "street", "year", "community", "requirement", "code", "section", "label", "label_en", "clause", "value",
    "numerator", "denominator", "low", "high", "unit", "unit_en", "verdict", "why", "margin", "flip", "rows", "counted",
    "differs", "cut_off", "elapsed", "expected", "checked_by", "level",
)  # fmt: skip
INDICATORS = (
    "id", "code", "section", "label", "label_en", "clause", "quote", "level", "every", "checked_by", "unit", "unit_en",
    "reading", "reading_en",
)  # fmt: skip
_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "date"}
_KINDS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet", "json": "application/json"}
_CRATE = "https://w3id.org/ro/crate/1.1"
Tables = dict[str, pd.DataFrame]


def export(
    records: Records, verdicts: pd.DataFrame, out: str | Path = "export", *, licence: str = "", lang: str | None = None
) -> Path:
    """Write the open data of an evaluation into a folder.

    Parameters
    ----------
    records : of all streets. verdicts : made from them by `evalkit.assess`, of all streets.
    out : the folder; files of these names in it are replaced.
    licence : SPDX id or address of the licence the publisher grants, such as ``CC-BY-4.0``; none unless given.
    lang : of the titles in the two descriptions; the dictionary has both languages.

    Returns
    -------
    The folder. The same input gives the same bytes. Numbers of small groups are blank and marked ``hidden``.

    Raises
    ------
    ReportError : a hidden number could be worked out, or a person stands in a file; then nothing is written.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from evalkit.assessing import assess
    >>> from evalkit.plan import read_plan
    >>> from evalkit.records import read_records
    >>> plan = read_plan("suzhou-2016")
    >>> records = read_records("data/raw", plan, "狮山街道")
    >>> folder = export(records, assess(plan, records, streets=["狮山街道"]), mkdtemp())
    >>> sorted(path.name for path in folder.glob("v*"))
    ['verdicts.csv', 'verdicts.parquet']
    """
    out, lang = Path(out), language(lang)
    tables = {
        "verdicts": verdicts[list(VERDICTS)].reset_index(drop=True),
        "indicators": _indicators(records.plan),
        "comparison": compare(verdicts).reset_index(drop=True),
        "families": _families(records, verdicts),
    }
    tables["dictionary"] = _dictionary(tables)
    files = {
        f"{name}.{kind}": writer_of(f"{name}.{kind}")(one, ())
        for name, one in tables.items()
        for kind in ("csv", "parquet")
    }
    package = _package(tables, files, records, licence, lang)
    files["datapackage.json"] = _json(package)
    files["ro-crate-metadata.json"] = _json(_crate(files, records, verdicts, licence, lang))
    refuse_persons({name: content for name, content in files.items() if not name.endswith(".parquet")}, records.guard)
    for name, content in files.items():
        write_whole(out / name, content)
    return out


# ---- the tables -----------------------------------------------------------------------------------------------------


def _indicators(plan: Plan) -> pd.DataFrame:
    rows = [{name: getattr(one, name) for name in INDICATORS} for one in plan.requirements]
    return pd.DataFrame(rows, columns=list(INDICATORS)).rename(columns={"id": "requirement"}).fillna("").astype("str")


def _families(records: Records, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Numbers of families with small ones blank; of what is withheld not even the rows."""
    last = verdicts.groupby("year")["cut_off"].max()
    cells, sums = published(records, {int(str(year)): day for year, day in last.items()})
    refuse_open(cells, sums)
    shown = cells[cells["hidden"] != "withheld"].reset_index(drop=True)
    hidden = shown["hidden"] != ""
    told = shown[["table", "street", "year", "community", "row"]].assign(part=shown["column"])
    told["row"] = told["row"].replace(UNTOLD, say("figures.no_category", "zh"))  # as the categories are written
    return told.assign(number=shown["value"].astype("Int64").mask(hidden), hidden=hidden)


def _dictionary(tables: Tables) -> pd.DataFrame:
    """One row a column of the other tables, in both languages."""
    rows = [
        {"table": name, "column": column, "type": _type(frame[column]),
         "title_zh": _title(column, "zh"), "title_en": _title(column, "en"),
         "description_zh": _meaning(column, "zh"), "description_en": _meaning(column, "en")}
        for name, frame in tables.items()
        for column in map(str, frame)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _title(column: str, lang: str) -> str:
    """A column's name for people; its bare name where none is given yet."""
    return say(f"exporting.column_{column}", lang) if f"column_{column}" in sentences("exporting") else column


def _meaning(column: str, lang: str) -> str:
    """What a column holds; its bare name where nothing is said of it yet."""
    return say(f"exporting.means_{column}", lang) if f"means_{column}" in sentences("exporting") else column


def _type(values: pd.Series[Any]) -> str:
    return _TYPES.get(getattr(values.dtype, "kind", "O"), "string")


# ---- Frictionless Data Package --------------------------------------------------------------------------------------


def _package(tables: Tables, files: dict[str, bytes], records: Records, licence: str, lang: str) -> dict[str, Any]:
    return {
        "profile": "data-package",
        "name": f"evalkit-{records.plan.id}",
        "title": say("exporting.name", lang),
        "description": _about(records, lang),
        "version": __version__,
        **({"licenses": [_licence(licence)]} if licence else {}),
        "sources": [{"title": records.plan.title}],
        "resources": [
            *(_csv(name, frame, files[f"{name}.csv"], lang) for name, frame in tables.items()),
            *(_parquet(name, files[f"{name}.parquet"], lang) for name in tables),
        ],
    }


def _about(records: Records, lang: str) -> str:
    title = records.plan.title_en if lang == "en" else records.plan.title.strip("《》")
    told = say("exporting.about", lang, title=title, small=SMALL)
    return f"{told} {say('exporting.invented', lang)}" if records.invented else told


def _licence(licence: str) -> dict[str, str]:
    return {"path": licence} if "://" in licence else {"name": licence}


def _resource(file: str, content: bytes, name: str, lang: str) -> dict[str, Any]:
    stem, _, kind = file.rpartition(".")
    return {
        "name": stem if kind == "csv" else f"{stem}-{kind}",
        "title": say(f"exporting.table_{name}", lang),
        "description": say(f"exporting.about_{name}", lang),
        "path": file,
        "format": kind,
        "mediatype": _KINDS[kind],
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _csv(name: str, frame: pd.DataFrame, content: bytes, lang: str) -> dict[str, Any]:
    fields = [
        {"name": str(column), "type": _type(frame[column]), "title": _title(str(column), lang),
         "description": _meaning(str(column), lang)}
        for column in frame
    ]  # fmt: skip
    told = _resource(f"{name}.csv", content, name, lang) | {"bytes": len(content)}
    dialect = {"delimiter": ",", "lineTerminator": "\r\n", "header": True}
    schema = {"fields": fields, "missingValues": [""]}
    return {**told, "profile": "tabular-data-resource", "encoding": "utf-8", "dialect": dialect, "schema": schema}


def _parquet(name: str, content: bytes, lang: str) -> dict[str, Any]:
    return {**_resource(f"{name}.parquet", content, name, lang), "profile": "data-resource"}


# ---- RO-Crate -------------------------------------------------------------------------------------------------------


def _crate(
    files: dict[str, bytes], records: Records, verdicts: pd.DataFrame, licence: str, lang: str
) -> dict[str, Any]:
    """The folder as a graph: what it holds, from which notice it was made and by which program."""
    plan, day = records.plan, pd.Timestamp(verdicts["cut_off"].max()).date()
    made = {"@id": "#evalkit", "@type": "SoftwareApplication", "name": "evalkit", "version": __version__}
    notice = {"@id": "#notice", "@type": "CreativeWork", "name": plan.title, "description": say("exporting.plan", lang)}
    return {
        "@context": f"{_CRATE}/context",
        "@graph": [
            {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"},
             "conformsTo": {"@id": _CRATE}},
            _root(files, records, day, licence, lang),
            *(_file(name, content, lang) for name, content in files.items()),
            *([_licence_entity(licence)] if licence else []),
            made,
            notice | {"identifier": f"sha256:{plan.sha256}"},
        ],
    }  # fmt: skip


def _root(files: dict[str, bytes], records: Records, day: date, licence: str, lang: str) -> dict[str, Any]:
    """The folder itself; its day is that of the data, so that the same data make the same bytes."""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": say("exporting.name", lang),
        "description": _about(records, lang),
        "datePublished": day.isoformat(),
        "license": {"@id": _licence_id(licence)} if licence else say("exporting.no_licence", lang),
        "hasPart": [{"@id": name} for name in files],
        "isBasedOn": {"@id": "#notice"},
        "creator": {"@id": "#evalkit"},
    }


def _file(name: str, content: bytes, lang: str) -> dict[str, Any]:
    stem, _, kind = name.rpartition(".")
    told = say(f"exporting.table_{stem}", lang) if stem != "datapackage" else "Frictionless Data Package"
    size = {"contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest()}
    return {"@id": name, "@type": "File", "name": told, "encodingFormat": _KINDS[kind], **size}


def _licence_id(licence: str) -> str:
    return licence if "://" in licence else f"https://spdx.org/licenses/{licence}"


def _licence_entity(licence: str) -> dict[str, str]:
    return {"@id": _licence_id(licence), "@type": "CreativeWork", "name": licence}


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
