"""Axes whose names and numbers are known beforehand, written as plain texts and lines in place of ticks.

The figures of one street's report are drawn this way: `bare` axes whose limits are given, then names, numbers, rules
and bars. A tick of matplotlib is five artists, measured anew at each drawing; here a name is one text, and all lines of
a kind are one collection. The figures of streets beside each other keep their ticks: they go into axes of somebody else
too, and leave it to matplotlib where numbers stand.

The axes must stay where they are, and have their limits before anything is drawn. Texts bear a label: ``across``,
``down``, ``title`` or ``key``, by which they are found again; it is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Transform, offset_copy

from evalkit.figures.base import LINE, Chart

PAD = 3.5  # points from the axes to a name
MARK, SMALL_MARK = 3.5, 2.0  # points a mark stands out
MARKED = PAD + MARK  # points to a name that has a mark
_RULE = "#e6e6e6"
_KEY, _TALL, _SIZE = 8.16, 5.6, 8  # points: from the foot of the page to the key, its marks, its words

Places = Sequence[float] | npt.NDArray[np.float64]
Ends = tuple[tuple[float, float], tuple[float, float]]


def bare(axes: Axes) -> Axes:
    """Axes without frame, ground and ticks of their own."""
    axes.set_axis_off()
    return axes


def whole(low: float, high: float, most: int) -> list[float]:
    """Whole round numbers from ``low`` to ``high``, about ``most`` steps.

    Examples
    --------
    >>> whole(0, 178, 5), whole(0, 2, 5)
    ([0.0, 40.0, 80.0, 120.0, 160.0], [0.0, 1.0, 2.0])
    """
    return [float(one) for one in MaxNLocator(most, integer=True).tick_values(low, high) if low <= one <= high]


def across(axes: Axes, at: Places, names: Iterable[str], pad: float = PAD, *, above: bool = False, **look: Any) -> None:
    """Names below the axes, or above them, each in the middle over its place.

    Parameters
    ----------
    at : in data. pad : points from the axes to the names. look : of the texts, as `Axes.text` takes it.
    """
    place = moved(axes, axes.get_xaxis_transform(), 0, pad if above else -pad)
    look = {"fontsize": 8, "va": "bottom" if above else "top"} | look
    for x, name in zip(at, names, strict=True):
        write(axes, x, float(above), name, transform=place, ha="center", label="across", **look)


def down(axes: Axes, at: Places, names: Iterable[str], pad: float = PAD, **look: Any) -> None:
    """Names at the left of the axes, each at the height of its place; parameters as for `across`."""
    place = moved(axes, axes.get_yaxis_transform(), -pad, 0)
    look = {"va": "center_baseline"} | look
    for y, name in zip(at, names, strict=True):
        write(axes, 0, y, name, transform=place, ha="right", label="down", **look)


def title(axes: Axes, text: str, side: str = "left", pad: float = 4.0, **look: Any) -> None:
    """A title over the axes, at their ``left``, ``center`` or ``right``, ``pad`` points above them."""
    x = {"left": 0.0, "center": 0.5, "right": 1.0}[side]
    write(axes, x, 1, text, transform=moved(axes, axes.transAxes, 0, pad), ha=side, label="title", **look)


def below(axes: Axes, text: str) -> None:
    """What the numbers along the axes count, under one line of them."""
    place = moved(axes, axes.transAxes, 0, -(MARKED + 8 + PAD))
    write(axes, 0.5, 0, text, transform=place, ha="center", va="top")


def write(axes: Axes, x: float, y: float, text: str, **look: Any) -> None:
    """A text at a place of the axes, in data by default; it belongs to the page, for axes make a frame to cut it by."""
    axes.figure.text(x, y, text, **{"transform": axes.transData} | look)


def moved(axes: Axes, place: Transform, right: float, up: float) -> Transform:
    """A place, so many points to the right of it and above it."""
    return offset_copy(place, axes.figure, right, up, units="points")


def rules(axes: Axes, *, x: Places = (), y: Places = ()) -> None:
    """Fine lines behind everything, right through the axes at these places."""
    upright = [((share, 0.0), (share, 1.0)) for share in _shares(x, axes.get_xlim())]
    level = [((0.0, share), (1.0, share)) for share in _shares(y, axes.get_ylim())]
    lines(axes, [*upright, *level], _RULE, 0.6, transform=axes.transAxes, zorder=0.5)


def edge(axes: Axes, *, x: Places = (), small: Places = (), y: Places = (), side: bool = True) -> None:
    """The line below the axes, and the one at their left, with a mark outward at each of these places.

    Parameters
    ----------
    x, y : where there are marks below and at the left. small : where there are smaller ones below.
    side : whether there is a line at the left.
    """
    width, height = axes.bbox.size / axes.figure.dpi * 72
    thick = [((0.0, 0.0), (1.0, 0.0)), *([((0.0, 1.0), (0.0, 0.0))] if side else [])]
    thick += [((share, 0.0), (share, -MARK / height)) for share in _shares(x, axes.get_xlim())]
    thick += [((0.0, share), (-MARK / width, share)) for share in _shares(y, axes.get_ylim())]
    thin = [((share, 0.0), (share, -SMALL_MARK / height)) for share in _shares(small, axes.get_xlim())]
    place = {"transform": axes.transAxes, "clip_on": False, "zorder": 2.5}
    lines(axes, thick, LINE, 0.8, **place)
    lines(axes, thin, LINE, 0.6, **place)


def _shares(at: Places, limits: tuple[float, float]) -> list[float]:
    """How far along the axes each place lies."""
    start, end = limits
    return [float((one - start) / (end - start)) for one in at]


def lines(axes: Axes, ends: Sequence[Ends], colour: str, width: float, **look: Any) -> None:
    """Straight lines of one colour, all of them one path.

    Parameters
    ----------
    ends : the two ends of each, in data by default. width : points. look : of the path, as `PathPatch` takes it.
    """
    path = Path(np.reshape(ends, (-1, 2)), [Path.MOVETO, Path.LINETO] * len(ends))
    axes.add_artist(PathPatch(path, fill=False, edgecolor=colour, linewidth=width, **look))


def bars(axes: Axes, left: Any, bottom: Any, width: Any, height: Any, *, colour: str) -> None:
    """Bars of one colour, over the rules.

    Parameters
    ----------
    left, bottom, width, height : of each in data, or one number for all.
    """
    x, y, right, top = np.broadcast_arrays(left, bottom, np.add(left, width), np.add(bottom, height))
    corners = np.stack([x, y, x, top, right, top, right, y, x, y], axis=-1)
    path = Path(corners.reshape(-1, 2), [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * len(corners))
    axes.add_artist(PathPatch(path, facecolor=colour, edgecolor="none", zorder=1, label="bars"))


def key(chart: Chart, marks: Sequence[Artist], *, long: float = 16.0, pad: float = 6.4, apart: float = 16.0) -> None:
    """What the marks mean, in one line at the foot of the chart, in its middle.

    Parameters
    ----------
    marks : as `box`, `stroke` and `dot` make them. long : points a mark takes. pad : points from it to its words.
    apart : points between the words of one and the next mark.
    """
    to_page = Affine2D().scale(1 / 72) + chart.dpi_scale_trans
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
