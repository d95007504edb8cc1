"""Write environment.yml from pyproject.toml, for those who use conda, mamba or micromamba.

    python tools/environment.py

It holds what evalkit needs and JupyterLab, all from conda-forge, and evalkit itself from this folder.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Packages that conda-forge calls otherwise: plain "typst" is the program there, plain "nbconvert" brings pandoc.
CONDA_NAMES = {"typst": "typst-py", "nbconvert": "nbconvert-core"}


def conda(requirement: str) -> str:
    """A requirement of pyproject.toml as conda-forge writes it.

    Examples
    --------
    >>> conda("typst>=0.14")
    'typst-py>=0.14'
    """
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement.replace(" ", "")).groups()
    return CONDA_NAMES.get(name, name) + bounds


def environment(pyproject: str) -> str:
    """The text of environment.yml that belongs to this text of pyproject.toml."""
    data = tomllib.loads(pyproject)
    project = data["project"]
    needed = [*data["build-system"]["requires"], *project["dependencies"], *project["optional-dependencies"]["lab"]]
    lines = [
        "# Made by tools/environment.py from pyproject.toml; change that and run it again.",
        "name: evalkit",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f"  - python{project['requires-python']}",
        *sorted(f"  - {conda(each)}" for each in [*needed, "pip"]),
        "  - pip:",
        "      - -e .",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file."""
    text = environment((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (ROOT / "environment.yml").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
