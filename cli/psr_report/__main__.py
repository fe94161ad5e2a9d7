"""The program's door: what must work before anything heavy is imported, and every way a run can end."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from psr_report import __version__


class _Terminated(BaseException):
    """SIGTERM, raised where the program stands so that everything is put back in order on the way out."""


def main() -> int:
    """Run the command line and return the exit code of the contract."""
    if sys.argv[1:] == ["--version"]:
        print(f"psr-report {__version__}")
        return 0
    signal.signal(signal.SIGTERM, _terminate)
    _survive_small_alphabets()
    try:
        from psr_report.main import run

        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print("stopped; nothing was half-written", file=sys.stderr)
        return 130
    except _Terminated:
        return 143
    except BrokenPipeError:
        return _leave_quietly()
    except OSError as error:
        print(f"error: standard output cannot be written: {error.strerror}", file=sys.stderr)
        _leave_quietly()
        return 3


def _terminate(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _survive_small_alphabets() -> None:
    """Print what a terminal's alphabet lacks as escapes instead of failing, as under LANG=C."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _leave_quietly() -> int:
    """Let the interpreter close a stream whose reader has gone without complaining."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
