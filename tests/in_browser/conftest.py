"""A real Chromium, headless, and the site over the shipped submissions in a folder without a server.

Which Chromium: that of the environment variable EVALKIT_BROWSER, which must then work, else one that is installed.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import evalkit as ek
from evalkit.reporting import certificates, html
from evalkit.reporting.cover import cover
from evalkit.reporting.document import document
from evalkit.reporting.jobs import Job
from evalkit.reporting.site import publish_site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
TEXT = {
    "zh": "## 一、结论\n\n甲、乙\n\n> 原话\n\n- 一\n- 二\n",
    "en": "## Findings\n\nOne.\n\n> words\n\n1. one\n2. two\n",
}


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def some_verdicts(pilot_verdicts):
    """Those of three streets: a third of the pilot, so that each page is laid out in a third of the time."""
    return pilot_verdicts[pilot_verdicts["street"].isin(["石路街道", "狮山街道", "枫桥街道"]).to_numpy(bool)]


@pytest.fixture(scope="session")
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
