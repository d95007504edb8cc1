"""The most memory that reading, checking and assessing all samples takes, in a fresh interpreter.

python bench/memory.py [folder of submissions]
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMPORTS = "import pandas, evalkit.assessing, evalkit.checking, evalkit.records"
WORK = """
import evalkit as ek
plan = ek.read_plan("suzhou-2016")
records = ek.read_records(sys.argv[1], plan)
findings, verdicts = ek.check(records, plan), ek.assess(plan, records)
rows = sum(len(records[name]) for name in records)
print(f"{rows} rows, {len(findings)} findings, {len(verdicts)} verdicts")
"""
PEAK = """
import resource
own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
unit = 2**20 if sys.platform == "darwin" else 2**10
print(f"peak {own / unit:.0f} MB in this process, {children / unit:.0f} MB in the largest it started")
"""


def main() -> None:
    if sys.platform == "win32":
        sys.exit("The peak is read with the standard library's `resource`, which Windows does not have.")
    folder = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "data" / "raw")
    for name, work in (("imports alone", IMPORTS), ("reading, checking, assessing", WORK)):
        print(f"{name}:", flush=True)
        subprocess.run([sys.executable, "-c", f"import sys\n{work}\n{PEAK}", folder], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
