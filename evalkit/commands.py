"""What the command line can do. Nothing heavy is loaded before a command runs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from evalkit import console
from evalkit.errors import ParameterError, unknown
from evalkit.options import OPTIONS, parser, speak, whole
from evalkit.words import say


def run(words: list[str]) -> int:
    """Do what the words after ``evalkit`` ask.

    Returns
    -------
    The exit status, as `evalkit.__main__.main` tells it.

    Raises
    ------
    ParameterError : an unknown command or option, or a wrong value; names the nearest right word.
    """
    speak(words)
    first = next((word for word in words if not word.startswith("-")), "")
    if words and not words[0].startswith("-") and first not in COMMANDS:
        raise ParameterError(unknown("command", first, COMMANDS))
    line = parser(COMMANDS)
    given, rest = line.parse_known_args(words)
    if rest and given.command and not rest[0].startswith("-"):
        key = "stray_word" if "--data" in COMMANDS[given.command][1] else "stray_word_only"
        raise ParameterError(say(f"commands.{key}", word=rest[0], command=given.command))
    if rest:
        raise ParameterError(unknown("option", rest[0], [*COMMANDS[given.command][1]] if given.command else COMMANDS))
    if not given.command:
        line.print_help()
        return 0
    return COMMANDS[given.command][0](given)


def _report(given: Namespace) -> int:
    from evalkit.reporting import report_all  # noqa: PLC0415  help and errors load nothing heavy

    places = _beside(given.out)
    done = report_all(
        given.notebook,
        plan=given.plan,
        data=given.data,
        out=given.out,
        to=given.to,
        jobs=whole("--jobs", given.jobs, 1),
        cluster=given.cluster,
        street=given.street,
        year=given.year,
        base=given.base,
        cut_off=given.cut_off,
        before=given.before,
        edition=given.edition,
        **places,
    )
    console.reports(done, given.out)
    if places["recommendations"].is_dir():
        print(say("commands.texts_where", folder=places["recommendations"].resolve()))
    return 1 if done.failed else 0


def _beside(out: str) -> dict[str, Path]:
    """An output folder of one's own holds figures and tables too, so that nothing of another run is overwritten."""
    if out == OPTIONS["--out"][0]["default"]:
        return {"recommendations": Path("recommendations")}
    return {name: Path(out) / name for name in ("figures", "processed", "recommendations")}


def _check(given: Namespace) -> int:
    from evalkit.checking import check  # noqa: PLC0415

    _can_save(given.save)
    before = _before(given)
    plan, records, _ = _records(given)
    findings = check(records, plan)
    console.findings(findings)
    _compare(findings, before)
    if given.save:
        from evalkit.finding_lists import save_findings  # noqa: PLC0415

        print(say("commands.saved", path=save_findings(findings, given.save, guard=records.guard)))
    _receipt(given, plan, records, findings)
    return 1 if (findings["severity"] == "error").any() else 0


def _before(given: Namespace) -> Any:
    """The findings of the last check, where they are asked for."""
    if not given.before:
        return None
    from evalkit.resubmitting import read_findings  # noqa: PLC0415

    return read_findings(given.before)


def _compare(findings: Any, before: Any) -> None:
    if before is None:
        return
    from evalkit.resubmitting import compare_findings  # noqa: PLC0415

    counts = compare_findings(before, findings)["status"].value_counts()
    print("\n" + say("commands.compared", **{word: int(counts.get(word, 0)) for word in ("fixed", "open", "new")}))


def _receipt(given: Namespace, plan: Any, records: Any, findings: Any) -> None:
    """What an agency keeps, told on the screen or written to a file."""
    if not given.receipt:
        return
    from evalkit.receipts import receipt, receipt_text  # noqa: PLC0415
    from evalkit.workbooks import publish  # noqa: PLC0415

    now = datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")
    told = receipt_text(receipt(records, findings, plan), plan, now)
    publish(given.receipt, told.encode("utf-8-sig"))
    print("\n" + told)
    print(say("commands.receipt_saved", path=Path(given.receipt).resolve()))


def _feedback(given: Namespace) -> int:
    from evalkit.checking import check  # noqa: PLC0415
    from evalkit.returning import feedback  # noqa: PLC0415

    before = _before(given)
    plan, records, _ = _records(given)
    written = feedback(records, check(records, plan), given.out, before=before)
    print(say("commands.feedback_done", number=len(written), out=Path(given.out).resolve()))
    return 0


def _template(given: Namespace) -> int:
    from evalkit.blanks import template  # noqa: PLC0415
    from evalkit.blanks.corrections import corrections_template  # noqa: PLC0415
    from evalkit.plan import read_plan  # noqa: PLC0415

    if given.corrections:
        path = corrections_template(given.to or "更正.xlsx")
        print(say("commands.corrections_done", path=path.resolve()))
    elif given.evaluation:
        _evaluation(given)
    else:
        path = template(given.to or "填报模板.xlsx", read_plan(given.plan))
        print(say("commands.template_done", path=path.resolve()))
    return 0


def _evaluation(given: Namespace) -> None:
    """The evaluators' workbook of each contract year, with what the submissions hold of it."""
    from evalkit.blanks.evaluating import evaluation_template  # noqa: PLC0415
    from evalkit.plan import read_plan  # noqa: PLC0415
    from evalkit.records import read_records  # noqa: PLC0415

    plan = read_plan(given.plan)
    years = [plan.year(given.year)] if given.year else plan.years
    data = given.data or OPTIONS["--data"][0]["default"]
    records = read_records(data, plan) if given.data or Path(data).is_dir() else None
    for year in years:
        path = Path(given.to or "评估工作簿") / str(year.start.year) / plan.whole / "评估工作簿.xlsx"
        made = evaluation_template(path, plan, year.id, records)
        print(say("commands.evaluation_done", path=made.resolve(), folder=f"{year.start.year}/{plan.whole}"))


def _read(given: Namespace) -> int:
    from evalkit.checking import check  # noqa: PLC0415
    from evalkit.plan import read_plan  # noqa: PLC0415
    from evalkit.reading.files import place_file  # noqa: PLC0415
    from evalkit.records import read_one  # noqa: PLC0415

    if given.explain:
        plan = read_plan(given.plan)
        records = read_one(given.explain, plan, given.street)
        if place_file(Path(given.explain), plan)[0] is None:
            console.unplaced(records, known=bool(given.street))
        console.understanding(records, check(records, plan))
    else:
        _, records, _ = _records(given)
        console.account(records)
    return 0


def _assess(given: Namespace) -> int:
    from evalkit.assessing import assess  # noqa: PLC0415

    _can_save(given.save)
    plan, records, streets = _records(given)
    verdicts = assess(plan, records, given.cut_off, streets)
    if given.year:
        verdicts = verdicts[verdicts["year"] == given.year]
    console.verdicts(verdicts)
    if given.save:
        from evalkit.verdict_lists import save_verdicts  # noqa: PLC0415

        print(say("commands.saved", path=save_verdicts(verdicts, plan, given.save, guard=records.guard)))
    return 0


def _certificate(given: Namespace) -> int:
    from evalkit.assessing import assess  # noqa: PLC0415
    from evalkit.reporting.certificates import publish_certificates  # noqa: PLC0415

    plan, records, streets = _records(given)
    verdicts = assess(plan, records, given.cut_off, streets)
    if given.year:
        verdicts = verdicts[verdicts["year"] == plan.year(given.year).id]
    if given.requirement:
        verdicts = verdicts[verdicts["requirement"] == plan.requirement(given.requirement).id]
    index = publish_certificates(records, verdicts, given.out)
    print(say("commands.certificates_done", number=len(verdicts), path=index.resolve()))
    return 0


def _export(given: Namespace) -> int:
    from evalkit.assessing import assess  # noqa: PLC0415
    from evalkit.exporting import export  # noqa: PLC0415
    from evalkit.plan import read_plan  # noqa: PLC0415
    from evalkit.records import read_records  # noqa: PLC0415

    plan = read_plan(given.plan)
    records = read_records(given.data, plan)
    folder = export(records, assess(plan, records, given.cut_off), given.out, licence=given.licence)
    print(say("commands.export_done", path=folder.resolve()))
    return 0


def _diff(given: Namespace) -> int:
    from evalkit.runs import changes, compare_runs, read_run  # noqa: PLC0415

    _can_save(given.save)
    if not given.after:
        raise ParameterError(say("commands.needs_runs"))
    changed = changes(read_run(given.before), read_run(given.after))
    moves = compare_runs(given.before, given.after)
    console.compared(given.before, given.after, changed)
    console.moves(moves)
    if given.save:
        from evalkit.run_lists import save_moves  # noqa: PLC0415

        print(say("commands.saved", path=save_moves(moves, given.save)))
    return 0


def _records(given: Namespace) -> tuple[Any, Any, list[str] | None]:
    """The plan, the records of the street asked for (or of all), and that street's name."""
    from evalkit.plan import read_plan  # noqa: PLC0415
    from evalkit.records import read_records  # noqa: PLC0415

    plan = read_plan(given.plan)
    street = plan.street(given.street).name if given.street else None
    if getattr(given, "year", None):
        given.year = plan.year(given.year).id
    return plan, read_records(given.data, plan, street), [street] if street else None


def _can_save(path: str | None) -> None:
    """Refuse a file nobody can write before anything is read."""
    from evalkit.saving import writer_of  # noqa: PLC0415

    if path:
        writer_of(path)


def _sample(given: Namespace) -> int:
    from evalkit.sample import sample_records  # noqa: PLC0415

    folder, seed = Path(given.to), whole("--seed", given.seed, 0)
    if not given.to:
        raise ParameterError(say("commands.needs_folder"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "说明.txt").is_file():
        raise ParameterError(say("commands.not_empty", folder=folder))
    sample_records(folder, seed)
    print(say("commands.sample_done", folder=folder))
    return 0


_PLACE = ("--street", "--year")
_REPORT = ("--to", "--data", "--plan", "--out", "--edition", "--base", "--jobs", "--cluster", "--notebook", "--lang")
# name -> (what does it, the options it takes)
COMMANDS: dict[str, tuple[Callable[[Namespace], int], tuple[str, ...]]] = {
    "report": (
        _report,
        (*_PLACE, "--cut-off", "--before", *_REPORT),
    ),
    "check": (_check, ("--street", "--data", "--plan", "--before", "--receipt", "--save", "--lang")),
    "feedback": (_feedback, ("--street", "--data", "--plan", "--before", "--out", "--lang")),
    "template": (_template, ("--to", "--corrections", "--evaluation", "--year", "--data", "--plan", "--lang")),
    "read": (_read, ("--explain", "--street", "--data", "--plan", "--lang")),
    "assess": (_assess, ("--street", "--year", "--cut-off", "--data", "--plan", "--save", "--lang")),
    "certificate": (
        _certificate,
        ("--street", "--year", "--cut-off", "--requirement", "--data", "--plan", "--out", "--lang"),
    ),
    "export": (_export, ("--cut-off", "--data", "--plan", "--out", "--licence", "--lang")),
    "diff": (_diff, ("before", "after", "--save", "--lang")),
    "sample": (_sample, ("--to", "--seed", "--lang")),
}
