"""What all figures share: fonts, style, one palette, fixed margins, and the chart a notebook shows.

Figures are drawn without pyplot, so nothing is left open, and without a layout engine, so drawing stays cheap: margins
are given in inches and text is wrapped by width.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from evalkit.words import say

FIGURE = "application/vnd.evalkit.figure.v1+json"
FONTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
WIDTH = 6.7  # inches: the text width of an A4 page

# Told apart by lightness alone (grey print) and by colour-blind readers; never without a mark beside them.
COLOURS = {
    "met": "#0b5a7d",
    "not_met": "#d1541d",
    "for_evaluator": "#e5b53b",
    "cannot_assess": "#a7a7a7",
    "in_progress": "#a8d8ef",
    "not_applicable": "#f0f0f0",
}
MARKERS = {
    "met": "o",
    "not_met": "X",
    "for_evaluator": "D",
    "cannot_assess": "s",
    "in_progress": ">",
    "not_applicable": "_",
}
SYMBOLS = {
    "met": "✓",
    "not_met": "×",
    "for_evaluator": "◇",
    "cannot_assess": "?",
    "in_progress": "…",
    "not_applicable": "–",
}
HIDDEN = "＊"  # stands for a number that the public edition does not show
INK, MUTED, LINE = "#222222", "#666666", "#c8c8c8"
DARK, LIGHT = COLOURS["met"], COLOURS["in_progress"]  # two parts of one whole
BOUND = COLOURS["not_met"]
DASHED = (0, (4, 2))  # a bound, or another line that is no value

STYLE: dict[str, Any] = {
    "font.family": ["Noto Sans SC", "sans-serif"],
    "font.size": 8.5,
    "text.color": INK,
    "text.parse_math": False,  # a dollar sign in a community's name is a dollar sign
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.titlesize": 8.5,
    "axes.titlelocation": "left",
    "axes.grid": False,
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.6,
    "xtick.color": LINE,
    "ytick.color": LINE,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8.5,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "figure.facecolor": "white",
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "savefig.bbox": None,
    "svg.fonttype": "none",
    "svg.hashsalt": "evalkit",
    "path.simplify": True,
}


class Words(Text):
    """A text that is laid out once, in whichever figures the same words stand in the same form.

    matplotlib measures every text anew, which takes longer than to draw it; most texts of a report are those of others.

    Parameters
    ----------
    x, y, text : as `matplotlib.text.Text` takes them. look : likewise; it is not changed afterwards.
    """

    _laid: ClassVar[dict[Any, Any]] = {}
    _many = 5000  # texts of which the layout is kept

    def __init__(self, x: float, y: float, text: str, **look: Any) -> None:
        super().__init__(x, y, text, **look)
        form = {name: value for name, value in look.items() if name not in {"transform", "color", "label", "zorder"}}
        self.form = text, repr(sorted(form.items()))

    def _get_layout(self, renderer: Any) -> Any:
        key = self.form, type(renderer), self.get_figure(root=True).dpi
        if key not in self._laid:
            if len(self._laid) >= self._many:
                self._laid.clear()
            self._laid[key] = super()._get_layout(renderer)  # type: ignore[misc]
        return self._laid[key]


class Chart(Figure):
    """A figure that knows what it shows.

    Parameters
    ----------
    height : inches; the width is that of a page's text.
    label : which figure this is, the same in every report.
    caption : what it shows, as printed under it.
    alt : what there is to see, for those who cannot see it.
    street, year : the one place and time it shows; ``""`` and None where it shows several.
    """

    def __init__(
        self, height: float, *, label: str, caption: str, alt: str, street: str = "", year: int | None = None
    ) -> None:
        super().__init__(figsize=(WIDTH, height))
        FigureCanvasAgg(self)
        self.name, self.caption, self.alt, self.street, self.year = label, caption, alt, street, year

    def text(self, x: float, y: float, s: str, fontdict: dict[str, Any] | None = None, **look: Any) -> Text:
        """As `matplotlib.figure.Figure.text`."""
        made = Words(x, y, s, **{"transform": self.transSubfigure} | (fontdict or {}) | look)
        made.set_figure(self)
        self.texts.append(made)
        return made

    def panel(self, left: float, bottom: float, right: float, top: float, **options: Any) -> Axes:
        """Axes whose edges lie that many inches from the edges of the figure."""
        width, height = self.get_size_inches()
        place = (left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height)
        return self.add_axes(place, **options)

    def svg(self) -> str:
        """The figure as SVG with its text as text; the same figure gives the same characters."""
        target = io.BytesIO()
        self._write(target, "svg")
        return target.getvalue().decode("utf-8")

    def save(self, path: str | Path) -> Path:
        """Write the figure as .svg, .png or .pdf; the same figure gives the same bytes."""
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            self._write(file, target.suffix.lstrip(".").lower())
        return target

    def _write(self, target: Any, kind: str) -> None:
        undated = {
            "svg": {"Date": None, "Creator": None},
            "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
        }
        with style():
            self.savefig(target, format=kind, dpi=200, metadata=undated.get(kind, {"Software": None}))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        own = {"kind": "figure", "label": self.name, "caption": self.caption, "alt": self.alt, "width": "100%"}
        place = {"street": self.street, "year": self.year}
        return {FIGURE: {**own, **place}, "image/svg+xml": self.svg(), "text/plain": f"{self.caption}\n{self.alt}"}


@cache
def fonts() -> None:
    """Make the fonts that come with evalkit known to matplotlib, once."""
    for name in FONTS:
        font_manager.fontManager.addfont(str(files("evalkit").joinpath("fonts", name)))


@contextmanager
def style() -> Iterator[None]:
    """Draw in the house's style, whatever the caller's own settings; they are restored after it."""
    fonts()
    with mpl.rc_context({key: value for key, value in _house().items() if mpl.rcParams[key] != value}):
        yield


@cache
def _house() -> dict[str, Any]:
    """Every setting of the style: ours over matplotlib's own; a backend is none of a style."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        return {key: mpl.rcParams[key] for key in mpl.rcParams if key != "backend"}


def wrap(text: str, width: float) -> str:
    r"""Text broken into lines of at most ``width`` Chinese characters, as even as may be; Latin words stay whole.

    Examples
    --------
    >>> wrap("狮山新苑社区", 5)
    '狮山新\n苑社区'
    >>> wrap("Communities served in year 1", 13)
    'Communities\nserved in year 1'
    >>> wrap("≥ 2 名（折合助理）", 7.5)
    '≥ 2 名\n（折合助理）'
    """
    lines = _lines(text, width)
    while width > 1 and len(closer := _lines(text, width - 0.5)) == len(lines) > 1:
        lines, width = closer, width - 0.5
    return "\n".join(lines)


def _lines(text: str, width: float) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text):
        if line and wide(line + piece.rstrip()) > width and piece.strip() and piece not in "，。；、：！？）”":
            lines, line = [*lines, line.rstrip()], ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()]


def wide(text: str) -> float:
    """Width of a text in Chinese characters.

    Examples
    --------
    >>> wide("150户")
    2.5
    """
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _pieces(text: str) -> list[str]:
    """Where a line may break: after every Chinese character but an opening bracket, after a blank."""
    pieces: list[str] = []
    for char in text:
        latin = ord(char) < 0x2E80
        word = latin and pieces and not pieces[-1].endswith(" ") and ord(pieces[-1][-1]) < 0x2E80
        if word or (pieces and pieces[-1].endswith(("（", "《"))):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def face(word: str) -> dict[str, Any]:
    """How the mark of a verdict is painted: full where it is decided, open where it is not."""
    full = word in {"met", "not_met", "in_progress"}
    colour = COLOURS[word] if full else "white"
    edge = {"for_evaluator": "#9a7413", "in_progress": "#3f7f9d"}.get(word, MUTED if not full else "white")
    return {
        "markerfacecolor": colour,
        "markeredgecolor": edge,
        "markersize": 5.5 if word == "for_evaluator" else 7,
        "markeredgewidth": 1.2 if not full else 0.7,
    }


def contrast(colour: str) -> str:
    """Black or white, whichever is read better on ``colour``.

    Examples
    --------
    >>> contrast("#0b5a7d"), contrast("#f0f0f0")
    ('white', '#222222')
    """
    red, green, blue = mpl.colors.to_rgb(colour)
    return "white" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.42 else INK


def nothing(key: str, lang: str | None, **place: Any) -> Chart:
    """The chart that says there is nothing to draw, and why; never an empty frame that looks like zero."""
    sentence = say(f"figures.{key}", lang)
    chart = Chart(1.0, alt=sentence, **place)
    blank(chart.panel(0.3, 0.2, 0.3, 0.2), sentence)
    return chart


def blank(axes: Axes, sentence: str) -> None:
    """Axes with nothing on them but why."""
    axes.set(xticks=[], yticks=[], facecolor="#f6f6f6")
    axes.text(0.5, 0.5, sentence, transform=axes.transAxes, ha="center", va="center", color=MUTED)
