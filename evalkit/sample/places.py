"""What is planted in each community and year: one `Place` a line. Pure data.

The three communities of year 1 go on in year 2 and three new ones join (two in 北桥街道). All names are invented.
"""

from __future__ import annotations

from datetime import date

from evalkit.sample.situations import OTHER, Events, Place, Visits

JOINED = date(2017, 7, 1)
CLOSING = date(2018, 5, 18)
TOO_LATE = date(2018, 7, 10)
USUAL = Events()


def _first(street: str, community: str, visits: Visits, events: Events = USUAL, **more: object) -> Place:
    """A community in year 1: one problem solved, one begun."""
    return Place(street, 1, community, visits, events, **{"begun": 1, **more})


def _again(street: str, community: str, visits: Visits, events: Events = USUAL, **more: object) -> Place:
    """The same community in year 2: the problem begun in year 1 is solved, the planning proposal handed in."""
    return Place(street, 2, community, visits, events, **{"solved": 0, "finished": 1, "planning": CLOSING, **more})


def _new(street: str, community: str, visits: Visits, events: Events = USUAL, **more: object) -> Place:
    """A community that joins in year 2: two organisations, two problems solved, the planning proposal."""
    usual = {"since": JOINED, "governance": 2, "solved": 2, "planning": CLOSING}
    return Place(street, 2, community, visits, events, **{**usual, **more})


NO_PROBLEMS = {"option": OTHER, "solved": 0, "begun": 0, "finished": 0}

PLACES = (
    _first("长桥街道", "长语社区", Visits(158, 6, 2, 1, 3, 4, 2)),
    _first("长桥街道", "长云社区", Visits(163, 4, 1, 2, 2, 3, 1), Events(3, 7)),
    _first("长桥街道", "长禾社区", Visits(152, 5, 3, 1, 2, 2, 1), **NO_PROBLEMS),
    _again("长桥街道", "长语社区", Visits(155, 3, 2, 1, 2, 3, 1)),
    _again("长桥街道", "长云社区", Visits(143, 4, 2, 1, 12, 3, 1)),
    _again("长桥街道", "长禾社区", Visits(151, 5, 2, 1, 2, 4, 1), planning=None, **NO_PROBLEMS),
    _new("长桥街道", "长岚社区", Visits(160, 4, 2, 0, 2, 3, 1), Events(2, 8)),
    _new("长桥街道", "长泽社区", Visits(154, 4, 1, 1, 3, 2, 1)),
    _new("长桥街道", "长溪社区", Visits(157, 5, 2, 1, 2, 3, 1)),
    _first("北桥街道", "北语社区", Visits(156, 4, 2, 1, 2, 3, 1, twice=1)),
    _first("北桥街道", "北云社区", Visits(151, 7, 3, 2, 4, 5, 2), Events(2, 6, twice=1)),
    _first("北桥街道", "北禾社区", Visits(167, 3, 2, 1, 2, 3, 1), Events(2, 7, outside=1)),
    _again("北桥街道", "北语社区", Visits(153, 4, 2, 1, 2, 3, 1), planning=TOO_LATE),
    _again("北桥街道", "北云社区", Visits(158, 4, 2, 1, 2, 3, 1)),
    _again("北桥街道", "北禾社区", Visits(152, 4, 2, 1, 2, 3, 1), governance=0, hobby=2),
    _new("北桥街道", "北岚社区", Visits(155, 4, 2, 1, 2, 3, 1), Events(2, 9)),
    _new("北桥街道", "北泽社区", Visits(161, 5, 1, 1, 3, 2, 1), **NO_PROBLEMS),
    _first("娄门街道", "娄语社区", Visits(154, 5, 2, 1, 2, 6, 1)),
    _first("娄门街道", "娄云社区", Visits(160, 4, 2, 2, 2, 4, 1), Events(3, 6)),
    _first("娄门街道", "娄禾社区", Visits(151, 4, 3, 1, 3, 5, 1)),
    _again("娄门街道", "娄语社区", Visits(152, 4, 2, 1, 2, 5, 1)),
    _again("娄门街道", "娄云社区", Visits(155, 4, 2, 1, 2, 3, 1), needs=0),
    _again("娄门街道", "娄禾社区", Visits(150, 4, 2, 1, 2, 4, 1), finished=0, begun=1),
    _new("娄门街道", "娄岚社区", Visits(157, 4, 2, 1, 2, 3, 1)),
    _new("娄门街道", "娄泽社区", Visits(153, 4, 2, 1, 2, 3, 1), Events(2, 7), **NO_PROBLEMS),
    _new("娄门街道", "娄溪社区", Visits(159, 4, 2, 1, 2, 3, 1), Events(3, 8)),
    _first("双塔街道", "塔语社区", Visits(155, 4, 2, 1, 2, 3, 1, bad_date=2, no_date=1)),
    _first("双塔街道", "塔云社区", Visits(161, 4, 2, 1, 2, 3, 1), Events(2, 7)),
    _first("双塔街道", "塔禾社区", Visits(153, 5, 2, 1, 2, 3, 1), needs=0),
    _again("双塔街道", "塔语社区", Visits(152, 4, 2, 1, 2, 3, 1)),
    _again("双塔街道", "塔云社区", Visits(146, 4, 2, 1, 2, 3, 8)),
    _again("双塔街道", "塔禾社区", Visits(156, 4, 2, 1, 2, 3, 1, elsewhere=2)),
    _new("双塔街道", "塔岚社区", Visits(154, 4, 2, 1, 2, 3, 1), governance=1, hobby=2),
    _new("双塔街道", "塔泽社区", Visits(158, 4, 2, 1, 2, 3, 1), Events(3, 6)),
    _new("双塔街道", "塔溪社区", Visits(151, 4, 2, 1, 2, 3, 1), **NO_PROBLEMS),
    _first("石路街道", "石语社区", Visits(159, 4, 2, 1, 2, 3, 1), Events(3, 6, joint="石云社区")),
    _first("石路街道", "石云社区", Visits(152, 4, 2, 1, 2, 3, 1), Events(1, 7)),
    _first("石路街道", "石禾社区", Visits(156, 4, 2, 1, 2, 3, 1, elsewhere=3), **NO_PROBLEMS),
    _again("石路街道", "石语社区", Visits(154, 4, 2, 1, 2, 3, 1)),
    _again("石路街道", "石云社区", Visits(151, 4, 2, 1, 2, 3, 1), Events(2, 6, joint="石禾社区")),
    _again("石路街道", "石禾社区", Visits(157, 4, 2, 1, 2, 3, 1), **NO_PROBLEMS),
    _new("石路街道", "石岚社区", Visits(153, 4, 2, 1, 2, 3, 1), planning=None),
    _new("石路街道", "石泽社区", Visits(155, 4, 2, 1, 2, 3, 1), Events(2, 5)),
    _new("石路街道", "石溪社区", Visits(160, 4, 2, 1, 2, 3, 1)),
    _first("东沙湖社工委", "沙语社区", Visits(165, 4, 2, 1, 2, 3, 1), Events(3, 5)),
    _first("东沙湖社工委", "沙云社区", Visits(154, 6, 2, 3, 4, 3, 1)),
    _first("东沙湖社工委", "沙禾社区", Visits(158, 4, 2, 1, 2, 3, 1), Events(2, 8)),
    _again("东沙湖社工委", "沙语社区", Visits(153, 4, 2, 1, 2, 3, 1)),
    _again("东沙湖社工委", "沙云社区", Visits(156, 4, 2, 1, 2, 3, 1), Events(3, 6, two_days=1)),
    _again("东沙湖社工委", "沙禾社区", Visits(151, 4, 2, 1, 2, 3, 1)),
    _new("东沙湖社工委", "沙岚社区", Visits(155, 4, 2, 1, 2, 3, 1), older=1),
    _new("东沙湖社工委", "沙泽社区", Visits(152, 4, 2, 1, 2, 3, 1), solved=1, disordered=1),
    _new("东沙湖社工委", "沙溪社区", Visits(159, 4, 2, 1, 2, 3, 1), **NO_PROBLEMS),
    _first("狮山街道", "狮语社区", Visits(172, 8, 3, 2, 4, 6, 3), Events(2, 6)),
    _first("狮山街道", "狮云社区", Visits(149, 9, 2, 1, 4, 6, 3), Events(3, 7)),
    _first("狮山街道", "狮禾社区", Visits(158, 5, 2, 1, 2, 3, 1), planning=date(2017, 5, 20)),
    _again("狮山街道", "狮语社区", Visits(164, 4, 2, 1, 2, 3, 1)),
    _again("狮山街道", "狮云社区", Visits(155, 4, 2, 1, 2, 3, 1), Events(2, 7)),
    _again("狮山街道", "狮禾社区", Visits(153, 4, 2, 1, 2, 3, 1), planning=None),
    _new("狮山街道", "狮岚社区", Visits(157, 4, 2, 1, 2, 3, 1)),
    _new("狮山街道", "狮泽社区", Visits(185, 4, 2, 1, 2, 3, 1), Events(4, 9)),
    _new("狮山街道", "狮溪社区", Visits(152, 4, 2, 1, 2, 3, 1), **NO_PROBLEMS),
    _first("枫桥街道", "枫语社区", Visits(156, 4, 2, 1, 2, 3, 1), Events(2, 6, two_days=1)),
    _first("枫桥街道", "枫云社区", Visits(162, 4, 2, 1, 2, 3, 1)),
    _first("枫桥街道", "枫禾社区", Visits(150, 5, 2, 1, 2, 4, 2, no_address=1)),
    _again("枫桥街道", "枫语社区", Visits(154, 4, 2, 1, 2, 3, 1)),
    _again("枫桥街道", "枫云社区", Visits(151, 4, 2, 1, 2, 3, 1), Events(1, 6, two_days=1)),
    _again("枫桥街道", "枫禾社区", Visits(158, 4, 2, 1, 2, 3, 1)),
    _new("枫桥街道", "枫岚社区", Visits(153, 4, 2, 1, 2, 3, 1), governance=1, older=1),
    _new("枫桥街道", "枫泽社区", Visits(155, 4, 2, 1, 2, 3, 1), Events(2, 8)),
    _new("枫桥街道", "枫溪社区", Visits(160, 4, 2, 1, 2, 3, 1), **NO_PROBLEMS),
    _first("通安镇", "安语社区", Visits(157, 4, 2, 1, 2, 3, 1)),
    _first("通安镇", "安云社区", Visits(153, 4, 2, 1, 2, 3, 1, twice=2), Events(2, 7)),
    _first("通安镇", "安禾社区", Visits(168, 4, 2, 1, 2, 3, 1)),
    _again("通安镇", "安语社区", Visits(151, 4, 2, 1, 2, 3, 1)),
    _again("通安镇", "安云社区", Visits(155, 4, 2, 1, 2, 3, 1), Events(3, 6)),
    _again("通安镇", "安禾社区", Visits(152, 4, 2, 1, 2, 3, 1)),
    _new("通安镇", "安岚社区", Visits(156, 4, 2, 1, 2, 3, 1)),
    _new("通安镇", "安泽社区", Visits(154, 4, 2, 1, 2, 3, 1), Events(2, 7), **NO_PROBLEMS),
    _new("通安镇", "安溪社区", Visits(120, 3, 1, 1, 2, 2, 1), since=date(2017, 11, 1)),
)


def places(street: str, year: int) -> tuple[Place, ...]:
    """The communities of a street in a year, in the order of its books.

    Examples
    --------
    >>> [p.community for p in places("狮山街道", 1)]
    ['狮语社区', '狮云社区', '狮禾社区']
    """
    return tuple(p for p in PLACES if (p.street, p.year) == (street, year))
