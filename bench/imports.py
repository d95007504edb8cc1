"""How long `import evalkit` takes beside `import pandas`, each in a fresh interpreter, the bare start taken off.

python bench/imports.py [rounds]
"""

import statistics
import subprocess
import sys
import time


def seconds(statement: str) -> float:
    """Wall seconds of a fresh interpreter that runs this."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - begun


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    statements = ("pass", "import evalkit", "import pandas")
    taken = {statement: [] for statement in statements}
    for statement in statements:
        seconds(statement)  # warms the disk's cache
    for _ in range(rounds):
        for statement in statements:
            taken[statement].append(seconds(statement))
    for statement, values in taken.items():
        print(f"{statement:<16} min {min(values):.3f}  median {statistics.median(values):.3f}  max {max(values):.3f} s")
    own = [e - p for e, p in zip(taken["import evalkit"], taken["pass"], strict=True)]
    other = [e - p for e, p in zip(taken["import pandas"], taken["pass"], strict=True)]
    ratio = statistics.median(own) / statistics.median(other)
    print(f"import evalkit / import pandas: {max(ratio, 0):.3f} (medians of {rounds} rounds)")


if __name__ == "__main__":
    main()
