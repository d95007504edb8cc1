"""A plan: one notice as data, every demand with the words it rests on.

A plan is a folder: ``plan.toml`` (years, streets, sections), the notice's full text, and the requirements, in
``plan.toml`` or in further TOML files beside it, such as one a section.
`read_plan` refuses a plan that the notice does not bear out; see `evalkit.proof`.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel

from evalkit import keeping, plan_blocks, plan_file, proof, proof_scheme
from evalkit.errors import ParameterError, PlanError, unknown
from evalkit.plan_model import (
    MEASURES,
    Alternative,
    Applies,
    Block,
    Grade,
    Item,
    NotCounted,
    Plan,
    Raised,
    Requirement,
    Scheme,
    Section,
    Street,
    Text,
    Year,
)
from evalkit.words import say

__all__ = [
    "MEASURES",
    "Alternative",
    "NotCounted",
    "Plan",
    "Requirement",
    "Section",
    "Street",
    "Year",
    "read_plan",
    "shipped_plans",
]


class _Head(Block):
    """The ``[plan]`` block."""

    id: Text
    title: Text
    title_en: str = ""
    whole: Text = "全市"
    whole_en: str = "Whole pilot"
    issuer: Text
    client: str = ""
    language: str = "zh-CN"
    notice: str = "notice.txt"
    sha256: Text


_COPIED = ("id", "title", "title_en", "whole", "whole_en", "issuer", "client", "language", "sha256")
_PARTS: dict[str, type[BaseModel]] = {"alternatives": Alternative, "applies": Applies, "raised_by": Raised}
_SCHEME: dict[str, type[BaseModel]] = {"grades": Grade, "item": Item}


class _Streets(Block):
    """The ``[streets]`` block without its list."""

    clause: Text
    quote: Text


def read_plan(plan: str | Path) -> Plan:
    """A plan, proved against the words of its notice.

    Parameters
    ----------
    plan : id of a plan that comes with evalkit (``"suzhou-2016"``), or a folder holding ``plan.toml`` and the notice.

    Returns
    -------
    Plan : frozen; every quote stands in the notice, every bound in its quote; requirements go by section.

    Raises
    ------
    ParameterError : neither a plan of evalkit nor a folder.
    PlanError : the plan cannot be used; every fault found, at once.

    Examples
    --------
    >>> read_plan("suzhou-2016").streets[6].name
    '狮山街道'
    """
    folder = _folder(plan)
    read: Plan = keeping.last(
        "plan", lambda: _files(folder), lambda: _proved(folder), lambda one: one.model_copy(deep=True)
    )
    return read


def _files(folder: Path) -> dict[str, bytes]:
    """What the files of a plan hold."""
    return {path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _proved(folder: Path) -> Plan:
    source = plan_file.read_source(folder)
    problems: list[str] = []
    draft = _draft(source, folder, problems)
    if len(problems) <= plan_file.MOST_FAULTS:
        problems += [*proof.prove(draft, source), *proof_scheme.prove_scheme(draft)]
    if len(problems) > plan_file.MOST_FAULTS:
        problems[plan_file.MOST_FAULTS :] = [say("plan.more_faults", most=plan_file.MOST_FAULTS)]
    if problems:
        raise PlanError(folder / "plan.toml", [problem.strip() for problem in problems])
    order = [section.id for section in draft.sections]
    in_order = sorted(draft.requirements, key=lambda one: order.index(one.section))
    return draft.model_copy(update={"requirements": in_order})


def shipped_plans() -> dict[str, Path]:
    """The plans that come with evalkit: id -> folder.

    Examples
    --------
    >>> "suzhou-2016" in shipped_plans()
    True
    """
    root = Path(str(files("evalkit"))) / "plans"
    return {folder.name: folder for folder in sorted(root.iterdir()) if (folder / "plan.toml").is_file()}


def _folder(plan: str | Path) -> Path:
    shipped = shipped_plans()
    if str(plan) in shipped:
        return shipped[str(plan)]
    if not Path(plan).is_dir():
        raise ParameterError(unknown("plan", plan, shipped))
    if not (Path(plan) / "plan.toml").is_file():
        raise PlanError(plan, [say("plan.no_file")])
    return Path(plan)


def _draft(source: plan_file.Source, folder: Path, problems: list[str]) -> Plan:
    """The plan as written, whole or not; what is amiss with its form goes to ``problems``."""
    blocks = plan_blocks.Blocks(source, problems)
    head = blocks.one(_Head, "plan")
    where = blocks.one(_Streets, "streets", apart=("list",))
    return Plan.model_construct(
        **{f: getattr(head, f) for f in _COPIED},
        notice=plan_file.read_notice(folder / head.notice, problems),
        years=blocks.many(Year, "year"),
        streets=blocks.many(Street, "streets", "list"),
        streets_clause=where.clause,
        streets_quote=where.quote,
        sections=blocks.many(Section, "section"),
        requirements=blocks.many(Requirement, "requirement", parts=_PARTS),
        not_counted=blocks.many(NotCounted, "not_counted"),
        headers=blocks.headers(),
        scheme=blocks.one(Scheme, "scheme", parts=_SCHEME) if source.blocks("scheme") else None,
        folder=folder,
    )
