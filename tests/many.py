"""Verdicts of any number of streets, drawn by a seed; the second street is not known in the first year."""

import builders
import numpy as np
import pandas as pd

from evalkit.plan_model import Street

HIGH, LOW = 3, 8  # of the first nine: one street far above the others, one far below


def streets(number):
    """Invented streets in five districts, with names as long as real ones."""
    return [
        Street(id=f"s{n}", name=f"第{n + 1:03}街道", name_en=f"Street {n + 1:03} Sub-district", city_share=0.5,
               district=f"第{n * 5 // number + 1}区", district_en=f"District {n * 5 // number + 1}")
        for n in range(number)
    ]  # fmt: skip


def shares(number, years=(1, 2)):
    """A share of 20 to 80 families in each street; about 55 %, but for two of every thirty."""
    draw, rows = np.random.default_rng(2016), []
    for year in years:
        for n, street in enumerate(streets(number)):
            whole = int(draw.integers(20, 80))
            part = whole - 1 if n % 30 == HIGH else 1 if n % 30 == LOW else int(draw.binomial(whole, 0.55))
            known = (n, year) != (1, 1)
            rows.append({
                "street": street.name, "street_en": street.name_en, "year": year, "community": "", "code": "S04",
                "requirement": "casework_share", "label": "个案服务占比", "label_en": "Share of casework", "unit": "%",
                "unit_en": "%", "measure": "share", "checked_by": "records", "level": "street",
                "verdict": ("met" if 2 * part >= whole else "not_met") if known else "cannot_assess",
                "counted": part if known else 0, "value": part / whole if known else np.nan, "low": 0.5,
                "high": np.nan, "numerator": float(part) if known else np.nan,
                "denominator": float(whole) if known else np.nan,
            })  # fmt: skip
    return pd.DataFrame(rows)


def visits(plan, number):
    """Records of visits on the first day of each month: the n-th street has n % 4 + 2 a month, the second none."""
    days = pd.date_range("2016-07-01", periods=12, freq="MS")
    rows = [
        {"community": "东社区", "mode": "入户", "result": "完成", "date": day, "household": f"{n}-{day:%m}-{one}",
         "of": n}
        for n in range(number) if n != 1 for day in days for one in range(n % 4 + 2)
    ]  # fmt: skip
    names = [street.name for street in streets(number)]
    frame = builders.frame("visits", rows, names[0]).assign(street=[names[row["of"]] for row in rows])
    mine = plan.model_copy(update={"streets": streets(number)})
    return builders.records(mine, visits=frame)


def money(number):
    """Unit costs of 12 to 60 cases; the third street handed in no spending."""
    draw = np.random.default_rng(2017)
    served = draw.integers(12, 60, number).astype(float)
    spent = np.where(np.arange(number) == 2, np.nan, 60_000.0)
    names = [street.name for street in streets(number)]
    return pd.DataFrame(
        {"street": names, "year": 1, "figure": "cost_case", "part": "", "numerator": spent, "denominator": served}
    )
