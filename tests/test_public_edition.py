"""The public edition hides small groups and every address, in a report made alone as in a batch; verdicts stand."""

import re
from pathlib import Path

import pandas as pd
import pytest

import evalkit as ek
from evalkit import picking as pick
from evalkit.errors import ParameterError
from evalkit.reporting.jobs import job
from evalkit.reporting.making import report
from evalkit.scanning import texts
from evalkit.smallgroups import hidden_categories, hidden_visits, published
from evalkit.suppression import audit

ROOT = Path(__file__).parents[1]
STREET, YEAR = "双塔街道", 2  # of 39 families 9 live alone and are very old; one of them is in casework


@pytest.fixture(scope="module")
def alone(pilot_plan):
    return ek.read_records(ROOT / "data" / "raw", pilot_plan, STREET)


@pytest.fixture(scope="module")
def judged(alone, pilot_plan):
    return ek.assess(pilot_plan, alone, streets=[STREET]).query("year == @YEAR")


@pytest.fixture(scope="module")
def joint(pilot_records):
    return published(pilot_records)


def test_trust_73_the_shipped_sample_has_small_groups_and_none_can_be_worked_out_of_all_that_is_published(joint):
    cells, sums = joint
    hidden = cells[cells["hidden"] != ""]
    assert {"small", "complement"} <= set(hidden["hidden"])
    small = cells[cells["value"].between(1, 4) & ~cells["kept"]]
    assert len(small) > 3
    assert (small["hidden"] != "").all()
    assert audit(cells, sums)["safe"].all()


def test_trust_73_totals_and_the_numbers_of_verdicts_stand(joint, judged):
    cells, _ = joint
    assert (cells.loc[cells["kept"], "hidden"] == "").all()
    share = judged.query("requirement == 'casework_share'").iloc[0]
    totals = cells[(cells["block"] == f"categories|{STREET}|{YEAR}") & (cells["row"] == "")].set_index("column")[
        "value"
    ]
    assert totals[["casework", "all"]].tolist() == [share["numerator"], share["denominator"]] == [23, 39]


def test_trust_74_without_the_pilots_own_numbers_hidden_a_street_would_be_told(joint, pilot_plan):
    cells, sums = joint
    pilot = cells["street"] == pilot_plan.whole
    assert (cells.loc[pilot, "hidden"] != "").any()
    naive = cells.assign(hidden=cells["hidden"].mask(pilot, ""))
    assert not audit(naive, sums)["safe"].all()


@pytest.mark.parametrize("hide", [hidden_categories, hidden_visits])
def test_trust_74_a_street_read_alone_hides_the_same_cells_as_the_whole_pilot(hide, alone, joint, pilot_plan):
    told = hide(alone, *pick.place(alone, STREET, YEAR))
    of_all = joint[0][joint[0]["block"].isin(told["block"])]
    pd.testing.assert_frame_equal(told.reset_index(drop=True), of_all.reset_index(drop=True), check_dtype=False)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    words = {"street": STREET, "year": YEAR, "data": ROOT / "data" / "raw", "out": folder, "figures": folder}
    return report(ROOT / "notebooks" / "street.ipynb", **words, edition="public")[0]


def test_the_public_report_bears_its_own_name_and_says_on_its_cover_which_it_is(page):
    assert page.name == "shuangta-2.public.html"
    assert "公开版" in re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8").partition("目录")[0])


def test_the_public_report_names_no_file_no_cell_and_no_pseudonym(page, alone):
    text = "\n".join(texts(page.name, page.read_bytes()))
    names = {Path(name).name for name in alone.sheets["file"]}
    assert names
    assert not [name for name in names if name in text or Path(name).stem + " ·" in text]
    pseudonyms = {value for frame in alone.values() for name in frame for value in frame[name] if _is_pseudonym(value)}
    assert len(pseudonyms) > 100
    assert not pseudonyms & set(re.findall(r"[0-9a-f]{16}", text))


def _is_pseudonym(value):
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{16}", value) is not None


def test_the_public_report_has_the_same_verdicts_and_hides_the_one_family_in_casework(page, alone, judged):
    text = "\n".join(texts(page.name, page.read_bytes()))
    shown = {one["t"] for row in ek.table(judged, "zh").body for one in row if one["t"]}
    assert not [told for told in shown if told not in text]
    assert "高龄空巢老人 ＊ (＊)" in text
    assert "高龄空巢老人 9 (1)" in ek.figures.categories(alone, STREET, YEAR, "zh").alt


def test_a_word_mistyped_never_shows_what_should_be_hidden(alone, pilot_plan, tmp_path):
    with pytest.raises(ParameterError, match="是不是“public”"):
        ek.figures.categories(alone, STREET, YEAR, edition="pubic")
    places = {"plan": "suzhou-2016", "data": "d", "out": "o", "figures": "f"}
    words = {"street": STREET, "year": 1, "lang": "en", "to": ["html"], "places": places, "parameters": {}}
    with pytest.raises(ParameterError, match="edition"):  # a notebook that knows of no edition would show all
        job(ROOT / "tests" / "reporting" / "tiny.ipynb", pilot_plan, **words, edition="public")
    assert (
        job(ROOT / "notebooks" / "street.ipynb", pilot_plan, **words, edition="public").name == "shuangta-1.public.en"
    )


def test_trust_74_the_comparison_shows_no_months_that_would_tell_a_hidden_one(pilot_records):
    shown = ek.figures.months(pilot_records, "household_visits", YEAR, "zh", edition="public")
    assert "推算" in shown.alt
    assert not list(shown.axes[0].patches)
