"""The records as a database: every table as it is, days as text, and the views of `recount/places.sql`."""

import sqlite3
from pathlib import Path

FOLDER = Path(__file__).parent / "recount"
PLACES = FOLDER / "places.sql"
RECOUNTS = sorted(FOLDER.glob("[A-Z][0-9][0-9].sql"))


def database(records, path=":memory:"):
    """A connection to a database of all record tables, the sheets handed in and the columns found in them."""
    db = sqlite3.connect(path)
    for name, frame in records.items():
        _plain(frame).to_sql(name, db, index=False)
    sheets = records.sheets.rename(columns={"table": "name"})
    sheets[["name", "street", "year", "file", "sheet", "rows_in"]].to_sql("sheets", db, index=False)
    found = records.columns.rename(columns={"table": "name"}).merge(sheets, on=["name", "file", "sheet"])
    found[["name", "street", "year", "field"]].drop_duplicates().to_sql("heads", db, index=False)
    db.executescript(PLACES.read_text(encoding="utf-8"))
    for one in RECOUNTS:
        db.execute(f"CREATE VIEW {one.stem} AS {one.read_text(encoding='utf-8')}")
    return db


def _plain(frame):
    """Days as 2016-08-15, yes and no as 1 and 0, unknown as NULL."""
    made = frame.copy()
    for column in made.select_dtypes("datetime"):
        made[column] = made[column].dt.strftime("%Y-%m-%d").astype(object).where(made[column].notna(), None)
    for column in made.select_dtypes("boolean"):
        made[column] = made[column].astype("Int64").astype(object).where(made[column].notna(), None)
    return made
