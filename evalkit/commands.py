"""What the command line can do, and the words it takes. Nothing heavy is loaded before a command runs."""

from __future__ import annotations

import argparse
import os
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from evalkit import __version__, console
from evalkit.errors import ParameterError, unknown
from evalkit.words import LANGUAGES, say

# name -> (argument of argparse, key of its help in text/commands.toml)
_OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "--street": ({}, "option_street"),
    "--year": ({}, "option_year"),
    "--cut-off": ({}, "option_cut_off"),
    "--data": ({"default": "data/raw"}, "option_data"),
    "--plan": ({"default": "suzhou-2016"}, "option_plan"),
    "--out": ({"default": "reports"}, "option_out"),
    "--to": ({"nargs": "+", "default": ["html", "pdf"]}, "option_format"),
    "--base": ({}, "option_base"),
    "--jobs": ({}, "option_jobs"),
    "--notebook": ({"default": "street"}, "option_notebook"),
    "--save": ({}, "option_save_findings"),
    "--requirement": ({}, "option_requirement"),
    "--seed": ({"default": "2016"}, "option_seed"),
    "--explain": ({}, "option_explain"),
    "--before": ({}, "option_before"),
    "--receipt": ({}, "option_receipt"),
    "before": ({"nargs": "?"}, "option_run_before"),
    "after": ({"nargs": "?"}, "option_run_after"),
    "--corrections": ({"action": "store_true"}, "option_corrections"),
    "--evaluation": ({"action": "store_true"}, "option_evaluation"),
    "--lang": ({}, "option_lang"),
}
# (command, option) where an option means something else for a command
_OTHERWISE: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("sample", "--to"): ({"default": ""}, "option_to"),
    ("template", "--to"): ({}, "option_template_to"),
    ("template", "--year"): ({}, "option_template_year"),
    ("template", "--data"): ({}, "option_template_data"),
    ("certificate", "--out"): ({"default": "certificates"}, "option_certificate_out"),
    ("feedback", "--out"): ({"default": "feedback"}, "option_feedback_out"),
}


def run(words: list[str]) -> int:
    """Do what the words after ``evalkit`` ask.

    Returns
    -------
    The exit status, as `evalkit.__main__.main` tells it.

    Raises
    ------
    ParameterError : an unknown command or option, or a wrong value; names the nearest right word.
    """
    _speak(words)
    parser = _parser()
    first = next((word for word in words if not word.startswith("-")), "")
    if words and not words[0].startswith("-") and first not in COMMANDS:
        raise ParameterError(unknown("command", first, COMMANDS))
    given, rest = parser.parse_known_args(words)
    if rest and given.command and not rest[0].startswith("-"):
        key = "stray_word" if "--data" in COMMANDS[given.command][1] else "stray_word_only"
        raise ParameterError(say(f"commands.{key}", word=rest[0], command=given.command))
    if rest:
        raise ParameterError(unknown("option", rest[0], [*COMMANDS[given.command][1]] if given.command else COMMANDS))
    if not given.command:
        parser.print_help()
        return 0
    return COMMANDS[given.command][0](given)


def _speak(words: list[str]) -> None:
    """Take up ``--lang`` first, so that help and errors are in it too."""
    for word, following in pairwise([*words, ""]):
        chosen = word.partition("=")[2] if word.startswith("--lang=") else following if word == "--lang" else None
        if chosen is not None:
            if chosen not in LANGUAGES:
                raise ParameterError(unknown("language", chosen, LANGUAGES))
            os.environ["EVALKIT_LANG"] = chosen
    if os.environ.get("EVALKIT_LANG", "zh") not in LANGUAGES:
        wrong = os.environ.pop("EVALKIT_LANG")
        raise ParameterError(unknown("language", wrong, LANGUAGES))


class _Help(argparse.HelpFormatter):
    """Help in the reader's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or say("commands.usage"))


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of ending the process, and puts its help under headings we choose."""

    def __init__(self, **keywords: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **keywords)
        self.choices = self.add_argument_group(say("commands.options"))
        self.choices.add_argument("-h", "--help", action="help", help=say("commands.help"))

    def error(self, message: str) -> NoReturn:
        option = message.removeprefix("argument ").partition(":")[0]
        known = "needs_value" if message.startswith("argument --") else "misused"
        raise ParameterError(say(f"commands.{known}", message=message, option=option, command=self.prog))


def _parser() -> _Parser:
    parser = _Parser(prog="evalkit", description=say("commands.about"))
    parser.choices.add_argument(
        "--version", action="version", version=f"evalkit {__version__}", help=say("commands.version")
    )
    parser.choices.add_argument("--lang", help=say("commands.option_lang"))
    under = parser.add_subparsers(
        dest="command", title=say("commands.commands"), metavar=say("commands.commands"), parser_class=_Parser
    )
    for name, (_, options) in COMMANDS.items():
        about = say(f"commands.{name}")
        one = under.add_parser(name, prog=f"evalkit {name}", help=about, description=about)
        for option in options:
            arguments, told = _OTHERWISE.get((name, option), _OPTIONS[option])
            one.choices.add_argument(option, help=say(f"commands.{told}"), **arguments)
    return parser


def _whole(option: str, word: str | None, least: int) -> int | None:
    if word is None:
        return None
    if not word.isascii() or not word.isdigit() or int(word) < least:
        raise ParameterError(say("commands.not_whole", option=option, word=word, least=least))
    return int(word)


def _report(given: Namespace) -> int:
    from evalkit.reporting import report_all  # noqa: PLC0415  help and errors load nothing heavy

    done = report_all(
        given.notebook,
        plan=given.plan,
        data=given.data,
        out=given.out,
        to=given.to,
        jobs=_whole("--jobs", given.jobs, 1),
        street=given.street,
        year=given.year,
        base=given.base,
        cut_off=given.cut_off,
        **_beside(given.out),
    )
    console.reports(done, given.out)
    return 1 if done.failed else 0


def _beside(out: str) -> dict[str, Path]:
    """An output folder of one's own holds figures and tables too, so that nothing of another run is overwritten."""
    if out == _OPTIONS["--out"][0]["default"]:
        return {}
    return {"figures": Path(out) / "figures", "processed": Path(out) / "processed"}


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

        print(say("commands.saved", path=save_findings(findings, given.save)))
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
    data = given.data or _OPTIONS["--data"][0]["default"]
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

        print(say("commands.saved", path=save_verdicts(verdicts, plan, given.save)))
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

    folder, seed = Path(given.to), _whole("--seed", given.seed, 0)
    if not given.to:
        raise ParameterError(say("commands.needs_folder"))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "说明.txt").is_file():
        raise ParameterError(say("commands.not_empty", folder=folder))
    sample_records(folder, seed)
    print(say("commands.sample_done", folder=folder))
    return 0


_PLACE = ("--street", "--year")
# name -> (what does it, the options it takes)
COMMANDS: dict[str, tuple[Callable[[Namespace], int], tuple[str, ...]]] = {
    "report": (
        _report,
        (*_PLACE, "--cut-off", "--to", "--data", "--plan", "--out", "--base", "--jobs", "--notebook", "--lang"),
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
    "diff": (_diff, ("before", "after", "--save", "--lang")),
    "sample": (_sample, ("--to", "--seed", "--lang")),
}
