"""The notebooks as they stand in the project: parameters, twins of both languages, no outputs, no code of their own."""

import ast
import re
import shutil
from itertools import combinations
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import evalkit as ek

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = {
    "street": {"street", "year", "lang", "data", "plan", "cut_off", "before", "recommendations", "notebook", "edition"},
    "compare": {"year", "lang", "data", "plan", "cut_off", "edition"},
    "research": {"year", "lang", "data", "plan", "table"},
    "start-here": {"street", "year", "lang", "data", "plan"},
}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def notebook(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=nbformat.NO_CONVERT)


def tags(cell):
    return cell.metadata.get("tags", [])


def test_every_notebook_is_known_here():
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(NAMES)


def test_it_is_valid_and_of_format_4_5(notebook):
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def test_it_has_no_outputs_and_no_functions_of_its_own(notebook):
    for cell in (c for c in notebook.cells if c.cell_type == "code"):
        assert cell.outputs == []
        assert cell.execution_count is None
        own = ast.FunctionDef | ast.ClassDef | ast.Lambda | ast.For | ast.While | ast.comprehension
        assert [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, own)] == []


def test_one_cell_of_parameters_sets_the_names_a_report_gives(name, notebook):
    (cell,) = [c for c in notebook.cells if "parameters" in tags(c)]
    assigned = [node for node in ast.parse(cell.source).body if isinstance(node, ast.Assign)]
    assert {target.id for node in assigned for target in node.targets} == NAMES[name]
    assert all(isinstance(node.value, ast.Constant) for node in assigned)


def test_each_chinese_cell_has_its_english_twin_right_after_it(notebook):
    texts = [(n, tags(c)) for n, c in enumerate(notebook.cells) if c.cell_type == "markdown"]
    assert [tag for _, tag in texts] == [["zh"], ["en"]] * (len(texts) // 2)
    assert all(en == zh + 1 for (zh, _), (en, _) in zip(texts[::2], texts[1::2], strict=True))


def level(line):
    return len(line) - len(line.lstrip("#")) if line.startswith("#") else 0


def test_twins_have_the_same_headings_and_lists(notebook):
    texts = [c.source.splitlines() for c in notebook.cells if c.cell_type == "markdown"]
    for zh, en in zip(texts[::2], texts[1::2], strict=True):
        assert [level(line) for line in zh if level(line)] == [level(line) for line in en if level(line)]
        assert sum(line.startswith("- ") for line in zh) == sum(line.startswith("- ") for line in en)


def test_sections_are_numbered_in_order_in_both_languages(name, notebook):
    for tag, numbers in (("zh", "一二三四五六七八九十"), ("en", "123456789")):
        heads = [c.source for c in notebook.cells if tag in tags(c) and c.source.startswith("## ")]
        told = [re.match(r"## ([一二三四五六七八九十\d])[、.]", head) for head in heads]
        found = [one[1] for one in told if one]
        assert found == list(numbers[: len(found)])
        assert len(found) >= 4, name


def test_every_name_it_calls_is_there(notebook):
    for cell in (c for c in notebook.cells if c.cell_type == "code"):
        for path in re.findall(r"\bek((?:\.\w+)+)\(", cell.source):
            found = ek
            for part in path.strip(".").split("."):
                found = getattr(found, part)
            assert callable(found)


def test_the_walk_shows_every_name_at_the_door_or_tells_of_it():
    words = (FOLDER / "start-here.ipynb").read_text(encoding="utf-8")
    missing = [one for one in ek.__all__ if not re.search(rf"\b{one}\b", words)]
    assert missing == ["EvalkitError"]


FIGURES = [
    "progress-agency", "staff", "progress-team", "progress-services", "categories", "matrix", "progress-communities",
    "visits_by_month", "activities", "progress-governance", "progress-funding", "progress-programme",
]  # fmt: skip
# of 石路 nobody replied and nothing was corrected: a sentence says so
TABLES = ["verdicts", "funding", "quality", "findings", "readings", "clauses", "proofs", "provenance"]


def labels(names, once):
    """Each name, or one a contract year where it is not shown once."""
    return [label for name in names for label in ([name] if name in once else [f"{name}-1", f"{name}-2"])]


# These two show nothing in English that is not shown by the others.
IN_CHINESE = {"research", "start-here"}
RUNS = [(name, lang) for name in NAMES for lang in ("zh", "en") if lang == "zh" or name not in IN_CHINESE]


def regrouped(own):
    """Twice the share of all groupings of the streets whose means lie as far apart that way, recounted one by one."""
    values, old = own["per_family"].to_numpy(), own["group"].eq("old city").to_numpy()
    gaps = []
    for chosen in combinations(range(len(values)), int(old.sum())):
        rest = [n for n in range(len(values)) if n not in chosen]
        gaps.append(values[list(chosen)].mean() - values[rest].mean())
    seen = values[old].mean() - values[~old].mean()
    below, above = sum(gap <= seen + 1e-12 for gap in gaps), sum(gap >= seen - 1e-12 for gap in gaps)
    return min(1.0, 2 * min(below, above) / len(gaps))


@pytest.mark.parametrize(("name", "lang"), RUNS)
def test_it_runs_on_the_samples(name, notebook, lang, monkeypatch, tmp_path):
    from evalkit.reporting import document, running

    monkeypatch.chdir(FOLDER)
    own = {"table": str(tmp_path / "own.xlsx")} if name == "research" else {}
    given = {"lang": lang} | own | ({"street": "石路街道", "year": 2} if "street" in NAMES[name] else {})
    whole = (name, lang) == ("street", "en")  # the report on the whole contract, by the same notebook
    given |= {"year": "contract"} if whole else {}
    if (name, lang) == ("compare", "en"):  # all nine streets are run in Chinese
        for folder in ("2016/狮山街道", "2016/石路街道", "2017/狮山街道"):
            shutil.copytree(FOLDER.parent / "data/raw" / folder, tmp_path / folder)
        given["data"] = str(tmp_path)
    executed, names = running.run(notebook, given, lang=lang, name=name)
    blocks = document.document(executed, lang=lang)
    figures = [block["label"] for block in blocks if block["kind"] == "figure"]
    if name == "street":
        assert set(names["mine"]["street"]) == {"石路街道"}
        once = {"verdicts", "clauses"} if whole else {*FIGURES, *TABLES}
        assert figures == labels(FIGURES, once)
        assert [block["label"] for block in blocks if block["kind"] == "table"] == labels(TABLES, once)
        years = {block.get("year") for block in blocks if block["kind"] in {"figure", "table", "callout"}}
        assert years == ({1, 2, "contract"} if whole else {2})
    if name == "compare":
        assert figures == [
            "cost-output-cost_household", "heat", "tiles-household_visits", "caterpillar-client_families",
            "funnel-casework_share", "ranks-casework_share", "caterpillar-household_visits",
            "months-household_visits", "dumbbell-client_families",
        ]  # fmt: skip
        tables = [block["label"] for block in blocks if block["kind"] == "table"]
        assert tables == ["coverage", "resources", "floors", "compared", "changed", "methods"]
    if name == "research":
        own = pd.read_excel(tmp_path / "own.xlsx", engine="openpyxl")
        assert len(own) == 9
        assert names["test"].pvalue == pytest.approx(regrouped(own))
