"""Rules on what people have decided: adjustments not allowed, decisions that do not say whose they are."""

from __future__ import annotations

from collections.abc import Iterable

from evalkit.conclusions import WORDS
from evalkit.conditions import present
from evalkit.plan import Plan
from evalkit.rules.base import Books, Finding, at_rows, check_rule
from evalkit.rulings import TURNED
from evalkit.tables.evaluator import DECIDED_BY


@check_rule
def not_adjustable(books: Books, plan: Plan) -> Iterable[Finding]:
    """An adjusted bound of a requirement that the notice does not let anybody adjust: it is not applied."""
    rows = books.valid("adjustments")
    fixed = [one.code for one in plan.requirements if not one.may_adjust]
    told = rows[((rows["kind"] == "调整") & rows["code"].isin(fixed)).to_numpy(bool)]
    return at_rows("adjustments", told, "code")


@check_rule
def decision_without_proof(books: Books, _plan: Plan) -> Iterable[Finding]:
    """An adjustment, exemption or changed verdict without who, when or which document: it is not applied."""
    decisions = (
        ("adjustments", "kind", ("调整", "豁免")),
        ("replies", "ruling", tuple(TURNED)),
        ("conclusions", "conclusion", tuple(WORDS)),
    )
    for table, column, words in decisions:
        rows = books.valid(table)
        rows = rows[rows[column].isin(words).to_numpy(bool)]
        for name in DECIDED_BY:
            yield from at_rows(table, rows[~present(rows[name])], name, code="code")
