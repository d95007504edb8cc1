"""What is installed: environment.yml and the tables page are up to date, the locks agree, nothing is idle."""

import ast
import importlib.util
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKS = {
    "requirements.lock": [*PYPROJECT["build-system"]["requires"], *PROJECT["dependencies"]],
    "requirements-dev.lock": [*PROJECT["dependencies"], *EXTRAS["test"], *EXTRAS["bench"], *EXTRAS["cluster"]],
    "requirements-lab.lock": [*PROJECT["dependencies"], *EXTRAS["lab"]],
}
# distribution -> the module it is imported as, where the two differ
MODULES = {
    "beautifulsoup4": "bs4",
    "fonttools": "fontTools",
    "ipython": "IPython",
    "pytest-xdist": "xdist",
    "python-docx": "docx",
}
# Used without being imported, and why.
NOT_IMPORTED = {
    "pyarrow": "pandas writes Parquet with it",
    "defusedxml": "openpyxl parses with it where it is there",
    "jupyterlab": "dev.py lab starts it",
    "ipykernel": "the kernel of JupyterLab and of papermill",
    "mypy": "dev.py test runs it",
    "ruff": "dev.py test runs it",
    "pytest-xdist": "pytest -n",
    "pandas-stubs": "types for mypy",
    "scipy-stubs": "types for mypy",
}
# What evalkit uses only where it is asked for, and the one place that imports it.
OPTIONAL = {"papermill": "reporting/engine.py", "distributed": "reporting/cluster.py"}


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def test_environment_yml_is_that_of_pyproject():
    made = tool("environment").environment((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == made, "run: python tools/environment.py"


def test_environment_yml_follows_a_new_dependency():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8").replace('"jinja2>=3.1",', '"jinja2>=9.9",\n"typst",')
    made = tool("environment").environment(text)
    assert "  - jinja2>=9.9\n" in made
    assert "  - typst-py\n" in made


def test_the_tables_page_is_that_of_the_tables():
    page = tool("tables_page").page()
    assert (ROOT / "docs/tables.md").read_text(encoding="utf-8") == page, "run: python tools/tables_page.py"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_one_version_and_no_address(lock):
    for pin in pins(lock):
        assert re.fullmatch(r"==[\w.]+", str(pin.specifier)), pin
        assert pin.url is None
    assert not re.search(r"^-|://|--hash|@ ", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_all_that_pyproject_asks_for(lock):
    locked = {pin.name: pin.specifier for pin in pins(lock) if pin.marker is None or pin.marker.evaluate()}
    wanted = [Requirement(line) for line in LOCKS[lock]]
    missing = [str(w) for w in wanted if w.name not in locked]
    assert missing == [], "run: python tools/lock.py"
    assert [str(w) for w in wanted if not w.specifier.contains(str(locked[w.name]).removeprefix("=="))] == []


def test_one_environment_can_hold_all_locks():
    versions = {}
    for lock in LOCKS:
        for pin in pins(lock):
            versions.setdefault(pin.name, set()).add(str(pin.specifier))
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def imported(*folders):
    paths = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    nodes = [node for p in paths for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))]
    names = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module and not n.level}
    own = {p.stem for p in paths} | {"evalkit", "tests", "tools", "bench"}
    return {name.partition(".")[0] for name in names} - own - sys.stdlib_module_names


def modules(requirements):
    names = [Requirement(line).name for line in requirements]
    return {MODULES.get(name, name.replace("-", "_")): name for name in names}


def test_evalkit_imports_only_what_it_asks_for():
    assert imported("evalkit") - set(modules(PROJECT["dependencies"])) == set(OPTIONAL)


@pytest.mark.parametrize(("name", "room"), OPTIONAL.items())
def test_what_is_optional_is_imported_in_one_place(name, room):
    text = {p: p.read_text(encoding="utf-8") for p in (ROOT / "evalkit").rglob("*.py")}
    importing = [p for p in text if re.search(rf"^\s*(from|import) {name}\b", text[p], re.MULTILINE)]
    assert importing == [ROOT / "evalkit" / room]


def test_evalkit_asks_only_for_what_it_imports():
    used = imported("evalkit")
    idle = {name for module, name in modules(PROJECT["dependencies"]).items() if module not in used}
    assert idle <= set(NOT_IMPORTED)


def test_tests_and_tools_import_only_what_is_locked_for_them():
    known = set(modules(LOCKS["requirements-dev.lock"])) | {"packaging"}  # packaging comes with pytest
    assert imported("tests", "bench") - known == set()


def test_every_tool_of_development_is_used():
    known = modules([*EXTRAS["test"], *EXTRAS["bench"], *EXTRAS["cluster"], *EXTRAS["lab"]])
    used = imported("tests", "bench")
    assert {name for module, name in known.items() if module not in used} <= set(NOT_IMPORTED)


def test_the_lock_tool_writes_exactly_these_files():
    assert set(tool("lock").LOCKS) == set(LOCKS) == {p.name for p in ROOT.glob("*.lock")}


def test_every_file_the_package_needs_is_shipped():
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["evalkit"]
    shipped = {p for pattern in patterns for p in (ROOT / "evalkit").glob(pattern) if p.is_file()}
    there = {p for p in (ROOT / "evalkit").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert sorted(str(p.relative_to(ROOT)) for p in there - shipped if p.suffix != ".py") == []
    assert all((ROOT / licence).is_file() for licence in PROJECT["license-files"])


def test_continuous_integration_runs_the_tests():
    run = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert run.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in run
    assert "python3 dev.py test" in run
