"""What reading costs beside pandas.read_excel and read_csv of the same files, and how it grows with their number.

python bench/reading.py [rounds]
python bench/reading.py many [workbooks ...]       # minutes; 250 500 1000 unless told

The first reads data/raw in fresh interpreters: raw opening, all of `read_records` (nothing kept from before, then all
kept), and pandas with openpyxl; CPU of the process and of those it starts, imports of the calling process not counted.
It then refuses bombs and stray files, in milliseconds and beside pandas opening an ordinary workbook of data/raw.
The second makes workbooks from the sample, in a folder that is removed, and reads 250, 500 and 1,000 of them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from batch import spread, yardstick

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw"
STREET = Path("2016") / "狮山街道"
MEASURED = """
import io, json, os, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
paths = sorted(p for p in folder.rglob("*") if p.suffix in {".xlsx", ".csv"})
PREPARE
before, begun = os.times(), time.perf_counter()
DO
told = {"wall": time.perf_counter() - begun}
after = os.times()
told["cpu"] = sum(after[:4]) - sum(before[:4])
if sys.platform != "win32":
    import resource
    unit = 2**20 if sys.platform == "darwin" else 2**10
    for name, who in (("own", resource.RUSAGE_SELF), ("children", resource.RUSAGE_CHILDREN)):
        told[name] = resource.getrusage(who).ru_maxrss / unit
print(json.dumps(told | {"files": len(paths)}))
"""
# What is imported beforehand, and what is measured.
OPENING = (
    "from evalkit.reading.workbook import open_book",
    "for path in paths: open_book(path.read_bytes(), path.stem)",
)
RECORDS = (
    """
import evalkit as ek, evalkit.records
from evalkit.reading.readers import close_readers
plan = ek.read_plan("suzhou-2016")
""",
    """
records = ek.read_records(folder, plan)
close_readers()
""",
)
PANDAS = (
    "import pandas as pd, openpyxl, warnings",
    """
warnings.simplefilter("ignore")
for path in paths:
    if path.suffix == ".xlsx":
        pd.read_excel(path, sheet_name=None, header=None)
        continue
    data = path.read_bytes()
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("gb18030")
    width = max(line.count(",") for line in words.splitlines()) + 1
    pd.read_csv(io.StringIO(words), header=None, dtype=str, names=range(width))
""",
)


REFUSALS = """
import json, os, struct, sys, time, zipfile
from io import BytesIO
from pathlib import Path
import pandas as pd, openpyxl
from evalkit.reading.workbook import UnreadableError, open_book
def zipped(parts, how=zipfile.ZIP_DEFLATED):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return made.getvalue()
def declaring(data, name, size):
    at = data.rindex(name.encode()) - 46
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]
def refuse(data, why):
    try:
        open_book(data, "x")
    except UnreadableError as error:
        told = error.why
    if told != why:
        raise SystemExit(f"refused as {told}, not as {why}")
usual = next(Path(sys.argv[1]).rglob("*.xlsx")).read_bytes()
sheet = "xl/worksheets/sheet1.xml"
with zipfile.ZipFile(BytesIO(usual)) as archive:
    parts = {name: archive.read(name) for name in archive.namelist()}
bomb = zipped(parts | {sheet: b"<worksheet>" + b" " * (100 << 20)})
files = {
    "zip bomb that says its size": (declaring(bomb, sheet, 1_500_000_000), "too_large"),
    "zip bomb that lies about it": (declaring(bomb, sheet, 1000), "too_large"),
    "zip of 10,050 parts": (zipped({f"xl/{n}.xml": b"" for n in range(10_050)}, zipfile.ZIP_STORED), "too_large"),
    "picture named as a workbook": (bytes.fromhex("89504e470d0a1a0a") + bytes(range(256)) * 4000, "picture"),
    "workbook cut in half": (usual[: len(usual) // 2], "damaged"),
}
work = {name: lambda file=file: refuse(*file) for name, file in files.items()}
work["pandas opens an ordinary workbook"] = lambda: pd.read_excel(BytesIO(usual), None, header=None, engine="openpyxl")
spent = {}
for name, do in work.items():
    begun = time.perf_counter()
    do()
    spent[name] = (time.perf_counter() - begun) * 1000
print(json.dumps(spent))
"""


def fresh(code: str, folder: Path, kept: Path) -> dict[str, float]:
    """What some code tells of a folder, run in a fresh interpreter."""
    own = {"XDG_CACHE_HOME": str(kept), "LOCALAPPDATA": str(kept), "EVALKIT_KEY": "a key for measuring only " * 2}
    environment = {**os.environ, **own, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def measured(work: tuple[str, str], folder: Path, kept: Path) -> dict[str, float]:
    """CPU and wall seconds of some work on a folder in a fresh interpreter, and the peaks of memory in MB."""
    code = MEASURED.replace("PREPARE", work[0]).replace("DO", work[1])
    return fresh(code, folder, kept)


def beside_pandas(rounds: int) -> None:
    """Every way of reading data/raw, one after the other in each round."""
    spent: dict[str, list[float]] = {name: [] for name in ("opening", "read_records", "read again", "pandas")}
    noise = [yardstick()]
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as kept:
            for name, work in zip(spent, (OPENING, RECORDS, RECORDS, PANDAS), strict=True):
                spent[name].append(measured(work, RAW, Path(kept))["cpu"])
                noise.append(yardstick())
    print(f"data/raw, CPU seconds, {rounds} rounds")
    for name, values in spent.items():
        spread(name, values)
    for name in ("opening", "read_records", "read again"):
        spread(f"pandas / {name}", [p / own for p, own in zip(spent["pandas"], spent[name], strict=True)])
    spread("machine: a fixed piece of work / its fastest", [one / min(noise) for one in noise])


def refusals(rounds: int) -> None:
    """How long a file that is refused keeps the reader, beside pandas opening an ordinary workbook."""
    told, noise = [], [yardstick()]
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as kept:
            told.append(fresh(REFUSALS, RAW, Path(kept)))
        noise.append(yardstick())
    *refused, usual = told[0]
    print(f"refusals, milliseconds, {rounds} rounds")
    for name in told[0]:
        spread(name, [one[name] for one in told])
    for name in refused:
        spread(f"pandas / {name}", [one[usual] / one[name] for one in told])
    spread("machine: a fixed piece of work / its fastest", [one / min(noise) for one in noise])


def make_workbooks(folder: Path, count: int) -> None:
    """So many workbooks of one street, from samples drawn with one seed after another: no two are the same."""
    from evalkit.sample import sample_records  # noqa: PLC0415

    made, seed = 0, 0
    while made < count:
        seed += 1
        drawn = folder / "drawn"
        sample_records(drawn, seed=seed)
        for path in sorted(drawn.rglob("*.xlsx"))[: count - made]:
            place = folder / "all" / STREET / f"{made // 50:03d}"
            place.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place / f"{made:04d} {path.name}")
            made += 1
        shutil.rmtree(drawn)


def first(folder: Path, count: int) -> Path:
    """A folder with the first so many of the workbooks, as links."""
    chosen = folder / str(count)
    for path in sorted((folder / "all").rglob("*.xlsx"))[:count]:
        link = chosen / path.relative_to(folder / "all")
        link.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, link)
    return chosen


def many(counts: list[int]) -> None:
    """Reading more and more workbooks, for the first time and again."""
    with tempfile.TemporaryDirectory() as made:
        make_workbooks(Path(made), max(counts))
        print(f"{'workbooks':>9} {'':10} {'wall s':>8} {'CPU s':>8} {'ms CPU each':>12} {'peak MB':>8} {'child MB':>9}")
        for count in counts:
            folder, kept = first(Path(made), count), Path(made) / f"kept {count}"
            for when in ("first", "again"):
                told = measured(RECORDS, folder, kept)
                each = told["cpu"] / told["files"] * 1000
                peaks = f"{told.get('own', 0):8.0f} {told.get('children', 0):9.0f}"
                print(
                    f"{told['files']:9} {when:10} {told['wall']:8.2f} {told['cpu']:8.2f} {each:12.1f} {peaks}",
                    flush=True,
                )


def main() -> None:
    words = sys.argv[1:]
    if words[:1] == ["many"]:
        many([int(word) for word in words[1:]] or [250, 500, 1000])
    else:
        rounds = int(words[0]) if words else 5
        beside_pandas(rounds)
        refusals(rounds)


if __name__ == "__main__":
    main()
