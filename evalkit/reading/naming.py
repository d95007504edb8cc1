"""What stands around the records of a sheet and may name their place: titles, the sheet, the file, its folders."""

from __future__ import annotations

from pathlib import PurePosixPath

from evalkit.reading.cells import even
from evalkit.reading.faults import STRUCTURAL
from evalkit.reading.headers import Place
from evalkit.reading.names import CommunityNames, community_key
from evalkit.reading.parts import Part
from evalkit.reading.titles import telling

_MOST = 3  # communities named in one sentence
Source = tuple[str, str]  # words as shown, and the community they name


def names_for(part: Part, known: CommunityNames) -> list[str]:
    """The community of each row where no column tells it: the nearest label or line above it, or what stands around."""
    named = next((name for _, name in sources(part, known)), "")
    lines = [(row, name) for row, words in part.titles if row > part.header_row and (name := known.official(words))]
    lines = sorted([*lines, *part.lines])
    return [_last_above(lines, row) or named for row in part.rows]


def _last_above(lines: list[tuple[int, str]], row: int) -> str:
    return next((name for line, name in reversed(lines) if line < row), "")


def sources(part: Part, known: CommunityNames) -> list[Source]:
    """What names one community around the records, most telling first.

    The street's own name is no community's, nor is its short form in the name of a file or a folder. A title must say
    that it means a community.

    Parameters
    ----------
    part : records of one sheet. known : the communities of its street and year.
    """
    path = PurePosixPath(part.submission.name)
    found = [(part.sheet, known.named_in(_bare(part, part.called)))]
    found += [
        (words, known.named_in(_bare(part, words), whole=True)) for words in telling(part.titles, part.header_row)
    ]
    for words in (path.stem, *reversed(path.parts[2:-1])):
        bare = _bare(part, words)
        name = known.named_in(bare)
        short = community_key(name) in even(part.submission.street)
        found.append((words, known.named_in(bare, whole=True) if short else name))
    return [source for source in found if source[1]]


def note_disagreements(part: Part, known: CommunityNames) -> None:
    """Note what names another community than the one its rows are counted for; each source once.

    Parameters
    ----------
    part : its rows bear official names already. known : as for `sources`; without a list nothing can be said.
    """
    if not known.listed or part.table.name == "communities":
        return
    first: dict[str, int] = {}
    for index, (name, reason) in enumerate(zip(part.columns["community"], part.reasons, strict=True)):
        if name and reason not in STRUCTURAL:
            first.setdefault(name, index)
    overruled = {words for _, words in part.titles} if _in_sections(part) else set()
    for words, meant in dict.fromkeys(sources(part, known)):
        others = [name for name in first if name != meant]
        if others and words not in overruled:
            # Where a column says so its cell is pointed to; else the whole sheet is meant.
            at = first[others[0]] if part.place else None
            place = part.place or Place(-1, "community", "")
            part.fault("community_disagrees", at, place, words, "、".join(others[:_MOST]) + "…" * (len(others) > _MOST))


def _in_sections(part: Part) -> bool:
    """Whether lines between the records name other communities: a title holds down to the next of them only."""
    labels = {_last_above(part.lines, row) for row in part.rows}
    return len(labels) > 1 or any(row > part.header_row for row, _ in part.titles)


def _bare(part: Part, words: str) -> str:
    return even(words).replace(even(part.submission.street), "")
