"""Rules on what people have decided: adjustments that the notice does not allow."""

from __future__ import annotations

from collections.abc import Iterable

from evalkit.plan import Plan
from evalkit.rules.base import Books, Finding, at_rows, check_rule


@check_rule
def not_adjustable(books: Books, plan: Plan) -> Iterable[Finding]:
    """An adjusted bound of a requirement that the notice does not let anybody adjust: it is not applied."""
    rows = books.valid("adjustments")
    fixed = [one.code for one in plan.requirements if not one.may_adjust]
    told = rows[((rows["kind"] == "调整") & rows["code"].isin(fixed)).to_numpy(bool)]
    return at_rows("adjustments", told, "code")
