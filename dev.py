"""evalkit 的总开关 / The one switch of evalkit.

    python3 dev.py report   读 data/raw，出每个街道、每个年度的报告     all reports from data/raw
    python3 dev.py test     代码风格、类型、全部测试                   style, types and every test
    python3 dev.py check    快速检查：风格、类型、家规                 the quick gate: style, types, house rules
    python3 dev.py lab      打开 JupyterLab                            open JupyterLab
    python3 dev.py bench    测量速度和内存                             measure speed and memory

Windows 上把 python3 写成 py / On Windows write py instead of python3.

命令后面的参数原样传下去 / Further words are passed on:

    python3 dev.py report --street 狮山街道 --year 1
    python3 dev.py test -k visits

第一次运行会自己建 .venv 并安装锁定的软件包，以后只在软件包清单变化时重装。
The first run makes .venv and installs the locked packages; later runs install only when the lists have changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST, NEWEST = (3, 11), (3, 13)
LOCKS = {
    "report": "requirements.lock",
    "test": "requirements-dev.lock",
    "check": "requirements-dev.lock",
    "lab": "requirements-lab.lock",
    "bench": "requirements-dev.lock",
}
PATHS = ("--data", "--out", "--plan", "--notebook", "--base")
NAMES_TOO = ("--plan", "--notebook")  # may be a name such as suzhou-2016 or street instead of a path
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
NO_NETWORK = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "getaddrinfo", "ProxyError", "from versions: none)")

# key: Chinese, English
SENTENCES = {
    "version": (
        """这是 Python {found}，evalkit 需要 {oldest} 到 {newest}。请安装其中一个再运行，\
例如 Windows：py -{newest} dev.py report""",
        """This is Python {found}; evalkit needs {oldest} to {newest}. Install one of them and run again, \
e.g. on Windows: py -{newest} dev.py report""",
    ),
    "module": (
        """这个 Python 缺少 {missing} 模块，建不了 .venv。Ubuntu、Debian 请运行 sudo apt install python3-venv，\
其他系统请重装完整的 Python。""",
        """This Python lacks the module {missing}, so .venv cannot be made. On Ubuntu and Debian run \
sudo apt install python3-venv; elsewhere reinstall the whole Python.""",
    ),
    "write": (
        "无法写入 {path}：{why}。请把整个文件夹放到有写权限的位置（例如“文档”），并关闭正在使用 .venv 的程序。",
        """Cannot write {path}: {why}. Put the whole folder where you may write (e.g. Documents) and close the \
programs that use .venv.""",
    ),
    "network": (
        """软件包没有下载下来：连不上软件源。请检查网络；单位网络请向网管要代理或镜像地址，用 pip config 设置好，\
再运行同一条命令。""",
        """The packages could not be downloaded: no connection to the package index. Check the network; in an office \
ask for its proxy or mirror and set it with pip config, then run the same command again.""",
    ),
    "install": (
        "安装没有成功，原因见上面 pip 的说明。解决后再运行同一条命令即可。",
        "Installation failed; pip says why above. Mend it, then run the same command again.",
    ),
    "venv": ("建立 .venv …", "Making .venv …"),
    "packages": (
        "安装 {lock}：{count} 个软件包，约一两分钟 …",
        "Installing {lock}: {count} packages, a minute or two …",
    ),
    "installed": ("安装完成，用时 {seconds} 秒。", "Installed in {seconds} s."),
    "unknown": ("没有“{word}”这个命令。可用的有：{allowed}", "There is no command “{word}”. Allowed: {allowed}"),
    "failed": ("没有通过：{names}", "Failed: {names}"),
}


class StopError(Exception):
    """What stops us, said to the user; the command ends with status 1."""


def say(key: str, **values: object) -> str:
    """The sentence in Chinese and English, one line each."""
    return "\n".join(_filled(line, values) for line in SENTENCES[key])


def _filled(line: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        line = line.replace("{" + name + "}", str(value))
    return line


def refuse_old_python(found: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Stop where this Python is not one that evalkit runs on."""
    if not OLDEST <= found[:2] <= NEWEST:
        numbers = {"found": found, "oldest": OLDEST, "newest": NEWEST}
        raise StopError(say("version", **{name: ".".join(map(str, parts)) for name, parts in numbers.items()}))


def refuse_missing_modules() -> None:
    """Stop where the standard library is not whole, as on Debian without python3-venv."""
    for name in ("venv", "ensurepip"):
        if importlib.util.find_spec(name) is None:
            raise StopError(say("module", missing=name))


def venv_python(venv: Path | None = None) -> Path:
    """The Python inside the environment."""
    return (venv or VENV) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def usable() -> bool:
    """Whether the environment is there, starts, and is of a Python we run on."""
    code = f"import sys, pip; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        return subprocess.run([venv_python(), "-c", code], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """A fresh environment; a broken one, or one of another Python, is replaced."""
    refuse_missing_modules()
    import venv  # noqa: PLC0415 - absent on some systems; asked for above

    print(say("venv"), flush=True)
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise StopError(say("write", path=VENV, why=error)) from None


def stamp_text(lock: str) -> str:
    """Fingerprint of all that decides what is installed."""
    parts = [(ROOT / name).read_bytes() for name in (lock, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, os.fsencode(ROOT)])).hexdigest()


def pip_install(*words: str) -> None:
    """Run pip in the environment; its own words stand above ours when it fails."""
    done = subprocess.run(
        [venv_python(), *PIP, "install", "--no-compile", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise StopError(say("network" if any(sign in done.stderr for sign in NO_NETWORK) else "install"))


def install(lock: str) -> None:
    """Install the locked packages and evalkit itself, unless that was done already."""
    stamp = VENV / f"installed-{lock}.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == stamp_text(lock):
        return
    began = time.monotonic()
    count = len((ROOT / lock).read_text(encoding="utf-8").splitlines())
    print(say("packages", lock=lock, count=count), flush=True)
    pip_install("-r", lock)
    pip_install("--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(stamp_text(lock), encoding="utf-8")
    print(say("installed", seconds=round(time.monotonic() - began)), flush=True)


def ensure(lock: str) -> None:
    """An environment with the packages of ``lock``."""
    refuse_old_python()
    if not usable():
        make_venv()
    try:
        install(lock)
    except OSError as error:
        raise StopError(say("write", path=VENV, why=error)) from None


def run(*words: str | Path) -> int:
    """Run the environment's Python in the project folder; its exit status. Ctrl-C lets it end by itself."""
    child = subprocess.Popen([venv_python(), *words], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})
    try:
        return child.wait()
    except KeyboardInterrupt:
        _let_end(child)
        raise


def _let_end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=10)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()


def from_here(words: list[str]) -> list[str]:
    """The words with paths after --data, --out and the like meant as seen from where the user stands."""
    out = list(words)
    for place, word in enumerate(words):
        option, sign, value = word.partition("=")
        if option not in PATHS:
            continue
        if sign:
            out[place] = f"{option}={_path(option, value)}"
        elif place + 1 < len(words):
            out[place + 1] = _path(option, words[place + 1])
    return out


def _path(option: str, value: str) -> str:
    return value if option in NAMES_TOO and not Path(value).exists() else str(Path(value).resolve())


def gates() -> list[str]:
    """Style and types; the names of those that failed."""
    failed = []
    for words in (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)):
        name = " ".join(words[:2]).removesuffix(" .")
        print(f"── {name}", flush=True)
        if run("-m", *words):
            failed.append(name)
    return failed


def tested(*words: str) -> int:
    """Style and types, then pytest, whose summary comes last; 0 only where all of them passed."""
    failed = gates()
    if failed:
        print(say("failed", names=", ".join(failed)), flush=True)
    print("── pytest", flush=True)
    return run("-m", "pytest", *words) or len(failed)


def report(words: list[str]) -> int:
    """Read, assess and write the reports."""
    return run("-m", "evalkit", "report", *from_here(words))


def test(words: list[str]) -> int:
    """Every gate and every test, on two processes."""
    return tested("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *words)


def check(words: list[str]) -> int:
    """Style, types and the rules of the house, in seconds."""
    return tested(*(f"tests/test_{name}.py" for name in ("house", "words", "tables", "environment")), *words)


def lab(words: list[str]) -> int:
    """JupyterLab on the project folder, opening the first notebook."""
    first = "--LabApp.default_url=/lab/tree/notebooks/start-here.ipynb"
    return run("-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", first, *words)


def bench(words: list[str]) -> int:
    """Every measurement of bench/."""
    return run("bench", *words)


VERBS = {"report": report, "test": test, "check": check, "lab": lab, "bench": bench}


def main(words: list[str]) -> int:
    """Do what the first word says; the exit status."""
    if not words or words[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    verb, *rest = words
    if verb not in VERBS:
        print(say("unknown", word=verb, allowed=", ".join(VERBS)), file=sys.stderr)
        return 2
    try:
        ensure(LOCKS[verb])
        return VERBS[verb](rest)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\n已停止。 / Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
