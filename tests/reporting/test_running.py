"""A notebook runs whole, in a namespace of its own, or there is no report."""

import os
import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from IPython import get_ipython
from tiny import notebook

from evalkit.errors import ReportError
from evalkit.reporting.running import inject, run


def outputs(*sources, lang="zh"):
    executed, _ = run(notebook(*sources), {}, lang=lang)
    return [output for cell in executed["cells"] for output in cell.get("outputs", [])]


def test_parameters_stand_right_after_the_parameters_cell():
    made = inject(notebook("x = 1"), {"street": "狮山街道", "year": 2})
    assert made["cells"][1]["source"] == "street = '狮山街道'\nyear = 2"


def test_a_parameter_given_replaces_the_one_in_the_notebook():
    _, names = run(notebook("told = (street, year)"), {"street": "狮山街道", "year": 2}, lang="zh")
    assert names["told"] == ("狮山街道", 2)


def test_the_notebook_given_is_not_changed():
    given = notebook("1")
    run(given, {"street": "x"}, lang="zh")
    assert len(given.cells) == 2
    assert given.cells[1].outputs == []


def test_what_a_cell_shows_is_kept_in_order():
    found = outputs("from IPython.display import display\ndisplay('first')\n'last'")
    assert [output["data"]["text/plain"] for output in found] == ["'first'", "'last'"]


def test_a_last_line_ended_by_a_semicolon_shows_nothing():
    assert outputs("3;") == []


def test_what_a_cell_prints_is_dropped(capsys):
    assert outputs("import sys\nprint('x')\nprint('y', file=sys.stderr)") == []
    assert capsys.readouterr() == ("", "")


def test_an_open_figure_is_shown_and_closed():
    (found,) = outputs("import matplotlib.pyplot as plt\nplt.plot([1, 2]);")
    assert "<svg" in found["data"]["image/svg+xml"]
    assert plt.get_fignums() == []


def test_two_runs_share_no_names():
    run(notebook("left = 1"), {}, lang="zh")
    with pytest.raises(ReportError, match="left"):
        run(notebook("left"), {}, lang="zh")


def test_settings_of_matplotlib_do_not_reach_the_next_report_nor_the_caller():
    before = mpl.rcParams["lines.linewidth"]
    run(notebook("import matplotlib as mpl\nmpl.rcParams['lines.linewidth'] = 99"), {}, lang="zh")
    _, names = run(notebook("import matplotlib as mpl\nwidth = mpl.rcParams['lines.linewidth']"), {}, lang="zh")
    assert (names["width"], mpl.rcParams["lines.linewidth"]) == (before, before)


def test_the_language_of_the_report_is_spoken_inside_only(monkeypatch):
    monkeypatch.setenv("EVALKIT_LANG", "zh")
    _, names = run(notebook("import os\nspoken = os.environ['EVALKIT_LANG']"), {}, lang="en")
    assert (names["spoken"], os.environ["EVALKIT_LANG"]) == ("en", "zh")


def test_the_caller_gets_its_streams_and_its_shell_back():
    before = sys.stdout, sys.stderr, sys.stdin
    run(notebook("get_ipython().run_line_magic('who', '')"), {}, lang="zh")
    assert (sys.stdout, sys.stderr, sys.stdin) == before
    assert get_ipython() is None


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys; sys.exit(0)", "SystemExit"),
        ("raise SystemExit", "SystemExit"),
        ("exit()", "exit"),
        ("if True", "SyntaxError"),
        ("x = (", "SyntaxError"),
        ("input('?')", "input"),
        ("raise KeyError", "KeyError"),
        ("%no_such_magic", "no_such_magic"),
    ],
)
def test_trust_49_a_cell_that_does_not_complete_stops_the_report_and_is_named(source, named):
    with pytest.raises(ReportError, match=named) as told:
        run(notebook("fine = 1", source, "never = 1"), {}, lang="zh", name="street")
    assert "“street”第 4 个代码单元" in str(told.value)


def test_an_error_of_ours_is_told_in_its_own_words():
    with pytest.raises(ReportError, match="没有这个街道"):
        run(notebook("import evalkit as ek\nek.read_plan('suzhou-2016').street('狮山街')"), {}, lang="zh")


def test_stopping_by_hand_stops():
    with pytest.raises(KeyboardInterrupt):
        run(notebook("raise KeyboardInterrupt"), {}, lang="zh")


def test_trust_54_a_text_beyond_measure_is_cut_and_says_so():
    (shown,) = outputs("'x' * 50_000_000", lang="en")
    text = shown["data"]["text/plain"]
    assert len(text) < 5_100_000
    assert text.endswith("(too long: only the first 5,000,000 characters are kept)")
