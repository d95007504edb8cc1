"""The last look at a file before it is published, for persons who stand in it.

Every text of the file is looked at, its properties too. What is found is told by kind and number, never by its words.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from evalkit.errors import ReportError
from evalkit.reading.guarding import Guard, evened
from evalkit.reading.identities import is_resident
from evalkit.words import say

_NAMES = ("alt", "aria-label", "title", "content", "href", "descr")  # of attributes in which words stand
# Looked for by the sign behind the name, which is found much quicker than any of the names.
_SPOKEN = re.compile('="(?:' + "|".join(rf'(?<=\b{name}=")' for name in _NAMES) + ')([^"]*)"')
_UNSEEN = re.compile(r"<style.*?</style>|<!--.*?-->", re.DOTALL)
_WITHIN = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|small|span|strong|sub|sup|tspan|u)(?:\s[^>]*)?>")
_ENDS = re.compile(r"</(?:w:p|si|c|comment)>|<w:(?:tab|br)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_APART = r"(?<![0-9a-z])(?<!\d\.)(?:{})(?![0-9a-z])"  # neither in a hash nor behind a decimal point
_IDENTITY = re.compile(_APART.replace("{}", r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]"))
_PHONE = re.compile(_APART.replace("{}", r"(?:\+?86-?)?1[3-9]\d{9}|1[3-9]\d-\d{4}-\d{4}|\(?0[1-9]\d{1,2}[)-]\d{7,8}"))
_METADATA = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)


def refuse_persons(files: dict[str, bytes], guard: Guard, more: Callable[[str], Iterable[str]] | None = None) -> None:
    """Nothing, where no person stands in any of these files.

    Parameters
    ----------
    files : name -> content, about to be published. guard : of the records they were made from.
    more : name -> further texts of a file that cannot be taken from its bytes: a PDF has its letters drawn.

    Raises
    ------
    ReportError : an identity number, a telephone number or a value of a personal column stands in one; not repeated.
    """
    told = []
    for name, content in files.items():
        found = persons([*texts(name, content), *(more(name) if more else ())], guard)
        if found:
            listed = say("errors.separator").join(say(f"reporting.leak_{kind}", n=n) for kind, n in found.items())
            told.append(say("reporting.leak_in", file=name, found=listed))
    if told:
        raise ReportError(say("reporting.leak", files="".join(told)))


def persons(found: Iterable[str], guard: Guard) -> dict[str, int]:
    """Kind (``identity``, ``phone``, ``value``) -> in how many lines of these texts one stands; without those of none.

    Examples
    --------
    >>> persons(["证件 11010519491231002X", "电话：13800138000", "2016-08-01"], Guard((), b"", str))
    {'identity': 1, 'phone': 1}
    """
    lines = {line for text in found for line in text.split("\n")} - guard.clean
    if not _kinds(evened("\n".join(lines)), guard):  # what stands in a line stands in all of them together
        guard.clean |= lines
        return {}
    kinds = {line: _kinds(evened(line), guard) for line in lines}
    numbers = Counter(kind for found in kinds.values() for kind in found)
    return {kind: numbers[kind] for kind in ("identity", "phone", "value") if numbers[kind]}


def _kinds(told: str, guard: Guard) -> list[str]:
    """Of which kinds one stands in a line, or in lines of which none ends within a number or a value."""
    tests = {
        "identity": any(map(is_resident, _IDENTITY.findall(told))),
        "phone": _PHONE.search(told) is not None,
        "value": guard.stands_in(told),
    }
    return [kind for kind, found in tests.items() if found]


def hidden(text: str, guard: Guard) -> str:
    """A message as it may be shown: where a person stands in it, only that it is not shown."""
    return say("reporting.leak_message") if persons([text], guard) else text


def texts(name: str, content: bytes) -> list[str]:
    r"""The texts of a file by the ending of its name: what is read in it, and what is said in its properties.

    Examples
    --------
    >>> texts("a.html", '<p title="甲">乙<b>丙</b></p>'.encode())
    ['甲', '\n乙丙\n']
    """
    ending = name.rpartition(".")[2].lower()
    if ending in {"docx", "xlsx"}:
        return _packed(content)
    if ending == "pdf":
        return [_TAG.sub("\n", one.decode("utf-8", "replace")) for one in _METADATA.findall(content)]
    text = content.decode("utf-8-sig", "replace")
    if ending in {"html", "svg"}:
        return _marked_up(text)
    return [*_strings(json.loads(text))] if ending == "json" else [text]


def _marked_up(text: str) -> list[str]:
    text = _UNSEEN.sub("\n", text)
    read = _TAG.sub("\n", _WITHIN.sub("", text))
    return [html.unescape(one) for one in (*_SPOKEN.findall(text), read)]


def _packed(content: bytes) -> list[str]:
    """Every part of an Office file that holds text; a run of letters is one though its style changes within."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for part in file.namelist():
            if not part.endswith((".xml", ".rels")):
                continue
            text = file.read(part).decode("utf-8", "replace")
            apart = "" if part.startswith(("word/", "xl/")) else "\n"
            read = _TAG.sub(apart, _ENDS.sub("\n", text))
            found += [html.unescape(one) for one in (*_SPOKEN.findall(text), read)]
    return found


def _strings(value: Any) -> Iterable[str]:
    """Every text in a structure, keys too."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *_strings(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
    elif value is not None:
        yield str(value)


def spoken(value: Any) -> list[str]:
    """Every text in plain data such as the blocks of a report; drawings by the words in them."""
    return [one for text in _strings(value) for one in (_marked_up(text) if text.startswith("<svg") else [text])]
