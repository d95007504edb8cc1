"""Names beside points so that none covers another: each at the nearest free place around its point."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from evalkit.figures.base import MUTED, wide

_RINGS = (0.1, 0.2, 0.34, 0.5, 0.7, 0.95, 1.25)  # inches from the point
_TURNS = tuple(n * pi / 8 for n in (0, 8, 1, 7, 15, 9, 2, 14, 6, 10, 4, 12, 3, 13, 5, 11))
_POINT = 0.045  # inches: half a mark

_BEHIND = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5}

Boxes = npt.NDArray[np.float64]  # a row a box: x0, y0, x1, y1 in inches


def places(points: Boxes, sizes: Boxes, which: Sequence[int], room: tuple[float, float]) -> dict[int, tuple]:
    """Where the names of some of the points stand.

    Parameters
    ----------
    points : x, y of every point, in inches from the corner of the panel. sizes : width, height of every name.
    which : points to be named, the most urgent first. room : width and height of the panel.

    Returns
    -------
    point -> (x, y) of the middle of its name; a point around which there is no free place is not in it.

    Examples
    --------
    >>> found = places(np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([[0.6, 0.1]] * 2), [0, 1], (3.0, 2.0))
    >>> sorted(found), found[0] != found[1]
    ([0, 1], True)
    """
    marks = np.column_stack([points - _POINT, points + _POINT])
    taken, found = marks, dict[int, tuple]()
    for one in which:
        tried = _around(points[one], sizes[one])
        inside = (tried[:, :2] >= 0).all(axis=1) & (tried[:, 2:] <= room).all(axis=1)
        free = np.flatnonzero(inside & ~_touch(tried, taken).any(axis=1))
        if len(free):
            box = tried[free[0]]
            taken = np.vstack([taken, box])
            found[one] = (float(box[[0, 2]].mean()), float(box[[1, 3]].mean()))
    return found


def _around(point: npt.NDArray[np.float64], size: npt.NDArray[np.float64]) -> Boxes:
    """Boxes of that size around a point, the nearest first: each touches its ring from outside."""
    turns = np.array([(cos(turn), sin(turn)) for turn in _TURNS])
    reach = np.repeat(_RINGS, len(_TURNS))[:, None] + size / 2
    middle = point + np.tile(turns, (len(_RINGS), 1)) * reach
    return np.column_stack([middle - size / 2, middle + size / 2])


def _touch(some: Boxes, others: Boxes) -> npt.NDArray[np.bool_]:
    """Which boxes overlap which."""
    low = np.maximum(some[:, None, :2], others[None, :, :2])
    high = np.minimum(some[:, None, 2:], others[None, :, 2:])
    return (high > low).all(axis=2)


def name(axes: Axes, x: Sequence[float], y: Sequence[float], texts: dict[int, str], size: float = 7.5) -> set[int]:
    """Write names beside points of linear axes whose limits are set; a thin line leads to a name that stands apart.

    Parameters
    ----------
    x, y : of every point, in data. texts : point -> its name, the most urgent first.

    Returns
    -------
    The points that could be named.
    """
    axes.autoscale(enable=False)
    window, dpi = axes.get_window_extent(), axes.figure.dpi
    room = np.array([window.width, window.height]) / dpi
    low, high = np.array([axes.get_xlim(), axes.get_ylim()]).T
    points = (np.column_stack([x, y]) - low) / (high - low) * room
    one = size / 70
    sizes = np.array([(wide(texts.get(n, "")) * one + 0.06, one * 1.35) for n in range(len(points))])
    found = places(points, sizes, list(texts), (room[0], room[1]))
    for n, middle in found.items():
        at = low + np.array(middle) / room * (high - low)
        axes.text(*at, texts[n], ha="center", va="center", fontsize=size, zorder=6, bbox=_BEHIND)
        near = np.clip(points[n], middle - sizes[n] / 2, middle + sizes[n] / 2)
        if np.hypot(*(near - points[n])) > 0.13:
            ends = low + np.array([points[n], near]) / room * (high - low)
            axes.plot(*ends.T, color=MUTED, linewidth=0.5, zorder=2)
    return set(found)
