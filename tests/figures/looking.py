"""How the tests look at a chart: its texts, names, titles and bars, whether texts overlap or leave the page."""

from functools import cache
from importlib.resources import files

import numpy as np
from fontTools.ttLib import TTFont
from matplotlib.colors import to_hex
from matplotlib.text import Text


@cache
def shipped():
    return set(TTFont(str(files("evalkit") / "fonts" / "NotoSansSC-Regular.ttf")).getBestCmap())


def texts(chart):
    """The texts one sees, as artists; labels of ticks beyond the end of an axis or of bare axes are not drawn."""
    axes = [axis for one in chart.axes for axis in (one.xaxis, one.yaxis) if one.axison]
    bare = {t for one in chart.axes if not one.axison for axis in (one.xaxis, one.yaxis) for t in axis.findobj(Text)}
    ticks = {label for axis in axes for t in axis.get_major_ticks() for label in (t.label1, t.label2)}
    drawn = {label for axis in axes for t in axis._update_ticks() for label in (t.label1, t.label2)}
    hidden = (ticks - drawn) | bare
    return [t for t in chart.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in hidden]


def words(chart):
    return [t.get_text() for t in texts(chart)]


def names(chart, where):
    """The names ``across`` or ``down``, panel after panel."""
    return [t.get_text() for t in chart.texts if t.get_label() == where]


def titles(chart, side):
    """The titles at one side, panel after panel."""
    return [t.get_text() for t in chart.texts if t.get_label() == "title" and t.get_ha() == side]


def drawn(chart, what):
    """The ``bars``, ``lines`` or ``curve`` of all panels, as artists."""
    return [one for one in chart.artists if one.get_label() == what]


def bars(chart, colour):
    """(left, bottom, width, height) of the bars of one colour, as drawn, in data, panel after panel."""
    paths = [one for one in drawn(chart, "bars") if to_hex(one.get_facecolor()) == colour]
    corners = [box[[0, 2]] for one in paths for box in one.get_path().vertices.reshape(-1, 5, 2)]
    return [(*low, *(high - low)) for low, high in corners]


def strokes(chart, colour):
    """The ends of the straight lines of one colour, as drawn, in data, panel after panel."""
    paths = [one for one in drawn(chart, "lines") if to_hex(one.get_edgecolor()) == colour]
    return [ends for one in paths for ends in one.get_path().vertices.reshape(-1, 2, 2).tolist()]


def not_in_the_font(chart):
    return {char for text in words(chart) for char in text if char != "\n" and ord(char) not in shipped()}


def boxes(chart):
    chart.canvas.draw()
    return {t: t.get_window_extent() for t in texts(chart)}


def overlapping(chart, seen=None):
    """Pairs of texts that cover each other by more than a hair; ``seen``: their boxes, where these are known."""
    seen = boxes(chart) if seen is None else seen
    told, corners = list(seen), np.array([box.extents for box in seen.values()]).reshape(-1, 4)
    low = np.maximum(corners[:, None, :2], corners[None, :, :2])
    high = np.minimum(corners[:, None, 2:], corners[None, :, 2:])
    pairs = np.argwhere(np.triu((high - low > 1.5).all(axis=2), 1))
    return [(told[a].get_text(), told[b].get_text()) for a, b in pairs]


def off_the_page(chart, seen=None):
    page = chart.bbox
    return [
        t.get_text()
        for t, box in (boxes(chart) if seen is None else seen).items()
        if box.x0 < page.x0 - 1 or box.x1 > page.x1 + 1 or box.y0 < page.y0 - 1 or box.y1 > page.y1 + 1
    ]
