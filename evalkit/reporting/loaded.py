"""All that a process of a batch needs, loaded; and its code hashed: copies of a process go by the code it has."""

from importlib import import_module

from evalkit.saving import source_sha256

for _room in ("figures", "sheets", "reporting.workers", "reporting.overall"):
    import_module(f"evalkit.{_room}")
source_sha256()
