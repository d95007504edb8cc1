"""Persons become pseudonyms under a key that stays with the user."""

import hashlib
import hmac
import os
import stat

import pytest
from books import COMMUNITIES, PLACE, VISITS, book, read, visit

from evalkit.errors import ReadError
from evalkit.reading.pseudonyms import key_path, pseudonym, read_key
from evalkit.tables import TABLES


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.delenv("EVALKIT_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    return tmp_path


def test_trust_72_the_pseudonym_is_hmac_sha256_of_the_evened_words():
    expected = hmac.new(b"key", "张样本".encode(), hashlib.sha256).hexdigest()[:16]
    assert pseudonym(b"key", " 张样本\u200b") == expected
    assert pseudonym(b"another", "张样本") != expected
    assert pseudonym(b"key", "张", "样本") not in {expected, pseudonym(b"key", "张样", "本")}


def test_nobody_has_no_pseudonym():
    assert pseudonym(b"key", "", " ") == ""


def test_the_environments_key_comes_first(monkeypatch):
    monkeypatch.setenv("EVALKIT_KEY", "mine")
    assert read_key() == b"mine"


def test_a_key_of_32_bytes_is_made_on_first_use_and_kept(home):
    key = read_key()
    assert len(key) == 32
    assert key == key_path().read_bytes() == read_key()
    assert [path.name for path in key_path().parent.iterdir()] == ["key"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_key_file_is_for_its_user_alone(home):
    read_key()
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600


def test_a_key_file_that_is_not_whole_is_an_error(home):
    read_key()
    key_path().write_bytes(b"short")
    with pytest.raises(ReadError, match="32"):
        read_key()


def test_a_key_that_cannot_be_made_is_an_error_that_names_the_place(home):
    (home / "evalkit").write_bytes(b"a file where the folder should be")
    with pytest.raises(ReadError, match="EVALKIT_KEY"):
        read_key()


def test_no_personal_value_leaves_the_reading_layer(tmp_path):
    secret = {"head_name": "欧阳甲乙", "address": "秘密花园9幢", "phone": "13900009999", "visitor": "司马丙"}
    secret |= {
        "note": "电话13900008888",
        "needs": "找公孙戊",
        "explicit_needs": "找公孙己",
        "latent_needs": "找公孙庚",
        "resources": "表弟公孙辛",
        "assessment": "公孙壬13900007777",
        "worker": "司马丙",
        "name": "诸葛丁",
        "id_number": "320500199001010099",
        "legal_person": "端木子",
        "leader": "端木丑",
        "supervisor": "端木寅",
        "supervisees": "端木卯",
        "payee": "端木辰",
        "content": "找端木巳",
    }
    sheets = {
        table.label: [
            [c.label for c in table.columns],
            [secret[c.name] if c.personal else c.example for c in table.columns],
        ]
        for table in TABLES.values()
    }
    book(tmp_path, f"{PLACE}/表.xlsx", sheets)
    records = read(tmp_path)
    shown = [*records.values(), records.sheets, records.ledger, records.cells, records.columns]
    everything = "\n".join(frame.to_csv() for frame in shown)
    assert [value for value in secret.values() if value in everything] == []
    assert records["visits"]["head_name"].iloc[0] == records["clients"]["head_name"].iloc[0] != ""


def test_a_name_that_slipped_into_another_column_is_masked(tmp_path):
    rows = [
        visit(1),
        ["新升社区", "张样本1", "2016-08-15", "新升新苑", "完成"],
        ["张样本1", "2016-08-15", "李样本", "甲", "完成"],
    ]
    book(tmp_path, f"{PLACE}/表.xlsx", {"服务社区一览表": COMMUNITIES, "探访": [VISITS, *rows]})
    records = read(tmp_path)
    everything = "\n".join(frame.to_csv() for frame in [*records.values(), records.ledger, records.cells])
    assert {"bad_date", "unknown_community"} <= set(records.cells["code"])
    assert "张样本1" not in everything


def test_a_blank_stays_blank(tmp_path):
    staff = [
        ["姓名", "身份证号", "岗位", "是否全职", "是否常驻", "到岗日期"],
        ["王样本", "", "一线社工", "是", "是", "2016-07-01"],
    ]
    book(tmp_path, f"{PLACE}/表.xlsx", {"花名册": staff})
    assert list(read(tmp_path)["staff"]["id_number"]) == [""]
