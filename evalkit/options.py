"""The words the command line takes, and how they are parsed and refused."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NoReturn

from evalkit import __version__
from evalkit.editions import COMMISSIONER
from evalkit.errors import ParameterError, unknown
from evalkit.words import LANGUAGES, say

# name -> (argument of argparse, key of its help in text/commands.toml)
OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "--street": ({}, "option_street"),
    "--year": ({}, "option_year"),
    "--cut-off": ({}, "option_cut_off"),
    "--data": ({"default": "data/raw"}, "option_data"),
    "--plan": ({"default": "suzhou-2016"}, "option_plan"),
    "--out": ({"default": "reports"}, "option_out"),
    "--to": ({"nargs": "+", "default": ["html", "pdf"]}, "option_format"),
    "--base": ({}, "option_base"),
    "--licence": ({"default": ""}, "option_licence"),
    "--edition": ({"default": COMMISSIONER}, "option_edition"),
    "--jobs": ({}, "option_jobs"),
    "--cluster": ({}, "option_cluster"),
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
    ("report", "--before"): ({}, "option_report_before"),
    ("report", "--year"): ({}, "option_report_year"),
    ("sample", "--to"): ({"default": ""}, "option_to"),
    ("template", "--to"): ({}, "option_template_to"),
    ("template", "--year"): ({}, "option_template_year"),
    ("template", "--data"): ({}, "option_template_data"),
    ("certificate", "--out"): ({"default": "certificates"}, "option_certificate_out"),
    ("export", "--out"): ({"default": "export"}, "option_export_out"),
    ("feedback", "--out"): ({"default": "feedback"}, "option_feedback_out"),
}


def speak(words: list[str]) -> None:
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


def parser(commands: Mapping[str, tuple[Any, tuple[str, ...]]]) -> _Parser:
    """The parser of these commands: name -> (what does it, the options it takes)."""
    made = _Parser(prog="evalkit", description=say("commands.about"))
    made.choices.add_argument(
        "--version", action="version", version=f"evalkit {__version__}", help=say("commands.version")
    )
    made.choices.add_argument("--lang", help=say("commands.option_lang"))
    under = made.add_subparsers(
        dest="command", title=say("commands.commands"), metavar=say("commands.commands"), parser_class=_Parser
    )
    for name, (_, options) in commands.items():
        about = say(f"commands.{name}")
        one = under.add_parser(name, prog=f"evalkit {name}", help=about, description=about)
        for option in options:
            arguments, told = _OTHERWISE.get((name, option), OPTIONS[option])
            one.choices.add_argument(option, help=say(f"commands.{told}"), **arguments)
    return made


def whole(option: str, word: str | None, least: int) -> int | None:
    """The whole number an option was given; None where it was not. Raises `ParameterError` for anything else."""
    if word is None:
        return None
    if not word.isascii() or not word.isdigit() or int(word) < least:
        raise ParameterError(say("commands.not_whole", option=option, word=word, least=least))
    return int(word)
