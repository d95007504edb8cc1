"""Numbers of others: what is published, typed here with its source, comes out of the same functions `compare` uses."""

import numpy as np
import pytest

from evalkit.comparing import exact, funnel, intervals, pairing, ranks
from evalkit.comparing.measured import Measured
from evalkit.comparing.nesting import nested
from evalkit.comparing.several import benjamini_hochberg, holm
from evalkit.comparing.shrinking import shrink, variance_between


def ends(pair, digits):
    return tuple(round(float(end), digits) for end in pair)


# Newcombe, Statistics in Medicine 17 (1998), 857-872, table I: methods 3 (score) and 5 (exact).
@pytest.mark.parametrize(
    ("part", "whole", "score", "sure"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0, 0.1611), (0.0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_of_a_proportion_are_those_of_newcombe(part, whole, score, sure):
    assert ends(intervals.wilson(part, whole), 4) == score
    assert ends(intervals.clopper_pearson(part, whole), 4) == sure


# Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10.
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
    ],
)
def test_the_difference_of_proportions_is_that_of_newcombe(first, second, expected):
    pair = [(part / whole, *intervals.wilson(part, whole)) for part, whole in (first, second)]
    assert ends(intervals.difference(*pair), 4) == expected


# Test data of PHEindicatormethods 2.1.0 (Public Health England): Byar's and Wilson's limits.
@pytest.mark.parametrize(
    ("count", "confidence", "low", "high"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (1, 0.95, 0.01307213290150435, 5.5637555824752605),
        (10, 0.998, 2.916318374695686, 24.193724927880535),
    ],
)
def test_byars_limits_are_those_of_public_health_england(count, confidence, low, high):
    assert intervals.byar(count, confidence) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "confidence", "low", "high"),
    [
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
        (0.445, 1, 0.95, 0.04381744772058822, 0.9334621276979156),
        (1045, 5000, 0.998, 0.19179381799015244, 0.22731562902525818),
        (1, 100, 0.998, 0.000873065697299977, 0.1045544528370582),
    ],
)
def test_wilsons_limits_are_those_of_public_health_england(part, whole, confidence, low, high):
    assert intervals.wilson(part, whole, confidence) == pytest.approx((low, high), abs=1e-12)


# The same: funnel limits of proportions, per cent to six places, about the baseline of that file's 303 areas.
BASELINE = 0.8064244785714955


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, [3.204264, 100, 0, 100]),
        (18, [62.390093, 98.894803, 51.864359, 100]),
        (102, [72.974925, 88.309971, 68.553233, 92.731663]),
        (1008, [78.203374, 83.081521, 76.796814, 84.488082]),
    ],
)
def test_funnel_limits_are_those_of_public_health_england(size, expected):
    both = [funnel.normal_limits(BASELINE, size, level) for level in (0.95, 0.998)]
    assert [100 * float(end) for pair in both for end in pair] == pytest.approx(expected, abs=5e-7)
    ours = [funnel.limits("proportion", BASELINE, size, level) for level in (0.95, 0.998)]
    assert (ours == both) is (size > 25), "of fewer than five expected it is exact"


def test_funnel_classes_are_those_of_public_health_england():
    areas = {
        "New Forest PCT": (35078.488, 41980, "high_998"),
        "Norwich PCT": (24803.6256, 31824, "low_998"),
        "South Gloucestershire PCT": (50050.7443, 61921, "inside"),
    }
    for part, whole, expected in areas.values():
        both = [end for level in (0.95, 0.998) for end in funnel.limits("proportion", BASELINE, whole, level)]
        assert str(funnel.classes(part / whole, *both)) == expected


# Boice and Monson, Journal of the National Cancer Institute 59 (1977), as worked in Stata's manual of `ir`.
def test_the_exact_ratio_of_two_rates_is_that_of_stata():
    assert ends(intervals.ratio(41, 28010, 15, 19017), 4) == (1.0057, 3.6093)


# Fisher, Journal of the Royal Statistical Society 98 (1935), 39-82: twins of convicts; one tail is 619 / 1330665.
def test_fishers_twins_have_fishers_p():
    assert float(exact.fisher(10, 13, 2, 17)) == pytest.approx(2 * 619 / 1330665, rel=1e-12)


# Darwin's maize, in eighths of an inch, cross less self, as in Fisher, The Design of Experiments (1935), section 21: of
# 32768 ways to turn the signs 863 in either tail are as far. Wilcoxon: R's wilcox.test (V = 96, p-value = 0.04126).
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


def test_darwins_maize_has_fishers_p_and_wilcoxons():
    assert pairing.sign_flip(DARWIN) == 2 * 863 / 32768
    assert round(pairing.signed_rank(DARWIN), 5) == 0.04126


def test_nine_pairs_can_never_say_more_than_2_in_512():
    assert pairing.sign_flip(np.arange(1.0, 10)) == pairing.least_p(9) == 2 / 512


# R 4.2, p.adjust(p, "holm") and p.adjust(p, "BH").
def test_p_values_are_adjusted_as_r_does():
    p = [0.001, 0.008, 0.012, 0.03, 0.04, 0.049, 0.2, 0.6, 0.9]
    expected = [0.009, 0.064, 0.084, 0.18, 0.2, 0.2, 0.6, 1, 1]
    assert holm(p) == pytest.approx(expected, abs=1e-12)
    expected = [0.009, 0.036, 0.036, 0.0675, 0.072, 0.0735, 0.257142857142857, 0.675, 0.9]
    assert benjamini_hochberg(p) == pytest.approx(expected, abs=1e-12)


# Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), section 3.2: their procedure rejects
# four of fifteen, Bonferroni's (and with these Holm's) three.
def test_benjamini_and_hochberg_reject_four_of_their_fifteen_and_holm_three():
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    assert ((benjamini_hochberg(p) <= 0.05).sum(), (holm(p) <= 0.05).sum()) == (4, 3)


# Efron and Morris, Scientific American 236(5) (1977): eighteen batters after 45 at bats; the shrinking factor is 0.212.
def test_batters_are_shrunken_as_efron_and_morris_have_it():
    rate = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]) / 45
    middle = rate.mean()
    drawn = shrink(rate, middle, np.full(18, np.sqrt(middle * (1 - middle) / 45)))
    assert ((drawn - middle) / (rate - middle)).round(3).tolist() == [0.212] * 18


# Thirteen trials of BCG (Colditz and others, JAMA 271 (1994)), log risk ratios as in the manual of R's metafor,
# where the variance between trials by DerSimonian and Laird is 0.3088.
def test_the_variance_between_trials_of_bcg_is_that_of_metafor():
    effect = [
        -0.8893,
        -1.5854,
        -1.3481,
        -1.4416,
        -0.2175,
        -0.7861,
        -1.6209,
        0.0120,
        -0.4694,
        -1.3713,
        -0.3394,
        0.4459,
        -0.0173,
    ]
    variance = [0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730, 0.0124, 0.5325, 0.0714]
    assert variance_between(effect, np.sqrt(variance)) == pytest.approx(0.3088, abs=5e-4)


# Davies, Statistical Methods in Research and Production (1949): yield of dyestuff, five samples of six batches;
# R's lme4 gives 2451 within and 1764 between.
def test_the_dyestuff_scatters_within_and_between_batches_as_in_lme4():
    batches = {
        "A": (1545, 1440, 1440, 1520, 1580), "B": (1540, 1555, 1490, 1560, 1495), "C": (1595, 1550, 1605, 1510, 1560),
        "D": (1445, 1440, 1595, 1465, 1545), "E": (1595, 1630, 1515, 1635, 1625), "F": (1520, 1455, 1450, 1480, 1445),
    }  # fmt: skip
    found = nested([name for name in batches for _ in range(5)], np.concatenate([*batches.values()]), np.ones(30), 0.0)
    assert (round(found.within**2), round(found.between**2)) == (2451, 1764)
    assert found.p_between == pytest.approx(0.0044, abs=5e-5)


# Mogstad, Romano, Shaikh and Wilhelm: mathematics in PISA 2018, simultaneous 95 % sets, read from the figure of R's
# csranks. Its steps down gain a place or two for some countries, which are not among these.
PISA = {
    "Japan": (526.9732502, 2.471475318, 1, 6), "Korea": (525.933002, 3.121394315, 1, 7),
    "Estonia": (523.4145802, 1.743602224, 1, 6), "Netherlands": (519.2309824, 2.632277885, 1, 11),
    "Poland": (515.6478747, 2.602085176, 0, 0), "Switzerland": (515.3147131, 2.908003898, 1, 13),
    "Canada": (512.0169429, 2.357475749, 0, 0), "Denmark": (509.3983746, 1.735002337, 4, 18),
    "Slovenia": (508.8975441, 1.363877596, 4, 18), "Belgium": (508.0703063, 2.262662011, 4, 18),
    "Finland": (507.3013618, 1.967920411, 4, 18), "Sweden": (502.3877022, 2.654250935, 5, 24),
    "United Kingdom": (501.7698992, 2.564428111, 0, 0), "Norway": (500.9637885, 2.219044878, 7, 24),
    "Germany": (500.0437805, 2.647083096, 0, 0), "Ireland": (499.632894, 2.198621128, 0, 0),
    "Czech Republic": (499.4676508, 2.460661531, 0, 0), "Austria": (498.9423138, 2.970998694, 7, 26),
    "Latvia": (496.1263306, 1.962766789, 12, 26), "France": (495.4075794, 2.320214487, 12, 26),
    "Iceland": (495.1873762, 1.953082603, 12, 26), "New Zealand": (494.489676, 1.705942856, 12, 26),
    "Portugal": (492.4874062, 2.684570081, 12, 31), "Australia": (491.3600252, 1.939833031, 12, 30),
    "Italy": (486.5898573, 2.780045867, 15, 31), "Slovak Republic": (486.1648542, 2.555595707, 0, 0),
    "Luxembourg": (483.421485, 1.097632409, 23, 31), "Spain": (481.3926126, 1.462417763, 24, 31),
    "Lithuania": (481.1911884, 1.953282039, 23, 31), "Hungary": (481.0826364, 2.319596741, 23, 31),
    "United States": (478.2447174, 3.235444099, 23, 32), "Israel": (463.0345488, 3.498563228, 31, 34),
    "Turkey": (453.5077774, 2.260406789, 32, 34), "Greece": (451.3703438, 3.091228197, 32, 34),
    "Chile": (417.4065563, 2.41588757, 35, 36), "Mexico": (408.8014734, 2.493225544, 35, 36),
    "Colombia": (390.9322732, 2.989559274, 37, 37),
}  # fmt: skip


def test_countries_of_pisa_have_the_ranks_of_mogstad_and_others():
    score, error, *_ = np.array([*PISA.values()]).T
    best, worst = ranks.by_pairs(Measured("mean", score / error**2, error**-2, variance=1.0), 0.95)
    found = dict(zip(PISA, zip(best.tolist(), worst.tolist(), strict=True), strict=True))
    assert {name: found[name] for name, (*_, low, _) in PISA.items() if low} == {
        name: (low, high) for name, (*_, low, high) in PISA.items() if low
    }
