"""What a report takes from beside the submissions: an earlier run, and the evaluators' own text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evalkit.errors import ParameterError
from evalkit.plan import Plan
from evalkit.reporting import notebooks
from evalkit.reporting.jobs import Job
from evalkit.words import say


def compared_with(before: str | Path | None, processed: str | Path) -> dict[str, str]:
    """The parameter that names the run to compare with; none where there is none.

    Parameters
    ----------
    before : folder of the earlier run. processed : where this one will be saved.

    Raises
    ------
    ParameterError : they are the same folder, so the earlier run would be written over while reports read it.
    ReadError : ``before`` is no saved run.
    """
    if before is None:
        return {}
    if Path(before).resolve() == Path(processed).resolve():
        raise ParameterError(say("reporting.before_itself", folder=before))
    from evalkit.runs import read_run  # noqa: PLC0415  where nothing has to be made nothing heavy is loaded

    read_run(before)
    return {"before": str(before)}


def with_text(made: Job, plan: Plan, folder: str | Path | None) -> Job:
    """The job with the evaluators' text that belongs to it, where its notebook has a place for one.

    Parameters
    ----------
    folder : of all texts; ``2016/狮山街道.md`` is that of a year, ``2016-2017/狮山街道.md`` of the whole contract,
        ``2016/狮山街道 2016-12-31.md`` of the report on the records up to that day. None where no texts are kept.
    """
    if folder is None or "recommendations" not in notebooks.declared(made.notebook):
        return made
    years = plan.years_in(made.year)
    folders = dict.fromkeys(plan.year(year).folder for year in (years[0], years[-1]))
    known = made.interim.get(made.year, "")
    language = "" if made.lang == "zh" else f".{made.lang}"
    name = " ".join(filter(None, (plan.street(made.street).name, known)))
    file = Path(folder, "-".join(folders), f"{name}{language}.md")
    return replace(made, parameters=made.parameters | {"recommendations": str(file)})
