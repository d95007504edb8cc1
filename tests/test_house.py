"""The rules of the house: layers, sizes, the door, encodings, and what never stands in the project."""

import ast
import json
import re
import statistics
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from packaging.version import Version

import evalkit

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "evalkit"
# The table of docs/house.md: a module imports from its own layer or a lower one. These are folders without modules.
NO_MODULES = {"text", "plans", "fonts"}
ROWS = re.findall(r"^\| (\d) \| ([^|]*) \|", (ROOT / "docs/house.md").read_text(encoding="utf-8"), re.MULTILINE)
LAYER = {room: int(n) for n, rooms in ROWS for room in re.findall(r"`(\w+)(?:\.py|/)`", rooms)}
MADE = {".git", ".venv", "build", "dist", "reports", "processed", "recommendations", "__pycache__", "node_modules"}
TEXT = {".py", ".toml", ".md", ".txt", ".yml", ".lock", ".ipynb", ".css", ".j2", ".typ", ".csv", ".json", ".cfg", ".sh"}


def files(folder, pattern="*.py"):
    """Files of the project, without those made by running it."""
    found = sorted(folder.rglob(pattern))
    kept = [p for p in found if not any(part in MADE or part.endswith("_cache") for part in p.relative_to(ROOT).parts)]
    return [p for p in kept if ROOT / "figures" not in p.parents]


@pytest.fixture(scope="module", autouse=True)
def trees_are_forgotten():
    """They are large, and of use here only."""
    yield
    tree_of.cache_clear()


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(path, node=None):
    return f"{path.relative_to(ROOT).as_posix()}" + (f":{node.lineno}" if node else "")


def every(kind, *folders):
    """(path, node) of every node of that kind in the Python files of these folders."""
    paths = [p for folder in folders for p in ([folder] if folder.is_file() else files(folder))]
    return [(path, node) for path in paths for node in ast.walk(tree_of(path)) if isinstance(node, kind)]


CODE = [p for p in (PACKAGE, ROOT / "tools", ROOT / "bench", ROOT / "dev.py") if p.exists()]
ALL_CODE = [*CODE, ROOT / "tests"]
MODULES = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in files(PACKAGE)}


def imported(name):
    """The modules of evalkit that a module imports, wherever in the file the import stands."""
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(tree_of(MODULES[name])):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{base}.{a.name}" if f"{base}.{a.name}" in MODULES else base for a in node.names}
    return {m for m in found if m == "evalkit" or m.startswith("evalkit.")} - {name}


def room(module):
    return module.split(".")[1] if "." in module else ""


INSIDE = [name for name in MODULES if name != "evalkit"]


def test_every_module_has_its_room_and_every_room_its_module():
    assert {room(name) for name in INSIDE} == set(LAYER) - NO_MODULES


def test_the_table_of_layers_runs_from_errors_to_the_command_line():
    assert [int(number) for number, _ in ROWS] == list(range(9))
    assert (LAYER["errors"], LAYER["assessing"], LAYER["__main__"]) == (0, 4, 8)


@pytest.mark.parametrize("name", INSIDE)
def test_imports_go_downward_only(name):
    upward = {m for m in imported(name) if m != "evalkit" and LAYER[room(m)] > LAYER[room(name)]}
    assert upward == set()


def test_types_are_strict_in_every_module_that_decides_a_verdict():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["strict"]
    deciding = {name for name, layer in LAYER.items() if layer <= LAYER["assessing"]} - NO_MODULES
    assert {Path(path).stem for path in settings["files"]} == deciding


def test_nothing_inside_uses_the_door():
    whole = [place(p, n) for p, n in every(ast.Import, PACKAGE) if "evalkit" in {a.name for a in n.names}]
    named = [(p, n, a.name) for p, n in every(ast.ImportFrom, PACKAGE) if n.module == "evalkit" for a in n.names]
    door = PACKAGE / "__init__.py"
    assert whole == []
    assert [place(p, n) for p, n, name in named if p != door and name not in {*LAYER, "__version__"}] == []


def test_no_circle_of_imports():
    graph = {name: imported(name) - {"evalkit"} for name in INSIDE}
    while True:
        free = {name for name, needs in graph.items() if not needs & set(graph)}
        if not free:
            break
        graph = {name: needs for name, needs in graph.items() if name not in free}
    assert graph == {}, "these import each other"


def test_no_file_is_longer_than_400_lines():
    paths = {path for path, _ in every(ast.Module, *ALL_CODE)}
    assert [place(p) for p in paths if len(p.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_half_of_the_files_are_at_most_200_lines():
    lengths = [len(p.read_text(encoding="utf-8").splitlines()) for p in files(PACKAGE) if p.name != "__init__.py"]
    assert statistics.median(lengths) <= 200


def own_lines(node):
    """Lines of a function without its docstring."""
    first = node.body[0]
    told = first if ast.get_docstring(node, clean=False) is not None else None
    return node.end_lineno - node.lineno + 1 - (told.end_lineno - told.lineno + 1 if told else 0)


def test_no_function_is_longer_than_40_lines():
    found = every(ast.FunctionDef | ast.AsyncFunctionDef, *ALL_CODE)
    assert [f"{place(p, n)} {n.name} {own_lines(n)}" for p, n in found if own_lines(n) > 40] == []


def test_the_door_is_the_list_in_the_manual():
    rows = re.findall(
        r"^\| `(\w+)", (ROOT / "docs/index.md").read_text(encoding="utf-8").partition("## The door")[2], re.MULTILINE
    )
    assert rows == evalkit.__all__


@pytest.mark.parametrize("name", evalkit.__all__)
def test_every_name_at_the_door_opens(name):
    found = getattr(evalkit, name)
    assert callable(found) or isinstance(found, ModuleType)
    assert found.__doc__


def test_the_door_shows_and_types_the_same_names():
    typed = [
        a.name for n in ast.walk(tree_of(PACKAGE / "__init__.py")) if isinstance(n, ast.ImportFrom) for a in n.names
    ]
    assert sorted(set(typed) - {"annotations", "import_module", "TYPE_CHECKING"}) == sorted(evalkit.__all__)
    assert set(evalkit.__all__) <= set(dir(evalkit))


def test_no_module_has_the_name_of_a_function_at_the_door():
    functions = {name for name in evalkit.__all__ if not isinstance(getattr(evalkit, name), ModuleType)}
    assert functions & {path.stem for path in PACKAGE.iterdir()} == set()


@pytest.mark.parametrize("path", [p for p in files(PACKAGE, "__init__.py") if p.parent != PACKAGE], ids=place)
def test_a_sub_package_only_passes_names_on(path):
    def is_docstring_or_import(node):
        return isinstance(node, ast.Import | ast.ImportFrom) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        )

    def is_all(node):
        return isinstance(node, ast.Assign) and [t.id for t in node.targets] == ["__all__"]

    assert [place(path, n) for n in tree_of(path).body if not is_docstring_or_import(n) and not is_all(n)] == []


def called(node):
    """The name a call uses: ``open`` for ``open(…)``, ``.open`` for ``x.open(…)``."""
    target = node.func
    return target.id if isinstance(target, ast.Name) else f".{target.attr}" if isinstance(target, ast.Attribute) else ""


def text_without_encoding(node):
    """Whether a call reads or writes text in whatever encoding the machine prefers."""
    name, given = called(node), {k.arg for k in node.keywords}
    words = [a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)]
    binary = any(isinstance(w, str) and re.fullmatch(r"[rwxa+]*b[rwxa+]*", w) for w in words)
    if "encoding" in given or binary:
        return False
    if name == ".open":  # a path's takes a mode first, an archive's the name of a member
        first = getattr(node.args[0], "value", None) if node.args else "r"
        return isinstance(first, str) and re.fullmatch(r"[rwxat+]+", first) is not None
    if name == ".read_text":
        return not node.args
    if name == ".write_text":
        return len(node.args) < 2
    return name == "open" or bool(given & {"text", "universal_newlines"})


def test_every_text_is_opened_with_its_encoding():
    assert [place(p, n) for p, n in every(ast.Call, *ALL_CODE) if text_without_encoding(n)] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("open('a')", True),
        ("open('a', 'rb')", False),
        ("open('a', mode='wb')", False),
        ("open('a', encoding='utf-8')", False),
        ("path.open()", True),
        ("path.open('w')", True),
        ("archive.open(member)", False),
        ("archive.open('a/b', 'w')", False),
        ("path.read_text()", True),
        ("path.write_text('a')", True),
        ("path.write_text('a', encoding='utf-8')", False),
        ("subprocess.run(x, text=True)", True),
    ],
)
def test_the_rule_on_encodings_sees(line, fault):
    assert text_without_encoding(ast.parse(line).body[0].value) is fault


def test_no_bare_except():
    assert [place(p, n) for p, n in every(ast.ExceptHandler, *ALL_CODE) if n.type is None] == []


def test_no_star_import():
    found = every(ast.ImportFrom, *ALL_CODE)
    assert [place(p, n) for p, n in found if any(a.name == "*" for a in n.names)] == []


def test_trust_48_71_nothing_is_evaluated_unpickled_or_formatted_from_data():
    calls = {"eval", "exec", "compile", "__import__", ".eval", ".format", ".format_map", ".to_pickle"}
    found = [place(p, n) for p, n in every(ast.Call, *CODE) if called(n) in calls]
    names = {"pickle", "cPickle", "dill", "joblib", "shelve", "marshal"}
    found += [place(p, n) for p, n in every(ast.Import, *CODE) if names & {a.name.split(".")[0] for a in n.names}]
    found += [place(p, n) for p, n in every(ast.ImportFrom, *CODE) if (n.module or "").split(".")[0] in names]
    assert found == []


def test_only_the_command_line_prints():
    quiet = [MODULES[n] for n in MODULES if n == "evalkit" or LAYER[room(n)] < LAYER["__main__"]]
    assert [place(p, n) for p, n in every(ast.Call, *quiet) if called(n) == "print"] == []


HEAVY = ["pandas", "numpy", "matplotlib", "scipy", "pydantic", "IPython", "nbconvert", "pyarrow"]


@pytest.mark.parametrize(
    "line",
    [
        "import evalkit",
        "from evalkit.__main__ import main; main(['--help'])",
    ],
)
def test_nothing_heavy_is_loaded_for(line):
    code = f"""
import sys
try:
    {line}
except SystemExit as end:
    assert not end.code
loaded = [name for name in {HEAVY} if name in sys.modules]
sys.exit("loaded: " + " ".join(loaded) if loaded else 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def words_never_written():
    """Paths of somebody's machine and addresses of package indexes, put together so as not to stand here."""
    paths = [f"/{'ho' + 'me'}/", f"/{'Us' + 'ers'}/", f"\\{'Us' + 'ers'}\\", f"/{'ro' + 'ot'}/", f"/{'wo' + 'rk'}/"]
    shared = [f"../{'sha' + 'red'}", f"/{'t' + 'mp'}/"]
    hosts = [
        "pypi" + ".org",
        "python" + "hosted",
        "tuna.tsing" + "hua",
        "mirrors.ali" + "yun",
        "--extra-index" + "-url",
    ]
    return [*paths, *shared, *hosts]


TEXTS = [
    p
    for p in files(ROOT, "*")
    if p.is_file() and p.suffix in TEXT and not {ROOT / "data", ROOT / "tests" / "golden"} & set(p.parents)
]


def test_no_path_of_a_machine_and_no_package_index():
    found = [(p, p.read_text(encoding="utf-8", errors="replace")) for p in TEXTS]
    assert [f"{place(p)} {word}" for p, text in found for word in words_never_written() if word in text] == []


def test_every_text_is_utf8_with_plain_line_ends():
    raw = {p: p.read_bytes() for p in TEXTS if PACKAGE / "plans" not in p.parents}
    assert [place(p) for p, b in raw.items() if b"\r" in b or b.startswith(b"\xef\xbb\xbf")] == []
    for path, content in raw.items():
        assert content.decode("utf-8") or not content, place(path)


NOTEBOOKS = files(ROOT, "*.ipynb")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=place)
def test_a_notebook_holds_calls_and_sentences_and_no_outputs(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
    trees = [ast.parse("".join(cell["source"])) for cell in code]
    defined = ast.FunctionDef | ast.ClassDef | ast.Lambda
    assert [n.lineno for tree in trees for n in ast.walk(tree) if isinstance(n, defined)] == []


def test_headings_of_the_changelog_go_from_new_to_old():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert versions[0] == evalkit.__version__
    assert all(Version(newer) > Version(older) for newer, older in pairwise(versions))


def test_documents_link_only_to_files_that_are_there():
    pages = [*ROOT.glob("*.md"), *files(ROOT / "docs", "*.md")]
    links = [(p, link) for p in pages for link in re.findall(r"\]\(([^)#]+)[^)]*\)", p.read_text(encoding="utf-8"))]
    assert [f"{place(p)} {link}" for p, link in links if "://" not in link and not (p.parent / link).exists()] == []


def test_modules_import_without_writing_or_printing(tmp_path):
    names = ", ".join(name for name in MODULES if not name.endswith("__main__"))
    done = subprocess.run([sys.executable, "-c", f"import {names}"], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_public_functions_say_what_they_do():
    public = [
        getattr(import_module(n), f, None) for n in INSIDE for f in vars(import_module(n)) if not f.startswith("_")
    ]
    own = [f for f in public if callable(f) and getattr(f, "__module__", "").startswith("evalkit")]
    assert (
        sorted({f"{f.__module__}.{f.__qualname__}" for f in own if hasattr(f, "__qualname__") and not f.__doc__}) == []
    )
