"""The command line: ``evalkit`` or ``python -m evalkit``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from evalkit.commands import run
from evalkit.errors import EvalkitError, fault_of
from evalkit.words import say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : the words after ``evalkit``; those of the process by default.

    Returns
    -------
    The exit status: 0 done; 1 done, with errors in the records or reports that failed; 2 not done; 130 stopped.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that cannot show a character shows a mark instead
            stream.reconfigure(errors="replace")
    try:
        return run(sys.argv[1:] if arguments is None else list(arguments))
    except EvalkitError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(say("commands.failed_file", path=error.filename, fault=fault_of(error)), file=sys.stderr)
    except KeyboardInterrupt:
        print("\n" + say("commands.stopped"), file=sys.stderr)
        return 130
    return 2


if __name__ == "__main__":
    sys.exit(main())
