"""The proof of a scheme: its grades, weights and requirements can give a score."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from evalkit.plan_file import hint, join
from evalkit.plan_model import Item, Plan, Requirement, Scheme
from evalkit.words import say


def prove_scheme(plan: Plan) -> Iterator[str]:
    """Every fault of a plan's scheme, one sentence each; none where the plan has no scheme.

    Parameters
    ----------
    plan : as written; what is at fault in its form is blank in it and told already.

    Examples
    --------
    >>> from evalkit.plan import read_plan
    >>> list(prove_scheme(read_plan("suzhou-2016")))
    []
    """
    scheme = plan.scheme
    if not scheme or not scheme.grades or not scheme.items:
        return
    yield from _grades(scheme)
    by_name = {name: one for one in plan.requirements for name in (one.id, one.code)}
    scored: dict[str, str] = {}
    for item in scheme.items:
        yield from _item(item, scheme, by_name)
        for one in dict.fromkeys(by_name[name].id for name in item.requirements if name in by_name):
            if one in scored:
                yield say("plan.scored_twice", item=item.id, requirement=one, first=scored[one])
            scored.setdefault(one, item.id)


def _grades(scheme: Scheme) -> Iterator[str]:
    points = [grade.points for grade in scheme.grades if isinstance(grade.points, int | float)]
    falling = all(high > low for high, low in pairwise(points))
    if len(points) == len(scheme.grades) and (not falling or points[-1] != 0 or points[0] > 100):
        yield say("plan.bad_grades")
    for ids in ([grade.id for grade in scheme.grades], [item.id for item in scheme.items]):
        yield from (say("plan.scheme_twice", name=name) for name in dict.fromkeys(ids) if ids.count(name) > 1)


def _item(item: Item, scheme: Scheme, by_name: dict[str, Requirement]) -> Iterator[str]:
    grades = [grade.id for grade in scheme.grades]
    rising = len(item.weight) == 3 and 0 < item.weight[0] <= item.weight[1] <= item.weight[2]
    if not rising:
        yield say("plan.bad_weight", item=item.id)
    if item.veto and item.veto not in grades:
        yield say("plan.bad_veto", item=item.id, veto=item.veto, allowed=join(grades))
    if not item.requirements:
        yield say("plan.scores_nothing", item=item.id)
    for name in item.requirements:
        if name not in by_name:
            yield say("plan.scores_unknown", item=item.id, requirement=name, near=hint(name, by_name))
        elif item.kind == "degree" and (by_name[name].checked_by != "records" or not by_name[name].has_bound):
            yield say("plan.no_degree", item=item.id, requirement=name)
