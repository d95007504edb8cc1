"""Write the lock files anew from pyproject.toml.

    python -m pip install uv
    python tools/lock.py

One resolution serves Python 3.11 to 3.13 on Windows, macOS and Linux: differences stand in the files as environment
markers. The development and laboratory locks take the versions of ``requirements.lock``, so that all of them fit one
environment. Neither hashes nor addresses are written; ``docs/decisions/0005-lock-files.md`` says why.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
# lock -> extras of pyproject.toml it adds, locks whose versions it keeps
LOCKS = {
    "requirements.lock": ([], []),
    "requirements-dev.lock": (["test", "bench", "cluster"], ["requirements.lock"]),
    "requirements-lab.lock": (["lab"], ["requirements.lock", "requirements-dev.lock"]),
}


def build_requirements() -> list[str]:
    """What builds the package: locked as well, so that installing it needs no further download."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["build-system"]["requires"]


def command(lock: str) -> list[str]:
    """The words that make one lock file."""
    extras, kept = LOCKS[lock]
    uv = [sys.executable, "-m", "uv", "pip", "compile", "--universal", "--fork-strategy", "fewest", "--upgrade"]
    uv += ["--python-version", "3.11", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    uv += [f"--extra={extra}" for extra in extras] + [f"--constraint={other}" for other in kept]
    return [*uv, "--quiet", "--output-file", lock, "pyproject.toml", "-"]


def main() -> None:
    """Write every lock file, in order."""
    for lock in LOCKS:
        text = "\n".join(build_requirements())
        subprocess.run(command(lock), cwd=ROOT, input=text, encoding="utf-8", check=True)  # noqa: S603
        print(lock)


if __name__ == "__main__":
    main()
