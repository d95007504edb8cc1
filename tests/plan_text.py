"""The shipped plan as text to plant faults in, and the faults found in a plan so changed."""

from evalkit.errors import PlanError
from evalkit.plan import read_plan, shipped_plans
from evalkit.plan_file import plan_files

FOLDER = shipped_plans()["suzhou-2016"]
GOOD = "\n".join(path.read_text(encoding="utf-8") for path in plan_files(FOLDER))
NOTICE = (FOLDER / "notice.txt").read_text(encoding="utf-8")


def problems(folder, text=GOOD, raw=None, notice=NOTICE):
    """The faults of a plan written into ``folder``: its text (or bytes), and its notice (text or bytes)."""
    (folder / "plan.toml").write_bytes(raw if raw is not None else text.encode("utf-8"))
    (folder / "notice.txt").write_bytes(notice if isinstance(notice, bytes) else notice.encode("utf-8"))
    try:
        read_plan(folder)
    except PlanError as error:
        return error.problems
    return []


def changed(*pairs):
    """The good plan with words replaced, each of which must be there."""
    text = GOOD
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def block(id_, old, new):
    """The good plan with words replaced in one requirement only."""
    start = GOOD.index(f'[[requirement]]\nid = "{id_}"')
    end = GOOD.find("\n[[requirement]]\n", start)
    assert old in GOOD[start:end], old
    return GOOD[:start] + GOOD[start:end].replace(old, new, 1) + GOOD[end:]
