"""What is said to an agency of the findings in its files, in its language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evalkit.findings import SEVERITIES
from evalkit.words import say

Row = Mapping[Any, Any]  # one finding


@dataclass(frozen=True)
class Voice:
    """Sentences about findings; ``lang`` is ``zh`` or ``en``."""

    lang: str

    def speak(self, key: str, **slots: object) -> str:
        """A sentence of the feedback."""
        return say(key, self.lang, **slots)

    def found(self, rows: Iterable[Row]) -> str:
        """What was found, in a sentence."""
        counts = self.counts(row for row in rows if is_open(row))
        return self.speak("returning.found", counts=counts) if counts else self.speak("returning.clear")

    def counts(self, rows: Iterable[Row]) -> str:
        """How many findings of each kind there are."""
        number = Counter(row["severity"] for row in rows)
        told = [self.speak(f"returning.count_{word}", number=number[word]) for word in SEVERITIES if number[word]]
        return say("errors.separator", self.lang).join(told)

    def progress(self, rows: Iterable[Row]) -> list[str]:
        """How many of the earlier findings were mended, where there are earlier ones."""
        status = Counter(row.get("status", "") for row in rows)
        fixed, still = status["fixed"], status["open"]
        if not fixed:
            return [self.speak("returning.still_open", open=still)] if still else []
        return [self.speak("returning.progress", fixed=fixed, open=still)]

    def kind(self, row: Row) -> str:
        """How grave a finding is, in a kind word."""
        return self.speak(f"returning.{row['severity']}")

    def words(self, row: Row) -> dict[str, str]:
        """What every list says of a finding."""
        status = str(row.get("status", ""))
        known = self.speak(f"returning.status_{status}") if status in {"open", "new"} else status
        return {
            "severity": self.kind(row),
            "finding": row["message"],
            "cure": row["cure"],
            "status": known,
        }


def is_open(row: Row) -> bool:
    """Whether a finding still stands; those of an earlier submission that were mended do not."""
    return bool(row.get("status", "") != "fixed")
