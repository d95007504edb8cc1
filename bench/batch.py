"""What the batch of 18 reports costs beside the command lines papermill, then jupyter nbconvert.

python bench/batch.py [rounds] [reports made the slow way in each round]

Each round makes all 18 reports our way twice: the HTML and PDF alone; and as `evalkit report` does, which adds 3,200
certificates, the site and the processed tables. Then it makes a few the other way (HTML only), one after the other on
the same machine and two at once, and divides CPU by CPU and wall by wall, per report. Beside all stands the floor: a
plain function in a warm process that draws the same figures and writes the same files, certificates too.
"""

import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from timing import adopt_orphans, timed

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "street.ipynb"
STREETS = ("狮山街道", "娄门街道", "北桥街道", "通安镇", "长桥街道", "双塔街道", "石路街道", "东沙湖社工委", "枫桥街道")
ALL = [(street, year) for street in STREETS for year in (1, 2)]


ALL_OF_IT = """
import sys
import evalkit as ek
if __name__ == "__main__":
    out = sys.argv[1]
    made = ek.report_all(
        "street", out=f"{out}/reports", figures=f"{out}/figures", processed=f"{out}/processed", progress=False
    )
    assert len(made.outcomes) == 18 and not made.failed, made
"""

REPORTS_ALONE = """
import os, sys
from evalkit.plan import read_plan
from evalkit.reporting.crew import Crew
from evalkit.reporting.jobs import job
if __name__ == "__main__":
    plan, out = read_plan("suzhou-2016"), sys.argv[1]
    places = {"plan": "suzhou-2016", "data": "data/raw", "out": f"{out}/reports", "figures": f"{out}/figures"}
    words = {"lang": "zh", "to": ["html", "pdf"], "places": places, "parameters": {}}
    jobs = [job("street", plan, street=one.name, year=year.id, **words) for one in plan.streets for year in plan.years]
    with Crew(os.cpu_count()) as crew:
        crew.start(jobs)
        made = list(crew.outcomes())
    assert len(made) == 18 and not any(one.error for one in made), made
"""


def ours(folder: Path, code: str) -> tuple[float, float]:
    """A batch of all reports, into a fresh folder: CPU and wall seconds a report."""
    folder.mkdir()
    script = folder / "batch_of_all.py"
    script.write_text(code, encoding="utf-8")
    cpu, wall, _ = timed([str(script), str(folder)], cwd=ROOT)
    return cpu / len(ALL), wall / len(ALL)


def theirs(folder: Path, sample: list[tuple[str, int]], *, alone: bool = True) -> tuple[float, float]:
    """The command lines, for a sample of the reports."""
    spent = [0.0, 0.0]
    folder.mkdir(exist_ok=True)
    for number, (street, year) in enumerate(sample):
        run = folder / f"{number}.ipynb"
        given = ["-p", "street", street, "-p", "year", str(year), "-p", "data", str(ROOT / "data" / "raw")]
        cpu, wall, _ = timed(
            ["-m", "papermill", "--no-progress-bar", str(NOTEBOOK), str(run), *given],
            ["-m", "jupyter", "nbconvert", "--to", "html", str(run)],
            cwd=ROOT,
            alone=alone,
        )
        spent = [spent[0] + cpu, spent[1] + wall]
    return spent[0] / len(sample), spent[1] / len(sample)


FLOOR = """
import ast, sys, time
from evalkit.plan import read_plan
from evalkit.reporting import making, running
from evalkit.reporting.jobs import job
from evalkit.reporting.surroundings import surroundings

def shown(value):
    data = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {"text/plain": repr(value)}
    return running._output(data[0] if isinstance(data, tuple) else data)

def plain(notebook, parameters, *, lang, name):
    made, names = running.inject(notebook, parameters), {}
    with surroundings(lang):
        for cell in (one for one in made["cells"] if one["cell_type"] == "code"):
            tree = ast.parse(cell["source"])
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            cell["outputs"] = [shown(eval(compile(ast.Expression(last.value), "cell", "eval"), names))] if last else []
    return made, names

running.run = plain
plan, spent = read_plan("suzhou-2016"), []
places = {"plan": "suzhou-2016", "data": "data/raw"}
places |= {"out": sys.argv[1], "figures": sys.argv[1], "certificates": sys.argv[1] + "/certificates"}
for street, year in [("狮山街道", 1), *((street, int(year)) for street, year in zip(sys.argv[2::2], sys.argv[3::2]))]:
    begun = time.process_time()
    words = {"lang": "zh", "to": ["html", "pdf"], "places": places, "parameters": {}}
    making.make(job("street", plan, street=street, year=year, **words), plan)
    spent.append(time.process_time() - begun)
print(sum(spent[1:]) / len(spent[1:]))
"""


def floor(folder: Path, sample: list[tuple[str, int]]) -> float:
    """CPU seconds a report where a plain function in a warm process draws the same and writes the same files."""
    words = [str(word) for one in sample for word in one]
    return float(timed(["-c", FLOOR, str(folder / "floor"), *words], cwd=ROOT)[2])


def at_once(folder: Path, sample: list[tuple[str, int]]) -> float:
    """Wall seconds a report of the command lines, two at a time."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as two:
        halves = (folder / "a", sample[::2]), (folder / "b", sample[1::2])
        list(two.map(lambda half: theirs(*half, alone=False), halves))
    return (time.perf_counter() - begun) / len(sample)


def yardstick() -> float:
    """Seconds a fixed piece of work takes now: how even the machine is."""
    begun = time.perf_counter()
    sum(n * n for n in range(3_000_000))
    return time.perf_counter() - begun


def spread(name: str, values: list[float]) -> None:
    print(f"{name:<48} min {min(values):6.2f}  median {statistics.median(values):6.2f}  max {max(values):6.2f}")


def main() -> None:
    adopt_orphans()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    size = max(2, int(sys.argv[2])) if len(sys.argv) > 2 else 4  # two at once need two
    draw, rows, noise = random.Random(2016), [], [yardstick()]  # noqa: S311  a sample, no secret
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            alone = ours(Path(folder) / "alone", REPORTS_ALONE)
            noise.append(yardstick())
            fast = ours(Path(folder) / "all", ALL_OF_IT)
            noise.append(yardstick())
            sample = draw.sample(ALL, size)
            slow = (*theirs(Path(folder), sample), at_once(Path(folder), sample))
            noise.append(yardstick())
            least = floor(Path(folder), sample)
            noise.append(yardstick())
        rows.append((*alone, *fast, *slow, least))
        print(
            f"round {number + 1}: reports alone {alone[0]:.2f} CPU s {alone[1]:.2f} wall s; all of it {fast[0]:.2f} "
            f"{fast[1]:.2f}; theirs {slow[0]:.2f} {slow[1]:.2f}"
        )
    told(rows, size)
    spread("machine: a fixed piece of work / its fastest", [one / min(noise) for one in noise])


def told(rows: list[tuple[float, ...]], size: int) -> None:
    """The rounds side by side: what each cost, and how many times as much the other way cost."""
    print(f"\nper report; ours: all {len(ALL)}; theirs: {size} drawn in each round; {len(rows)} rounds")
    alone_cpu, alone_wall, all_cpu, all_wall, cpu, wall, two, least = (
        list(column) for column in zip(*rows, strict=True)
    )
    spread("ours, HTML and PDF, CPU s", alone_cpu)
    spread("ours, HTML and PDF, wall s", alone_wall)
    spread("ours, certificates, site and tables too, CPU s", all_cpu)
    spread("ours, certificates, site and tables too, wall s", all_wall)
    spread("papermill + jupyter nbconvert, HTML, CPU s", cpu)
    spread("papermill + jupyter nbconvert, HTML, wall s", wall)
    spread("the same, two at once, wall s", two)
    spread("plain function, certificates too, CPU s", least)
    for name, our_cpu, our_wall in (("HTML and PDF", alone_cpu, alone_wall), ("all of it", all_cpu, all_wall)):
        if all(our_cpu):  # Windows does not tell the CPU time of processes started
            spread(f"{name}: CPU: theirs / ours", [a / b for a, b in zip(cpu, our_cpu, strict=True)])
        spread(f"{name}: wall: theirs / ours", [a / b for a, b in zip(wall, our_wall, strict=True)])
        spread(f"{name}: wall: theirs, two at once / ours", [a / b for a, b in zip(two, our_wall, strict=True)])
    if all(all_cpu):
        spread("all of it: CPU: ours / plain function", [a / b for a, b in zip(all_cpu, least, strict=True)])


if __name__ == "__main__":
    main()
