"""What the batch of 18 reports costs beside the command lines papermill, then jupyter nbconvert.

python bench/batch.py [rounds] [reports made the slow way in each round]

Each round makes all 18 reports our way (HTML and PDF, index and processed tables included) and a few the other way
(HTML only), one after the other on the same machine and two at once, and divides CPU by CPU and wall by wall, per
report. Beside both stands the floor: a plain function in a warm process that draws the same and writes the same files.
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


def ours(folder: Path) -> tuple[float, float]:
    """The batch as `evalkit report` makes it, into a fresh folder."""
    code = f"""
import evalkit as ek
if __name__ == "__main__":
    made = ek.report_all("street", out={str(folder / "reports")!r}, figures={str(folder / "figures")!r},
                         processed={str(folder / "processed")!r}, progress=False)
    assert len(made.outcomes) == {len(ALL)} and not made.failed, made
"""
    script = folder / "batch_of_all.py"
    script.write_text(code, encoding="utf-8")
    cpu, wall, _ = timed([str(script)], cwd=ROOT)
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
    print(f"{name:<46} min {min(values):6.2f}  median {statistics.median(values):6.2f}  max {max(values):6.2f}")


def main() -> None:
    adopt_orphans()
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    size = max(2, int(sys.argv[2])) if len(sys.argv) > 2 else 4  # two at once need two
    draw, rows, noise = random.Random(2016), [], [yardstick()]  # noqa: S311  a sample, no secret
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            fast = ours(Path(folder))
            noise.append(yardstick())
            sample = draw.sample(ALL, size)
            slow = (*theirs(Path(folder), sample), at_once(Path(folder), sample))
            noise.append(yardstick())
            least = floor(Path(folder), sample)
            noise.append(yardstick())
        rows.append((*fast, *slow, least))
        print(f"round {number + 1}: ours {fast[0]:.2f} CPU s {fast[1]:.2f} wall s; theirs {slow[0]:.2f} {slow[1]:.2f}")
    print(
        f"\nper report; ours: all {len(ALL)}, HTML and PDF; theirs: {size} drawn in each round, HTML; {rounds} rounds"
    )
    spread("ours, CPU s", [row[0] for row in rows])
    spread("ours, wall s", [row[1] for row in rows])
    spread("papermill + jupyter nbconvert, CPU s", [row[2] for row in rows])
    spread("papermill + jupyter nbconvert, wall s", [row[3] for row in rows])
    spread("the same, two at once, wall s", [row[4] for row in rows])
    spread("a plain function in a warm process, CPU s", [row[5] for row in rows])
    if all(row[0] for row in rows):  # Windows does not tell the CPU time of processes started
        spread("CPU: theirs / ours", [row[2] / row[0] for row in rows])
        spread("CPU: ours / plain function", [row[0] / row[5] for row in rows])
    spread("wall: theirs / ours", [row[3] / row[1] for row in rows])
    spread("wall: theirs, two at once / ours", [row[4] / row[1] for row in rows])
    spread("machine: a fixed piece of work / its fastest", [one / min(noise) for one in noise])


if __name__ == "__main__":
    main()
