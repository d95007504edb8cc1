"""dev.py: what is missing is said plainly; words pass through; installation happens once."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py as a module, working in an empty project folder with two small lists of packages."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in {*module.LOCKS.values(), "pyproject.toml"}:
        (tmp_path / name).write_text("one==1\ntwo==2\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


@pytest.fixture
def ran(dev, monkeypatch):
    """Every command line dev.py would run; nothing is run or installed."""
    words = []
    monkeypatch.setattr(dev, "ensure", lambda lock: words.append(("ensure", lock)))
    monkeypatch.setattr(dev, "run", lambda *line: words.append(line) or 0)
    return words


def test_only_the_standard_library_is_used():
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {a.name for n in imports if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in imports if isinstance(n, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("found", [(3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_a_python_outside_the_range_is_refused_in_both_languages(dev, found):
    with pytest.raises(dev.StopError, match=r"需要 3\.11 到 3\.13(.|\n)*needs 3\.11 to 3\.13"):
        dev.refuse_old_python(found)


@pytest.mark.parametrize("found", [(3, 11, 0), (3, 12, 9), (3, 13, 20)])
def test_a_python_inside_the_range_is_accepted(dev, found):
    dev.refuse_old_python(found)


def test_the_range_is_that_of_pyproject(dev):
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (major, low), (_, high) = dev.OLDEST, dev.NEWEST
    assert f'requires-python = ">={major}.{low},<{major}.{high + 1}"' in text


@pytest.mark.parametrize("missing", ["venv", "ensurepip"])
def test_a_missing_venv_module_names_the_package_that_brings_it(dev, monkeypatch, missing):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None if name == missing else object())
    with pytest.raises(dev.StopError, match=rf"{missing}(.|\n)*python3-venv"):
        dev.make_venv()


def test_a_folder_that_cannot_be_written_is_said(dev, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("venv.create", refuse)
    with pytest.raises(dev.StopError, match=r"无法写入(.|\n)*Cannot write(.|\n)*Permission denied"):
        dev.make_venv()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("NewConnectionError: Failed to establish", "检查网络"), ("No space left on device", "pip 的说明")],
)
def test_a_failed_download_is_told_from_another_failure(dev, monkeypatch, capsys, words, sentence):
    failed = subprocess.CompletedProcess([], 1, stderr=words)
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(dev.StopError, match=sentence):
        dev.pip_install("-r", "requirements.lock")
    assert words in capsys.readouterr().err


def test_packages_are_installed_once_and_again_only_after_a_change(dev, monkeypatch):
    installed = []
    monkeypatch.setattr(dev, "pip_install", lambda *words: installed.append(words))
    dev.install("requirements.lock")
    dev.install("requirements.lock")
    assert installed == [("-r", "requirements.lock"), ("--no-deps", "--no-build-isolation", "-e", ".")]
    (dev.ROOT / "requirements.lock").write_text("one==2\n", encoding="utf-8")
    dev.install("requirements.lock")
    assert len(installed) == 4


def test_a_failed_installation_is_tried_again(dev, monkeypatch):
    def fail(*_):
        raise dev.StopError

    monkeypatch.setattr(dev, "pip_install", fail)
    for _ in range(2):
        with pytest.raises(dev.StopError):
            dev.install("requirements.lock")


def test_an_environment_that_does_not_start_is_made_anew(dev):
    assert not dev.usable()


@pytest.mark.parametrize("verb", ["report", "test", "check", "lab", "bench"])
def test_every_command_installs_its_own_list_and_passes_words_on(dev, ran, verb):
    assert dev.main([verb, "--some", "word"]) == 0
    assert ran[0] == ("ensure", dev.LOCKS[verb])
    assert ran[-1][-2:] == ("--some", "word")


def test_help_names_every_command(dev, ran, capsys):
    assert dev.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert [verb for verb in dev.VERBS if f"dev.py {verb} " not in said] == []
    assert not ran


def test_an_unknown_command_is_refused_with_those_there_are(dev, ran, capsys):
    assert dev.main(["reprot"]) == 2
    assert "reprot" in (said := capsys.readouterr().err)
    assert "report, test, check, lab, bench" in said
    assert not ran


def test_one_failed_gate_fails_the_whole(dev, ran, monkeypatch, capsys):
    monkeypatch.setattr(dev, "run", lambda *line: ran.append(line) or int("mypy" in line))
    assert dev.main(["test"]) == 1
    assert "pytest" in ran[-1]
    assert "没有通过：mypy" in capsys.readouterr().out


def test_the_exit_status_of_pytest_passes_through(dev, ran, monkeypatch):
    monkeypatch.setattr(dev, "run", lambda *line: 5 if "pytest" in line else 0)
    assert dev.main(["check"]) == 5


def test_ctrl_c_ends_quietly(dev, ran, monkeypatch, capsys):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "run", interrupted)
    assert dev.main(["report"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_folders_are_meant_from_where_the_user_stands(dev, ran, tmp_path, monkeypatch):
    (tmp_path / "elsewhere" / "my plan").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    here = str(tmp_path.resolve() / "elsewhere")
    dev.main(["report", "--data", "原始", "--out=成稿", "--plan", "my plan", "--street", "狮山街道"])
    sep = "\\" if sys.platform == "win32" else "/"
    assert ran[-1][3:] == (
        *("--data", here + sep + "原始"),
        "--out=" + here + sep + "成稿",
        *("--plan", here + sep + "my plan"),
        *("--street", "狮山街道"),
    )
    dev.main(["report", "--plan", "suzhou-2016"])
    assert ran[-1][3:] == ("--plan", "suzhou-2016")


def test_it_runs_from_any_folder_and_speaks_utf8(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "ascii", "SYSTEMROOT": "C:\\Windows"},
        capture_output=True,
        check=True,
    )
    assert "总开关" in done.stdout.decode("utf-8")
