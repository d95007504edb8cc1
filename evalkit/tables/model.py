"""What a record table is: its columns, how each is written, and which of them are personal."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = ("text", "names", "identity", "phone", "date", "number", "yuan", "hours", "yes_no", "choice", "choices")


@dataclass(frozen=True)
class Column:
    """One column of a record table.

    Parameters
    ----------
    name : the column's name in every DataFrame.
    label, label_en : its header in the blank form; ``label`` is always accepted when reading.
    kind : one of `KINDS`. ``yuan`` is an amount of money in yuan, ``hours`` a duration in hours,
        ``choice`` one of ``values``, ``choices`` several of them, ``names`` one person or several in one cell,
        ``identity`` a resident identity number, ``phone`` a telephone number.
    aliases : other headers seen in submissions.
    required : a row without it cannot be counted.
    spared : another column and those of its values with which a row needs no value here; ``()`` where it always does.
    personal : tells who a person is; never leaves the reading layer.
    values : for choices, the canonical word -> other ways of writing it.
    example : the value in the table's example row, as an agency would write it.
    least : of an amount, in yuan: a smaller one is probably written in 万元; 0 where small ones are usual.
    """

    name: str
    label: str
    label_en: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    personal: bool = False
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    example: str = ""
    spared: tuple[str, ...] = ()
    least: float = 0


@dataclass(frozen=True)
class Table:
    """One record table.

    Parameters
    ----------
    name, label, label_en : its name in code and in the two languages.
    columns : its columns, in the order of the blank form.
    aliases : words in a sheet's or file's name that hint at this table.
    date : the column that dates a row; ``""`` where rows carry no single date.
    dated_within : ``year`` where a row dated outside its contract year is not counted, ``contract`` where it
        may lie anywhere in the contract, ``""`` where the date does not exclude.
    span : the columns (from, to) of a period in post; ``()`` where there is none.
    term : the columns (from, to) of the time a row is for, where it carries no single date; `dated_within` holds it.
    periods : headers of one column that holds a whole period -> the columns (from, to) it is read into.
    unlike : words by which a sheet, its title or its headers say that it is something else than this table.
    form : usually written as a form, one record a sheet with each label beside its value.
    level : ``community`` or ``street``.
    whose : who hands it in: ``agency`` (from its street's folder), ``programme`` (whoever runs the pilot) or
        ``evaluator``.
    source : where the columns come from (clause or form).
    """

    name: str
    label: str
    label_en: str
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    date: str = ""
    dated_within: str = ""
    span: tuple[str, ...] = ()
    term: tuple[str, ...] = ()
    periods: dict[str, tuple[str, str]] = field(default_factory=dict)
    unlike: tuple[str, ...] = ()
    form: bool = False
    level: str = "street"
    whose: str = "agency"
    source: str = ""

    def column(self, name: str) -> Column:
        """The column called ``name``; raises ``KeyError`` where there is none."""
        return next((c for c in self.columns if c.name == name), None) or _missing(self, name)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns without which a row cannot be counted."""
        return tuple(c.name for c in self.columns if c.required)

    @property
    def personal(self) -> tuple[str, ...]:
        """Names of the columns that tell who a person is."""
        return tuple(c.name for c in self.columns if c.personal)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the columns in which one of a few words is chosen."""
        return tuple(c.name for c in self.columns if c.kind in {"choice", "choices", "yes_no"})


def _missing(table: Table, name: str) -> Column:
    raise KeyError(f"{table.name}.{name}")
