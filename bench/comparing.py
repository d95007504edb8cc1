"""What comparisons of streets hold to: coverage, ranks that hold together, false and true differences, time.

python bench/comparing.py [rounds]

All streets are drawn with a fixed seed: nine of 20 to 600 records, as the notice's nine could have. The error of each
share found is that of so many rounds.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import evalkit as ek
from evalkit.comparing import compare, exact, intervals, pairing, ranks
from evalkit.comparing.measured import Measured
from evalkit.comparing.several import benjamini_hochberg, holm

ROOT = Path(__file__).parents[1]
ROUNDS = 4000
SIZES = np.array([20, 30, 45, 60, 90, 150, 240, 400, 600])
LEVEL = 0.95


def told(what: str, found: object) -> None:
    """A share of the rounds with the error of the simulation, two standard errors."""
    hits = np.asarray(found, float)
    share = hits.mean()
    error = 2 * np.sqrt(max(share * (1 - share), 1e-9) / hits.size)
    print(f"{what:<72} {share:.4f} ± {error:.4f}", flush=True)


def covers(ends: intervals.Pair, truth: object) -> object:
    low, high = ends
    return (low <= truth) & (truth <= high)


def coverage(rng: np.random.Generator, rounds: int) -> None:
    """How often the interval holds the truth; 0.95 is wanted, and from exact ones at least that."""
    rate = rng.uniform(0.05, 0.95, (rounds, 9))
    held = covers(intervals.wilson(rng.binomial(SIZES, rate), SIZES), rate)
    for nth, size in enumerate(SIZES):
        told(f"wilson, {size} records, any share from 0.05 to 0.95", held[:, nth])
    for rate in (0.5, 0.75, 0.9, 0.98):
        part = rng.binomial(SIZES, rate, (rounds, 9))
        told(f"wilson, share {rate}", covers(intervals.wilson(part, SIZES), rate))
        told(f"clopper_pearson, share {rate}", covers(intervals.clopper_pearson(part, SIZES), rate))
        given = [Measured("proportion", one.astype(float), SIZES.astype(float)) for one in part[: rounds // 4]]
        told(f"difference from the baseline, share {rate}", [covers(to_rest(one), 0.0) for one in given])
    count = rng.poisson(SIZES, (rounds, 9))
    told("poisson, counts of 20 to 600", covers(intervals.poisson(count), SIZES))
    given = [Measured("count", one.astype(float), np.ones(9)) for one in rng.poisson(60, (rounds // 4, 9))]
    told("difference from the baseline, counts of 60", [covers(to_rest(one), 0.0) for one in given])
    values = rng.normal(10, 3, (rounds, 9, 6))
    ends = intervals.student(values.mean(-1), values.std(-1, ddof=1), 6)
    told("student, six values a street", covers(ends, 10))


def to_rest(given: Measured) -> intervals.Pair:
    """The interval of each street less the rest; the difference from the baseline is that, scaled."""
    total, size = given.total, given.size
    rest, rest_size = total.sum() - total, size.sum() - size
    pairs = ((one / over, *given.ends(one, over, LEVEL)) for one, over in ((total, size), (rest, rest_size)))
    return intervals.difference(*pairs)


def holding(given: Measured, truth: np.ndarray) -> bool:
    """Whether every street's true place lies in its rank interval; of equals any place among them is true."""
    best, worst = ranks.by_pairs(given, LEVEL)
    above, below = (truth > truth[:, None]).sum(axis=1), (truth < truth[:, None]).sum(axis=1)
    return bool((best <= above + 1).all() and (worst >= len(truth) - below).all())


def rank_sets(rng: np.random.Generator, rounds: int) -> None:
    """How often all nine rank intervals hold at once; at least 0.95 is wanted."""
    truths = {
        "all 0.6": np.full(9, 0.6), "all 0.95": np.full(9, 0.95), "0.50 to 0.75": np.linspace(0.5, 0.75, 9),
        "eight 0.6, the largest 0.8": np.array([0.6] * 8 + [0.8]), "all 0.02": np.full(9, 0.02),
        "0.01 to 0.05": np.linspace(0.01, 0.05, 9),
    }  # fmt: skip
    for name, truth in truths.items():
        parts = rng.binomial(SIZES, truth, (rounds, 9)).astype(float)
        told(
            f"ranks of shares, {name}", [holding(Measured("proportion", p, SIZES.astype(float)), truth) for p in parts]
        )
    for level in (5.0, 50.0):
        counts = rng.poisson(level, (rounds, 9)).astype(float)
        told(
            f"ranks of counts, all {level:.0f}", [holding(Measured("count", c, np.ones(9)), np.ones(9)) for c in counts]
        )
    values = rng.normal(10, 3, (rounds, 9, 6))
    freedom, within = 45.0, values.var(-1, ddof=1).mean(-1)
    given = [Measured("mean", v.sum(-1), np.full(9, 6.0), s, freedom) for v, s in zip(values, within, strict=True)]
    told("ranks of means, six values a street", [holding(one, np.ones(9)) for one in given])


def p_of(part: np.ndarray) -> np.ndarray:
    return exact.fisher(part, SIZES, part.sum(-1, keepdims=True) - part, SIZES.sum() - SIZES)


def differences(rng: np.random.Generator, rounds: int) -> None:
    """How often a whole comparison of 20 requirements shows a street as different; and how often one that is."""
    part = rng.binomial(SIZES, 0.6, (rounds // 10, 20, 9))
    p = p_of(part).reshape(rounds // 10, -1)
    told("no true difference: any p < 0.05 as it is", (p < 0.05).any(-1))
    told("no true difference: any p_holm < 0.05 (at most 0.05 is wanted)", [(holm(one) < 0.05).any() for one in p])
    told(
        "no true difference: any p_bh < 0.05 (at most 0.05 is wanted)",
        [(benjamini_hochberg(one) < 0.05).any() for one in p],
    )
    for nth, gap in ((4, 0.2), (4, 0.25), (8, 0.1)):
        truth = np.full((20, 9), 0.6)
        truth[0, nth] -= gap
        p = p_of(rng.binomial(SIZES, truth, (rounds // 10, 20, 9))).reshape(rounds // 10, -1)
        what = f"{SIZES[nth]} records, 0.6 less {gap}, among 20 requirements:"
        told(f"{what} found by p_holm", [holm(one)[nth] < 0.05 for one in p])
        told(f"{what} found by p_bh", [benjamini_hochberg(one)[nth] < 0.05 for one in p])


def years(rng: np.random.Generator, rounds: int) -> None:
    """The paired change of nine streets: false changes, coverage, and power for a change of one standard deviation."""
    change = rng.normal(0, 1, (rounds // 4, 9))
    told("no change of nine pairs: p < 0.05 (at most 0.05)", [pairing.sign_flip(one) < 0.05 for one in change])
    told("interval of the change", [covers(pairing.typical(one), 0.0) for one in change])
    told("a change of one standard deviation: found", [pairing.sign_flip(one + 1) < 0.05 for one in change])


def timed(rng: np.random.Generator) -> None:
    """CPU seconds of `compare` against the number of streets."""
    for number in (9, 200, 500, 1000, 2000, 4000, 8000):
        whole = rng.integers(20, 600, number)
        part = rng.binomial(whole, 0.6)
        given = pd.DataFrame({"street": [f"s{n}" for n in range(number)], "numerator": part, "denominator": whole})
        given = given.assign(year=1, community="", requirement="a", code="A", label="", unit="", measure="share")
        given = given.assign(verdict="met", checked_by="records", level="street", counted=whole, value=part / whole)
        begun = time.process_time()
        compare(given)
        print(f"{number:>6} streets: {time.process_time() - begun:.3f} s", flush=True)
    plan = ek.read_plan("suzhou-2016")
    verdicts = ek.assess(plan, ek.read_records(ROOT / "data" / "raw", plan))
    begun = time.process_time()
    compare(verdicts)
    print(f"every requirement and both years of the samples: {time.process_time() - begun:.3f} s", flush=True)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    rng = np.random.default_rng(20161126)
    for part in (coverage, rank_sets, differences, years):
        print(f"{part.__doc__.splitlines()[0]}", flush=True)
        part(rng, rounds)
    timed(rng)


if __name__ == "__main__":
    main()
