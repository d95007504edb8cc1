"""Panels whose names and numbers are known beforehand: plain texts and paths in place of axes and ticks.

The figures of one street's report are drawn this way, for it costs a third: axes of matplotlib come with two dozen
artists before anything is drawn into them, a tick is five, measured anew at each drawing. Here a name is one text, all
lines of a kind are one path, and everything stands on the page itself. The figures of streets beside each other keep
matplotlib's axes: they go into those of somebody else too, and leave it to matplotlib where numbers stand.

What is drawn bears a label, by which it is found again: ``across``, ``down``, ``title`` or ``key`` a text, ``bars``,
``lines`` or ``curve`` a path. The label itself is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Bbox, BboxTransform, Transform

from evalkit.figures.base import LINE, Chart

PAD = 3.5  # points from the panel to a name
MARK, SMALL_MARK = 3.5, 2.0  # points a mark stands out
MARKED = PAD + MARK  # points to a name that has a mark
_RULE = "#e6e6e6"
_KEY, _TALL, _SIZE = 8.16, 5.6, 8  # points: from the foot of the page to the key, its marks, its words

Places = Sequence[float] | npt.NDArray[np.float64]
Ends = tuple[tuple[float, float], tuple[float, float]]
Edges = tuple[float, float, float, float]  # left, lower, right, upper: inches from those of the chart


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a chart with limits of its own.

    Parameters
    ----------
    left, bottom, width, height : points, from the lower left corner of the page.
    x, y : the values at the left and right edge, and at the lower and upper one.
    """

    chart: Chart
    left: float
    bottom: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    @cached_property
    def page(self) -> Transform:
        """To the page, from points."""
        return _page(self.chart)

    @cached_property
    def data(self) -> Transform:
        """From data to the page."""
        return self._from(self.x)

    @cached_property
    def beside(self) -> Transform:
        """To the page, across from shares of the width, up from data."""
        return self._from((0.0, 1.0))

    def _from(self, x: tuple[float, float]) -> Transform:
        limits = Bbox([[x[0], self.y[0]], [x[1], self.y[1]]])
        place = Bbox.from_bounds(self.left, self.bottom, self.width, self.height)
        return BboxTransform(limits, place) + self.page

    def along(self, x: float) -> float:
        """Points from the left of the page to a place across."""
        return self.left + (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def up(self, y: float) -> float:
        """Points from the foot of the page to a height."""
        return self.bottom + (y - self.y[0]) / (self.y[1] - self.y[0]) * self.height


def _page(chart: Chart) -> Transform:
    return Affine2D().scale(1 / 72) + chart.dpi_scale_trans


def panel(chart: Chart, edges: Edges, x: tuple[float, float], y: tuple[float, float]) -> Panel:
    """A panel between these edges, with these values at the left and right, and at the foot and the top."""
    width, height = chart.get_size_inches()
    left, bottom, right, top = edges
    size = {"width": (width - left - right) * 72, "height": (height - bottom - top) * 72}
    return Panel(chart=chart, left=left * 72, bottom=bottom * 72, x=x, y=y, **size)


def whole(low: float, high: float, most: int) -> list[float]:
    """Whole round numbers from ``low`` to ``high``, about ``most`` steps.

    Examples
    --------
    >>> whole(0, 178, 5), whole(0, 2, 5)
    ([0.0, 40.0, 80.0, 120.0, 160.0], [0.0, 1.0, 2.0])
    """
    return [float(one) for one in MaxNLocator(most, integer=True).tick_values(low, high) if low <= one <= high]


def write(panel: Panel, x: float, y: float, text: str, **look: Any) -> None:
    """A text at a place in data. look : of it, as `Figure.text` takes it; another ``transform`` means another place."""
    panel.chart.text(x, y, text, **{"transform": panel.data} | look)


def across(
    panel: Panel, at: Places, names: Iterable[str], pad: float = PAD, *, above: bool = False, **look: Any
) -> None:
    """Names below the panel, or above it, each in the middle over its place.

    Parameters
    ----------
    at : in data. pad : points from the panel to the names. look : of the texts, as `Figure.text` takes it.
    """
    y = panel.bottom + panel.height + pad if above else panel.bottom - pad
    look = {"fontsize": 8, "va": "bottom" if above else "top"} | look
    for x, name in zip(at, names, strict=True):
        panel.chart.text(panel.along(x), y, name, ha="center", label="across", transform=panel.page, **look)


def down(panel: Panel, at: Places, names: Iterable[str], pad: float = PAD, **look: Any) -> None:
    """Names at the left of the panel, each at the height of its place; parameters as for `across`."""
    look = {"va": "center_baseline"} | look
    for y, name in zip(at, names, strict=True):
        panel.chart.text(panel.left - pad, panel.up(y), name, ha="right", label="down", transform=panel.page, **look)


def title(panel: Panel, text: str, side: str = "left", pad: float = 4.0, **look: Any) -> None:
    """A title over the panel, at its ``left``, ``center`` or ``right``, ``pad`` points above it."""
    x = panel.left + {"left": 0.0, "center": 0.5, "right": 1.0}[side] * panel.width
    panel.chart.text(x, panel.bottom + panel.height + pad, text, ha=side, label="title", transform=panel.page, **look)


def below(panel: Panel, text: str) -> None:
    """What the numbers along the panel count, under one line of them."""
    x, y = panel.left + panel.width / 2, panel.bottom - MARKED - 8 - PAD
    panel.chart.text(x, y, text, transform=panel.page, ha="center", va="top")


def rules(panel: Panel, *, x: Places = (), y: Places = ()) -> None:
    """Fine lines behind everything, right through the panel at these places."""
    upright = [((one, panel.y[0]), (one, panel.y[1])) for one in x]
    level = [((panel.x[0], one), (panel.x[1], one)) for one in y]
    lines(panel, [*upright, *level], _RULE, 0.6, zorder=0.5)


def edge(panel: Panel, *, x: Places = (), small: Places = (), y: Places = (), side: bool = True) -> None:
    """The line below the panel, and the one at its left, with a mark outward at each of these places.

    Parameters
    ----------
    x, y : where there are marks below and at the left. small : where there are smaller ones below.
    side : whether there is a line at the left.
    """
    left, bottom = panel.left, panel.bottom
    thick = [((left, bottom), (left + panel.width, bottom))]
    thick += [((left, bottom + panel.height), (left, bottom))] if side else []
    thick += [((panel.along(one), bottom), (panel.along(one), bottom - MARK)) for one in x]
    thick += [((left, panel.up(one)), (left - MARK, panel.up(one))) for one in y]
    thin = [((panel.along(one), bottom), (panel.along(one), bottom - SMALL_MARK)) for one in small]
    for ends, width in ((thick, 0.8), (thin, 0.6)):
        lines(panel, ends, LINE, width, transform=panel.page, zorder=2.5)


def lines(panel: Panel, ends: Sequence[Ends], colour: str, width: float, **look: Any) -> None:
    """Straight lines of one colour, all of them one path.

    Parameters
    ----------
    ends : the two ends of each, in data. width : points. look : of the path, as `PathPatch` takes it.
    """
    path = Path(np.reshape(ends, (-1, 2)), [Path.MOVETO, Path.LINETO] * len(ends))
    look = {"transform": panel.data, "zorder": 2} | look
    panel.chart.add_artist(PathPatch(path, fill=False, edgecolor=colour, linewidth=width, label="lines", **look))


def bars(panel: Panel, left: Any, bottom: Any, width: Any, height: Any, *, colour: str) -> None:
    """Bars of one colour, over the rules.

    Parameters
    ----------
    left, bottom, width, height : of each in data, or one number for all.
    """
    x, y, right, top = np.broadcast_arrays(left, bottom, np.add(left, width), np.add(bottom, height))
    corners = np.stack([x, y, x, top, right, top, right, y, x, y], axis=-1)
    path = Path(corners.reshape(-1, 2), [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(corners))
    look = {"facecolor": colour, "edgecolor": "none", "zorder": 1, "label": "bars"}
    panel.chart.add_artist(PathPatch(path, transform=panel.data, **look))


def curve(panel: Panel, x: Any, y: Any, **look: Any) -> None:
    """A line through places in data, or marks at them. look : as `Line2D` takes it."""
    panel.chart.add_artist(Line2D(x, y, transform=panel.data, label="curve", **look))


def key(chart: Chart, marks: Sequence[Artist], *, long: float = 16.0, pad: float = 6.4, apart: float = 16.0) -> None:
    """What the marks mean, in one line at the foot of the chart, in its middle.

    Parameters
    ----------
    marks : as `box`, `stroke` and `dot` make them. long : points a mark takes. pad : points from it to its words.
    apart : points between the words of one and the next mark.
    """
    to_page = _page(chart)
    font = FontProperties(size=_SIZE)
    steps = [
        long + pad + text_to_path.get_text_width_height_descent(mark.get_label(), font, ismath=False)[0] + apart
        for mark in marks
    ]
    x = (chart.get_size_inches()[0] * 72 - sum(steps) + apart) / 2
    for mark, step in zip(marks, steps, strict=True):
        mark.set_transform(Affine2D().scale(long, _TALL).translate(x, _KEY) + to_page)
        chart.add_artist(mark)
        chart.text(x + long + pad, _KEY, str(mark.get_label()), transform=to_page, fontsize=_SIZE, label="key")
        x += step


def box(label: str, colour: str, **look: Any) -> Rectangle:
    """The mark of an area, for a `key`."""
    return Rectangle((0, 0), 1, 1, label=label, **{"facecolor": colour, "edgecolor": colour} | look)


def stroke(label: str, **look: Any) -> Line2D:
    """The mark of a line, for a `key`."""
    return Line2D([0, 0.5, 1], [0.5, 0.5, 0.5], label=label, markevery=[1], **look)


def dot(label: str, **look: Any) -> Line2D:
    """The mark of a point, for a `key`."""
    return Line2D([0.5], [0.5], label=label, linestyle="", **look)
