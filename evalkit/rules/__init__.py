"""What may be wrong or doubtful between records: one small function a rule.

Add a rule by writing one function in the module of its table and marking it ``@check_rule``; how grave it is stands in
`evalkit.findings`, its sentence and cure under its name in ``text/checking.toml``.
"""

from evalkit.rules import activities, concluded, decided, families, filing, money, team, visits
from evalkit.rules.base import RULES, Books, Finding

__all__ = [
    "RULES", "Books", "Finding", "activities", "concluded", "decided", "families", "filing", "money", "team", "visits",
]  # fmt: skip
