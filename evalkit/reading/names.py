"""Names of streets and communities, evened: one place, one name, however it is written."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evalkit.reading.cells import even, plain

if TYPE_CHECKING:
    from evalkit.plan import Plan
    from evalkit.reading.setting import Setting

_OFFICE = re.compile(
    r"(社区)?(居民委员会|居委会|居委|村民委员会|村委会|村委|工作站|党群服务中心|综合服务中心|服务中心|社工站)$"
)
_LISTED = re.compile(r"\s*(?:[\u2460-\u249b\u2776-\u277f]|[(\uff08]?\d{1,2}[.\uff0e、)\uff09](?!\d))\s*(?=\S)")
_KIND = re.compile(r"(社区|村)$")
_AREA = re.compile(r"(街道|街|镇|乡)(办事处)?$")
_BLANK = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")  # beside a Chinese sign a blank tells nothing
_NEAR = 0.5  # of two names without what every such name says, from 0 to 1: of two signs one may differ
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,}?(?:社区|村)(?![\u4e00-\u9fff]*社区)")
# Words that stand before 社区 in a sheet's or file's name and name no place.
_NO_PLACE = re.compile(r"^(各|本|全|所有|服务|所属|试点|示范|第.)|(街道|城市|农村)$")


def match_street(words: str, plan: Plan | Setting) -> str:
    """The official name of the street that ``words`` names, alone or among others; ``""`` where none or several.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> plan = read_plan("suzhou-2016")
    >>> match_street("狮山", plan), match_street("苏州高新区狮山街道办事处", plan), match_street("虎丘街道", plan)
    ('狮山街道', '狮山街道', '')
    """
    return street_matcher(plan)(words)


def street_matcher(plan: Plan | Setting) -> Callable[[str], str]:
    """`match_street` for many names: the spellings of the plan's streets are laid out once."""
    spelled = [(even(word), s.name) for s in plan.streets for word in (s.name, *s.aliases) if word]
    exact: dict[str, set[str]] = defaultdict(set)
    for word, name in [*spelled, *((even(s.id), s.name) for s in plan.streets)]:
        exact[word].add(name)

    def match(words: str) -> str:
        wanted = even(words)
        found = exact.get(wanted) or {name for word, name in spelled if word in wanted}
        return next(iter(found)) if len(found) == 1 else ""

    return match


def street_in(words: str, plan: Plan | Setting) -> str:
    """The street whose official name stands in the name of a sheet or file; short names are too often communities.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> street_in("枫桥街道探访.xlsx", read_plan("suzhou-2016")), street_in("枫桥社区", read_plan("suzhou-2016"))
    ('枫桥街道', '')
    """
    found = {street.name for street in plan.streets if even(street.name) in even(words)}
    return found.pop() if len(found) == 1 else ""


def community_key(name: str) -> str:
    """What two ways of writing one community have in common.

    Examples
    --------
    >>> {community_key(name) for name in ("新升", "新升 社区", "新升社区居委会", "新升村", "①新升", "1.新升居委")}
    {'新升'}
    """
    bare = even(_LISTED.sub("", name, count=1) if _LISTED.match(name) else name)
    for ending in (_OFFICE, _KIND):
        bare = ending.sub("", bare) or bare
    return bare


def spelled(name: str) -> str:
    """A name as it is to be shown: its own capitals and blanks between words, width evened.

    Examples
    --------
    >>> spelled(" Ash  Green Ward"), spelled("新升 社区"), spelled("Ａ 区 社区")
    ('Ash Green Ward', '新升社区', 'A区社区')
    """
    return _BLANK.sub("", " ".join(plain(name).split()))


def near_place(name: str, places: Iterable[str]) -> str:
    """The place whose own name, without 社区, 街道 and the like, is near ``name``; ``""`` where none or several are.

    Examples
    --------
    >>> near_place("师山街道", ["狮山街道", "枫桥街道"]), near_place("火星社区", ["马浜社区"])
    ('狮山街道', '')
    """
    wanted = _own(name)
    alike = {place: difflib.SequenceMatcher(None, wanted, _own(place)).ratio() for place in places}
    best = max(alike.values(), default=0)
    found = [place for place, share in alike.items() if share == best >= _NEAR]
    return found[0] if len(found) == 1 else ""


def _own(name: str) -> str:
    key = community_key(name)
    return _AREA.sub("", key) or key


def _once(names: Iterable[str]) -> list[str]:
    """Each name once, however its width, blanks and case are written."""
    return sorted({even(name): name for name in sorted(map(spelled, names), reverse=True) if name}.values())


class CommunityNames:
    """The communities of one street in one year, and how a written name is brought to the official one.

    Parameters
    ----------
    listed : names in the submitted list of communities; empty where none was handed in.
    written : every name met in that street and year; without a list the fullest way of writing stands.
    """

    def __init__(self, listed: Iterable[str], written: Iterable[str]) -> None:
        self.listed = _once(listed)
        names = self.listed or _once(written)
        self._exact = {even(name): name for name in self.listed}
        self._keys: dict[str, str] = {}
        for name in sorted(names, key=lambda name: (len(name), name)):
            self._keys[community_key(name)] = name

    def official(self, name: str) -> str:
        """The official name; ``""`` where the list does not know it.

        Examples
        --------
        >>> CommunityNames(["新升社区"], []).official("新升村居委会"), CommunityNames(["新升社区"], []).official("何山")
        ('新升社区', '')
        """
        return self._exact.get(even(name), "") or self._keys.get(community_key(name), "")

    def near(self, name: str) -> str:
        """The listed name most like ``name``, or ``""``."""
        return near_place(name, self.listed)

    def named_in(self, words: str, whole: bool = False) -> str:
        """The one community that a sheet's, file's or folder's name names; ``""`` where none or several.

        Parameters
        ----------
        words : the name. whole : whether it must say 社区 or 村 behind the community, and the list must know that.

        Examples
        --------
        >>> CommunityNames(["新升社区", "何山社区"], []).named_in("探访(新升)")
        '新升社区'
        >>> CommunityNames(["新升社区"], []).named_in("新升社工事务所", whole=True)
        ''
        >>> CommunityNames([], []).named_in("Sheet1")
        ''
        """
        evened = even(words)
        ending = "(?:社区|村|居委)" if whole else ""
        known = {name: community_key(name) for name in self.listed}
        keys = {name: key for name, key in known.items() if re.search(re.escape(key) + ending, evened)}
        inner = {name for name in keys if any(keys[name] in key for other, key in keys.items() if other != name)}
        found = keys.keys() - inner
        if self.listed or whole:
            return found.pop() if len(found) == 1 else ""
        place = _PLACE.search(evened)
        return place[0] if place and not _NO_PLACE.search(_KIND.sub("", place[0])) else ""
