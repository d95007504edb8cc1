"""What the pages of a site share: head, ways between them, the one script and the rule that only it may run."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from typing import Any

from markupsafe import Markup

from evalkit.plan import Plan, Street
from evalkit.reporting import html
from evalkit.reporting.jobs import CERTIFICATES, Job
from evalkit.wording import period_name
from evalkit.words import say

INDEX = "index"
REQUIREMENTS = "requirements"  # the folder of the pages of requirements, beside the reports


class Site:
    """What all pages of a site know: plan, language, and which files stand in the folder.

    Parameters
    ----------
    plan : whose streets, years and requirements it shows.
    example : any job of the batch: it says the folder, the language and how reports are named.
    invented : True where the records are sample data.
    """

    def __init__(self, plan: Plan, example: Job, invented: bool) -> None:
        self.plan, self.example, self.invented = plan, example, invented
        self.lang, self.ending = example.lang, example.ending
        self.streets = {one.name: (place, one) for place, one in enumerate(plan.streets)}
        self.years = {one.id: period_name(one, self.lang) for one in plan.years}
        folders = [example.out, *(example.out / CERTIFICATES).glob("*")]
        found = (path.relative_to(example.out) for folder in folders for path in folder.glob("*.html"))
        self.there = {path.as_posix() for path in found}

    def district(self, one: Street) -> str:
        """A street's district in the reader's language."""
        return one.district_en if self.lang == "en" else one.district

    def street(self, one: Street) -> str:
        """A street's name in the reader's language."""
        return one.name_en if self.lang == "en" else one.name

    def report(self, street: str, year: int) -> str:
        """The name of the HTML report of a street (its id) and year, ``""`` where it does not stand."""
        return self._there(f"{self._named(street, year)}.html")

    def certificate(self, street: str, year: int, stem: str) -> str:
        """The certificate of a verdict, seen from the index; ``""`` where it does not stand."""
        return self._there(f"{CERTIFICATES}/{self._named(street, year)}/{stem}.html")

    def _named(self, street: str, year: int) -> str:
        made = self.example
        return type(made)(**{**vars(made), "street": street, "year": year}).name

    def _there(self, name: str) -> str:
        return name if name in self.there else ""


def filled(name: str, site: Site, *, here: str, title: str, subtitle: str = "", **words: Any) -> bytes:
    """A page of the site as HTML bytes.

    Parameters
    ----------
    name : of its template. site : what all pages know.
    here : the page's path in the site without language and ending, such as ``index`` or ``requirements/C01``.
    title, subtitle : its heads. words : whatever else the template asks for.
    """
    up = "../" * here.count("/")
    ways = {INDEX: "all_reports", f"{REQUIREMENTS}/{INDEX}": "all_requirements"}
    told = [
        {"to": f"{up}{path}{site.ending}.html", "word": say(f"site.{word}", site.lang), "here": path == here}
        for path, word in ways.items()
    ]
    plan = site.plan
    basis = plan.title_en if site.lang == "en" else say("reporting.basis", site.lang, title=plan.title.strip("《》"))
    own = {"basis": basis, "subtitle": subtitle, "ways": told}
    return page(name, site.lang, invented=site.invented, title=title, **own, **words)


def page(name: str, lang: str, *, invented: bool, **words: Any) -> bytes:
    """A page with the frame of the site; see `filled`."""
    words = {"basis": "", "subtitle": "", "ways": []} | words
    frame = {
        "lang": "zh-CN" if lang == "zh" else "en",
        "css": Markup(html.css() + html.text("site.css")),  # noqa: S704  our own style sheets
        "script": Markup(html.text("site.js")),  # noqa: S704  our own script
        "script_hash": script_hash(),
        "banner": say("reporting.invented", lang) if invented else "",
        "about_data": say("reporting.about_data", lang),
        "skip": say("site.skip", lang),
        "ways_label": say("site.ways", lang),
        "made_with": say("reporting.made_with", lang),
    }
    return html.template(name).render(frame=frame, **words).encode("utf-8")


@cache
def script_hash() -> str:
    """What a page's rule names its one script by: no other may run."""
    digest = hashlib.sha256(html.text("site.js").encode("utf-8")).digest()
    return f"sha256-{b64encode(digest).decode('ascii')}"
