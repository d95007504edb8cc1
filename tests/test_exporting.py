"""Open data: what is declared is what stands in the files, small groups are hidden, and nobody is in them."""

import hashlib
import io
import json
import shutil
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from rocrate.rocrate import ROCrate

import evalkit as ek
from evalkit.exporting import export

STREET = "双塔街道"  # in year 2 one of 9 very old families is in casework


@pytest.fixture(scope="module")
def given(pilot_plan):
    records = ek.read_records(Path(__file__).parents[1] / "data" / "raw", pilot_plan, STREET)
    return records, ek.assess(pilot_plan, records, streets=[STREET])


@pytest.fixture(scope="module")
def folder(given, tmp_path_factory):
    return export(*given, tmp_path_factory.mktemp("open"), licence="CC-BY-4.0", lang="zh")


def told(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def table(folder, name):
    return pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig", dtype=str, keep_default_na=False)


AS_TYPE = {
    "integer": lambda word: str(int(word)) == word,
    "number": lambda word: float(word) == float(word),
    "boolean": {"True", "False"}.__contains__,
    "date": lambda word: str(pd.Timestamp(word).date()) == word,
    "string": lambda word: isinstance(word, str),
}


def test_every_cell_is_of_the_type_its_column_declares_and_every_hash_is_that_of_its_file(folder):
    resources = told(folder, "datapackage.json")["resources"]
    assert len(resources) == 10
    for one in resources:
        content = (folder / one["path"]).read_bytes()
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if one["format"] == "csv":
            assert one["bytes"] == len(content)
            frame, fields = table(folder, one["name"]), one["schema"]["fields"]
            assert list(frame) == [field["name"] for field in fields]
            for field in fields:
                assert all(map(AS_TYPE[field["type"]], filter(None, frame[field["name"]]))), field


def test_frictionless_finds_the_whole_package_valid_and_every_cell_of_its_type(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "type", "message"]) == []
    assert report.stats["tasks"] == 10
    tables = {one.name: one.stats["rows"] for one in report.tasks}
    assert tables["verdicts"] == tables["verdicts-parquet"] == len(table(folder, "verdicts"))


def test_frictionless_sees_a_cell_that_is_not_of_its_type_and_a_file_that_was_changed(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "open")
    changed = tmp_path / "open" / "families.csv"
    changed.write_bytes(changed.read_bytes().replace(b",39,", b",xx,", 1))
    report = frictionless.validate(str(tmp_path / "open" / "datapackage.json"))
    assert {"type-error", "hash-count"} <= {kind for (kind,) in report.flatten(["type"])}


def test_rocrate_reads_the_folder_as_a_crate_with_every_file(folder):
    crate = ROCrate(folder)
    files = {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    assert {one.id for one in crate.data_entities} == files
    assert crate.root_dataset["license"].id == "https://spdx.org/licenses/CC-BY-4.0"
    assert crate.get("verdicts.csv")["encodingFormat"] == "text/csv"


def test_parquet_holds_what_the_csv_holds(folder):
    for name in ("verdicts", "families"):
        other = pd.read_parquet(folder / f"{name}.parquet")
        assert list(other) == list(table(folder, name))
        assert other["street"].tolist() == table(folder, name)["street"].tolist()


def test_trust_73_small_groups_are_blank_and_marked_and_the_totals_of_verdicts_stand(folder, given):
    mine = table(folder, "families").query("street == @STREET and year == '2'")
    hidden = mine[mine["hidden"] == "True"]
    assert {("高龄空巢老人", "all"), ("高龄空巢老人", "casework")} == set(
        zip(hidden["row"], hidden["part"], strict=True)
    )
    assert set(hidden["number"]) == {""}
    totals = mine[(mine["table"] == "categories") & (mine["row"] == "")].set_index("part")["number"]
    assert totals.to_dict() == {"all": "39", "casework": "23", "other": "16"}
    pilot = table(folder, "families").query("street == '全市' and year == '2' and row == '高龄空巢老人'")
    assert set(pilot.loc[pilot["part"] != "other", "number"]) == {""}  # of one street, its own number again
    verdicts = table(folder, "verdicts").query("requirement == 'casework_share' and year == '2'").iloc[0]
    assert (float(verdicts["numerator"]), float(verdicts["denominator"])) == (23, 39)
    assert len(table(folder, "verdicts")) == len(given[1])


def test_the_dictionary_has_every_column_in_both_languages(folder):
    rows = table(folder, "dictionary").set_index(["table", "column"])
    for name in ("verdicts", "indicators", "comparison", "families"):
        assert set(table(folder, name)) == set(rows.loc[name].index)
    said = rows.loc[["verdicts", "indicators", "families"]]
    assert (said["title_zh"] != said["title_en"]).all()
    assert (said[["description_zh", "description_en"]] != "").all(axis=None)


def test_the_crate_names_every_file_once_with_its_licence_and_the_day_of_the_data(folder):
    graph = {one["@id"]: one for one in told(folder, "ro-crate-metadata.json")["@graph"]}
    root = graph["./"]
    files = {path.name for path in folder.iterdir()} - {"ro-crate-metadata.json"}
    assert sorted(part["@id"] for part in root["hasPart"]) == sorted(files)
    assert files < set(graph)
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert graph[root["license"]["@id"]]["name"] == "CC-BY-4.0"
    assert root["datePublished"] == "2018-06-30"


@pytest.fixture(scope="module")
def again(given, tmp_path_factory):
    """Without a licence, and with a label that a spreadsheet would take for a formula."""
    records, verdicts = given
    label = verdicts["label"].mask(verdicts["requirement"] == "casework_share", "=HYPERLINK(1)")
    return export(records, verdicts.assign(label=label), tmp_path_factory.mktemp("again"), lang="zh")


def test_the_same_data_give_the_same_bytes(folder, again):
    same = [f"{name}.{kind}" for name in ("indicators", "families", "dictionary") for kind in ("csv", "parquet")]
    assert all((folder / name).read_bytes() == (again / name).read_bytes() for name in same)


def test_without_a_licence_none_is_granted(again):
    assert "licenses" not in told(again, "datapackage.json")
    assert "尚未授权" in told(again, "ro-crate-metadata.json")["@graph"][1]["license"]


def test_trust_34_no_text_becomes_a_formula(again):
    content = (again / "verdicts.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    shown = pd.read_csv(io.BytesIO(content)).query("requirement == 'casework_share'")
    assert shown["label"].tolist() == ["'=HYPERLINK(1)"] * 2


def test_nobodys_pseudonym_is_in_the_open_data(folder, given):
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.csv"))
    heads = {word for word in given[0]["clients"]["head_name"] if word}
    assert len(heads) > 20
    assert not [word for word in heads if word in text]
