"""How the tests look at a chart: its texts, whether any overlap or leave the page, whether the fonts have them."""

from functools import cache
from importlib.resources import files

import numpy as np
from fontTools.ttLib import TTFont
from matplotlib.text import Text


@cache
def shipped():
    return set(TTFont(str(files("evalkit") / "fonts" / "NotoSansSC-Regular.ttf")).getBestCmap())


def texts(chart):
    """The texts one sees, as artists; labels of ticks beyond the end of an axis are not drawn."""
    axes = [axis for one in chart.axes for axis in (one.xaxis, one.yaxis)]
    ticks = {label for axis in axes for t in axis.get_major_ticks() for label in (t.label1, t.label2)}
    drawn = {label for axis in axes for t in axis._update_ticks() for label in (t.label1, t.label2)}
    hidden = ticks - drawn
    return [t for t in chart.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in hidden]


def words(chart):
    return [t.get_text() for t in texts(chart)]


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
