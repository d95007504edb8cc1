"""Many reports in one go: is the time a report the same, and does no process grow?

python bench/many.py [streets ...]        500 1000 2000 unless told

A plan of that many invented streets with a few rows each, one report a street: made, then asked for again with nothing
changed. The reports are one table; what is measured is the batch around them.

python bench/many.py full [reports]       504 unless told

The sample's 18 reports, HTML and PDF, over and over, handed to one crew of processes: what is measured is whether the
processes that make them slow down or grow.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import tempfile
import time
from itertools import cycle, islice, product
from pathlib import Path

from timing import adopt_orphans, timed

ROOT = Path(__file__).parents[1]
TOWN = ROOT / "tests" / "plans" / "hexing-2019"
SOURCE = """
import evalkit as ek
notice = ek.read_plan(plan)
records = ek.read_records(data, notice, street=street)
ek.sheets.quality(records, street, year, lang)
"""
RUN = """
import evalkit as ek
if __name__ == "__main__":
    made = ek.report_all("street.ipynb", plan="plan", data="raw", to=["html"], year=1, progress=False)
    assert not made.failed, made.failed[0].error
    print(sum(one.kept for one in made.outcomes))
"""


def town(folder: Path, streets: int) -> None:
    """A plan of that many streets, what each handed in, and the notebook."""
    text, names = (TOWN / "plan.toml").read_text(encoding="utf-8"), [f"第{n}片区" for n in range(streets)]
    before, rest = text.split("[streets]\n", 1)
    after = rest.split("\n[[section]]", 1)[1]
    notice = (TOWN / "notice.txt").read_text(encoding="utf-8").rstrip() + "\n" + "、".join(names) + "。\n"
    before = re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{hashlib.sha256(notice.encode("utf-8")).hexdigest()}"', before)
    (folder / "plan").mkdir()
    (folder / "plan" / "notice.txt").write_text(notice, encoding="utf-8", newline="\n")
    listed = "".join(
        f'  {{ id = "s{n}", name = "{name}", name_en = "Area {n}", district = "和兴镇", district_en = "Hexing", '
        f"city_share = 1.0, aliases = [] }},\n"
        for n, name in enumerate(names)
    )
    quote = "、\\\n".join(names)
    block = f'[streets]\nclause = "一"\nquote = """{quote}"""\nlist = [\n{listed}]\n\n[[section]]'
    (folder / "plan" / "plan.toml").write_text(before + block + after, encoding="utf-8", newline="\n")
    for name in names:
        own = folder / "raw" / "2019" / name
        own.mkdir(parents=True)
        rows = "".join(f"2019-0{month}-01,培训,{month + 10}\n" for month in range(1, 10))
        (own / "培训.csv").write_text("培训日期,培训主题,参加人数\n" + rows, encoding="utf-8")
    cells = [
        ("street = ''\nyear = 0\nlang = 'zh'\nplan = ''\ndata = ''", ["parameters"]),
        (SOURCE, []),
    ]
    made = [
        {
            "cell_type": "code",
            "id": f"c{n}",
            "source": source,
            "metadata": {"tags": tags},
            "outputs": [],
            "execution_count": None,
        }
        for n, (source, tags) in enumerate(cells)
    ]
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "street.ipynb").write_text(json.dumps(whole), encoding="utf-8")
    (folder / "run.py").write_text(RUN, encoding="utf-8")


def once(folder: Path) -> tuple[float, float, int]:
    """CPU and wall seconds of the batch, and how many reports were kept."""
    cpu, wall, told = timed(["run.py"], cwd=folder)
    return cpu, wall, int(told)


def most() -> int:
    """The most memory that any process has had which this one began, in megabytes; 0 on Windows."""
    try:
        import resource  # noqa: PLC0415  there is none on Windows
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def full(reports: int) -> None:
    """Print wall time a report and the largest process's memory, a ninth of the way at a time."""
    from evalkit.plan import read_plan  # noqa: PLC0415  the small ones run as a user's own script does
    from evalkit.reporting.crew import Crew  # noqa: PLC0415
    from evalkit.reporting.jobs import job  # noqa: PLC0415

    plan = read_plan("suzhou-2016")
    with tempfile.TemporaryDirectory() as out, Crew(os.cpu_count() or 1) as crew:
        places = {"plan": "suzhou-2016", "data": str(ROOT / "data" / "raw"), "out": out, "figures": out}
        asked = islice(cycle(product(plan.streets, plan.years)), reports)
        words = {"lang": "zh", "to": ["html", "pdf"], "places": places, "parameters": {}}
        crew.start([job("street", plan, street=one.name, year=year.id, **words) for one, year in asked])
        begun, before = time.perf_counter(), 0
        for number, outcome in enumerate(crew.outcomes(), 1):
            assert not outcome.error, outcome.error
            if number - before >= reports / 9 or number == reports:
                each = (time.perf_counter() - begun) / (number - before)
                print(f"{number:5} reports: {each:.2f} wall s each, largest process {largest()} MB", flush=True)
                begun, before = time.perf_counter(), number


def largest() -> int:
    """The memory of the largest process that makes reports, in megabytes; 0 where the system does not tell it so."""
    sizes = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            told = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines() if ":" in line)
            if b"forkserver" in (status.parent / "cmdline").read_bytes():
                sizes.append(int(told["VmRSS"].split()[0]) // 1024)
    return max(sizes)


def main() -> None:
    """Print a line a size, the smallest first: the most memory is that of all runs so far."""
    if sys.argv[1:2] == ["full"]:
        full(int(sys.argv[2]) if len(sys.argv) > 2 else 504)
        return
    adopt_orphans()
    for streets in sorted(int(word) for word in sys.argv[1:]) or [500, 1000, 2000]:
        with tempfile.TemporaryDirectory() as name:
            town(Path(name), streets)
            first, again = once(Path(name)), once(Path(name))
        assert (first[2], again[2]) == (0, streets)
        cpu, wall = 1000 * first[0] / streets, 1000 * first[1] / streets
        told = f"{streets:5} reports: {cpu:6.0f} CPU ms and {wall:6.0f} wall ms each, "
        told += f"most memory of a process {most()} MB; again, all kept: {again[0] / first[0]:.2%} of the CPU"
        print(told, flush=True)


if __name__ == "__main__":
    main()
