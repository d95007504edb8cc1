"""All planted situations: what is handed in, and the verdicts that follow from the notice's words.

Bounds and days stand here as the notice says them; nothing is taken from the plan and nothing is counted.
"""

from __future__ import annotations

from evalkit.sample.planted import Situation
from evalkit.sample.planting_agency import agency
from evalkit.sample.planting_communities import communities
from evalkit.sample.planting_funding import funding
from evalkit.sample.planting_papers import papers
from evalkit.sample.planting_programme import programme
from evalkit.sample.planting_services import services
from evalkit.sample.planting_team import team


def situations() -> list[Situation]:
    """Every planted situation, with its verdicts.

    Examples
    --------
    >>> planted = [verdict for one in situations() for verdict in one.verdicts]
    >>> len({verdict.code for verdict in planted}), len(planted) > 1000
    (106, True)
    """
    makers = (agency, team, services, communities, funding, programme, papers)
    return [one for make in makers for one in make()]
