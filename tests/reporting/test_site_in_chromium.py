"""The site as a person meets it: by mouse and keyboard, on a telephone, in the dark, without scripts.

A real Chromium, headless, and the site over the shipped submissions in a folder without a server. Which Chromium: that
of the environment variable EVALKIT_BROWSER, which must then work, else one that is installed.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

import evalkit as ek
from evalkit.reporting import certificates, html
from evalkit.reporting.cover import cover
from evalkit.reporting.document import document
from evalkit.reporting.jobs import Job
from evalkit.reporting.site import publish_site
from evalkit.wording import overall

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
TEXT = {
    "zh": "## 一、结论\n\n甲、乙\n\n> 原话\n\n- 一\n- 二\n",
    "en": "## Findings\n\nOne.\n\n> words\n\n1. one\n2. two\n",
}
PAGES = ["index", "requirements/index", "requirements/C01", "certificates/shishan-1{}/C01-2", "shishan-1"]
SHOWN = "table.list tbody tr:not([hidden])"
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1}
DARK = ("en", {"color_scheme": "dark", **PHONE})
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.fixture(scope="module")
def browser():
    named = os.environ.get("EVALKIT_BROWSER")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and not named:
        pytest.skip("no Chromium is installed; name one in EVALKIT_BROWSER")
    assert path, f"EVALKIT_BROWSER names no program: {named}"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def some_verdicts(pilot_verdicts):
    """Those of three streets: a third of the pilot, so that each page is laid out in a third of the time."""
    return pilot_verdicts[pilot_verdicts["street"].isin(["石路街道", "狮山街道", "枫桥街道"]).to_numpy(bool)]


@pytest.fixture(scope="module")
def site(browser, tmp_path_factory, pilot_plan, pilot_records, some_verdicts):
    """The site in both languages, with the report and the certificates of 狮山 in year 1."""
    out = tmp_path_factory.mktemp("site 报告")
    made = {"certificates": out / "certificates", "out": out, "figures": out, "data": "data/raw", "to": ("html",)}
    mine = some_verdicts[(some_verdicts["street"] == "狮山街道").to_numpy(bool)]
    few = mine[mine["code"].isin(["C01", "T05"])]
    for lang in ("zh", "en"):
        asked = Job(Path("street.ipynb"), "suzhou-2016", "shishan", 1, lang, **made)
        (out / f"{asked.name}.html").write_bytes(drawn_up(pilot_plan, pilot_records, mine[mine["year"] == 1], lang))
        certificates.publish_pages(asked, certificates.pages(asked, {"records": pilot_records, "verdicts": few}))
        publish_site(pilot_plan, some_verdicts, asked, pilot_records)
    return out


def drawn_up(plan, records, mine, lang):
    """A report with a block of every kind."""
    part = mine[mine["section"].isin(["team", "communities"])]
    shown = [
        ek.sheets.summary(mine, lang),
        ek.table(part, lang),
        ek.figures.staff(records, "狮山街道", 1, lang),
    ]
    outputs = [{"output_type": "display_data", "data": one._repr_mimebundle_(), "metadata": {}} for one in shown]
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": TEXT[lang]},
        {"cell_type": "code", "metadata": {}, "source": "", "outputs": outputs},
    ]
    return html.render(document({"cells": cells}, lang=lang), cover(plan, "shishan", 1, lang=lang, invented=True))


@pytest.fixture
def visit(browser, site):
    """Open a page of the site; at the end nothing was logged as an error and no request went anywhere but to files."""
    asked, said, contexts, expected = [], [], [], []

    def opened(name, refused=0, **how):
        expected.extend(["script-src"] * refused)
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **how}))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        path, mark, fragment = name.partition("#")
        page.goto((site / path).as_uri() + mark + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert len(said) == len(expected), said
    assert all(word in line for word, line in zip(expected, said, strict=True))
    assert asked
    assert [url for url in asked if not url.startswith("file:")] == []


def address(page, lang):
    suffix = "" if lang == "zh" else ".en"
    named = page.replace("{}", suffix)
    return f"{named}.html" if "certificates/" in page else f"{named}{suffix}.html"


@pytest.fixture(scope="module")
def judged(some_verdicts):
    """The worst verdict of each requirement, street and year, taken here from the verdicts anew."""
    keys = ["street", "year", "section", "code"]
    return some_verdicts.groupby(keys, sort=False)["verdict"].agg(overall).reset_index()


def column(page, place):
    return page.locator(f"{SHOWN} > :nth-child({place})").all_inner_texts()


def test_a_report_opens_by_a_click_and_a_verdict_leads_to_its_certificate_and_back(visit):
    page = visit("index.html")
    page.get_by_role("link", name="HTML 狮山街道 第一合同年度").click()
    assert page.url.endswith("/shishan-1.html")
    page.go_back()
    page.get_by_role("link", name="凭证 T05 狮山街道 第一合同年度").click()
    assert "T05" in page.locator("h1").inner_text()
    page.get_by_role("link", name="T05 各街道对照").click()
    assert page.locator("tr#shishan-1 .verdict").inner_text().strip() == "未达标"
    page.locator("tr#shishan-1").get_by_role("link", name="凭证").click()
    page.get_by_role("link", name="报告目录").click()
    assert page.url.endswith("/index.html")


FACETS = {
    "district": ("苏州高新区", "street", ["狮山街道", "枫桥街道"]),
    "street": ("石路街道", "street", ["石路街道"]),
    "year": ("第二合同年度", "year", [2]),
    "section": ("服务团队", "section", ["team"]),
    "verdict": ("无法核定", "verdict", ["cannot_assess"]),
}


def test_each_facet_leaves_exactly_its_rows(visit, judged):
    page = visit("index.html")
    for facet, (chosen, named, wanted) in FACETS.items():
        page.locator(f"select[name={facet}]").select_option(label=chosen)
        expected = int(judged[named].isin(wanted).sum())
        assert 0 < expected < len(judged)
        assert page.locator(SHOWN).count() == expected, facet
        assert page.get_by_role("status").inner_text() == f"显示 {expected} 条，共 {len(judged)} 条"
        page.locator(f"select[name={facet}]").select_option("")


def test_words_and_facets_together_stand_in_the_address_and_come_back_with_it(visit, judged):
    page = visit("index.html")
    page.locator("select[name=year]").select_option("1")
    page.locator("input[name=q]").fill("c01 达标")
    expected = int(
        ((judged["year"] == 1) & (judged["code"] == "C01") & judged["verdict"].isin(["met", "not_met"])).sum()
    )
    assert page.locator(SHOWN).count() == expected == 3
    again = visit(f"index.html#{page.url.partition('#')[2]}")
    assert again.locator("input[name=q]").input_value() == "c01 达标"
    assert column(again, 3) == column(page, 3)
    again.get_by_role("button", name="清除筛选").click()
    expect(again).to_have_url(re.compile("#verdicts$"))
    assert again.locator(SHOWN).count() == len(judged)


def test_where_nothing_fits_it_says_so(visit):
    page = visit("index.en.html#q=nowhere&street=shishan")
    assert page.locator(SHOWN).count() == 0
    assert page.get_by_role("status").inner_text() == "Nothing fits; choose fewer filters."


def test_a_number_at_a_glance_leads_to_the_requirements_it_counts(visit, judged):
    page = visit("index.html")
    link = page.locator("a[data-go='street=shishan&year=1&verdict=not_met']")
    number = int(link.inner_text().split()[-1])
    link.click()
    expect(page.locator("h2:focus")).to_have_count(1)
    place = (judged["street"] == "狮山街道") & (judged["year"] == 1) & (judged["verdict"] == "not_met")
    assert page.locator(SHOWN).count() == number == int(place.sum())
    assert set(column(page, 6)) == {"未达标"}


def test_heads_sort_up_down_and_back_and_say_so(visit):
    page = visit("index.html#street=shishan&year=1&section=communities")
    order = column(page, 3)
    head = page.locator("th[data-key=value]")
    shares = f"[...document.querySelectorAll('{SHOWN} .value')].map((cell) => cell.dataset.k)"
    head.get_by_role("button").click()
    up = page.evaluate(shares)
    known = [float(share) for share in up if share]
    assert head.get_attribute("aria-sort") == "ascending"
    assert known == sorted(known)
    assert up[len(known) :] == [""] * (len(up) - len(known))  # what is not known comes last
    head.get_by_role("button").click()
    down = page.evaluate(shares)
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(share) for share in down if share] == sorted(known, reverse=True)
    assert down[len(known) :] == up[len(known) :]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert column(page, 3) == order


def test_all_can_be_done_by_keyboard(visit):
    page = visit("requirements/C01.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "[document.activeElement.name || document.activeElement.parentElement.dataset.key || '',"
            " getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.append(told[0])
        assert told[1] != "none"
        if told[0] == "verdict" and "q" not in reached:
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        if reached[-1] == "community":
            page.keyboard.press("Enter")
            break
    assert [name for name in reached if name] == [
        "district", "street", "year", "verdict", "q", "sort", "street", "year", "community",
    ]  # fmt: skip
    assert set(column(page, 6)) == {"未达标"}
    assert page.locator("th[data-key=community]").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_at_the_width_of_a_telephone_nothing_scrolls_sideways(visit, lang):
    for name in PAGES:
        page = visit(address(name, lang), **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


def test_without_scripts_the_list_is_whole_and_no_control_stands_idle(visit, judged):
    page = visit("index.html", java_script_enabled=False)
    assert page.locator(SHOWN).count() == len(judged)
    assert not page.locator("form.filters").is_visible()
    assert page.locator("table.list button").count() == 0


def test_no_script_but_ours_runs(visit, site):
    text = (site / "requirements" / "C01.html").read_text(encoding="utf-8")
    strange = text.replace("</main>", "<script>document.title = 'taken'</script></main>")
    (site / "strange.html").write_text(strange, encoding="utf-8")
    page = visit("strange.html", refused=1)
    assert page.locator("form.filters").is_visible()
    assert page.title() != "taken"


@pytest.mark.parametrize(
    ("name", "lang", "how"), [*((n, "zh", {}) for n in PAGES), ("index", *DARK), ("shishan-1", *DARK)]
)
def test_axe_finds_nothing_to_mend(visit, name, lang, how):
    fragment = "#street=shishan&year=1&section=communities" if name == "index" else ""
    page = visit(address(name, lang) + fragment, **how)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]] == []
