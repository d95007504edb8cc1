"""The copying child: a process that makes one marked copy after another, under the limits of the reading child."""

from __future__ import annotations

import base64
from typing import Any

from evalkit.reading.child import serve
from evalkit.returning.one_copy import Asked, marked


class Marker:
    """Makes one copy after another; it needs no setting."""

    def __init__(self, _: dict[str, Any]) -> None:
        pass

    def read(self, job: dict[str, Any]) -> dict[str, Any]:
        """The bytes of one copy, as plain data."""
        return {"copy": base64.b64encode(marked(Asked(**job))).decode("ascii")}


if __name__ == "__main__":
    serve(Marker)
