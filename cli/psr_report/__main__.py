"""The program's door: what must hold before anything heavy is imported, and every way a run can end."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys

from psr_report import __version__

TYPE_CHECKING = False  # what type checkers look for; typing would take longer to import than all of this
if TYPE_CHECKING:
    from types import FrameType

_HINTS = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some of your share of the disk",
    errno.EACCES: "change its permissions",
    errno.EPERM: "change its permissions",
    errno.ENOENT: "go to a folder that exists, and check the path",
    errno.EMFILE: "let this process open more files: ulimit -n",
    errno.ENOMEM: "end other programs, to free some memory",
    errno.EAGAIN: "end other programs: the machine can start no more",
}
_UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
_STOPPED = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


class Stopped(BaseException):
    """A signal to end, raised where the program stands: all is put back in order on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = _STOPPED[signal.Signals(number)]


def main() -> int:
    """Run the command line and return the exit code of the contract."""
    _open_missing_streams()
    try:
        _listen_to_signals()
        _survive_small_alphabets()
        code = _run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except Stopped as stopped:
        _complain("stopped; nothing is half-written")
        return stopped.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _refused(error)
    except Exception:
        import traceback

        _complain(
            f"{traceback.format_exc()}error: this is a fault of psr-report {__version__}, please report it"
        )
        return 3
    finally:
        _give_up_broken_streams()


def _run(arguments: list[str]) -> int:
    if arguments == ["--version"]:
        print(f"psr-report {__version__}")
        return 0
    from psr_report import quick

    if quick.build(arguments):
        return 0
    # What a run makes lives until it ends; looking for garbage meanwhile would take a tenth of a check.
    gc.disable()
    from psr_report.main import run

    return run(arguments)


def _listen_to_signals() -> None:
    """Raise `Stopped` at a signal to end. One that is ignored, as SIGINT is in a background job, stays so."""
    for number in _STOPPED:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    for each in _STOPPED:  # putting things in order takes a moment; impatience must not cut it short
        signal.signal(each, signal.SIG_IGN)
    raise Stopped(number)


def _open_missing_streams() -> None:
    """Give a program that was started with a standard stream closed one that leads nowhere.

    Otherwise the next file to be opened would take its number, and get the text meant for the stream.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))


def _survive_small_alphabets() -> None:
    """Print what a terminal's alphabet lacks as escapes instead of failing, as under LANG=C."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _refused(error: OSError) -> int:
    """Say what the system refused, and return the exit code."""
    from psr_report import terminal
    from psr_report.errors import RenderError

    said, hint = error.strerror or str(error), _HINTS.get(error.errno or 0)
    name = error.filename
    if name is None and _is_of_standard_output(error):
        name = terminal.RESULTS
    if name is not None:
        said = f"{os.fsdecode(name)}: {said}"
    if name == terminal.RESULTS:
        hint = hint or "send it to another file or program"
    terminal.failure(RenderError(said, hint or "psr-report doctor says what this machine lacks"))
    return int(RenderError.exit_code)


def _is_of_standard_output(error: OSError) -> bool:
    """Return whether text could not be printed: it still waits then, unless the stream keeps none."""
    if getattr(sys.stdout, "write_through", False):
        return error.errno in _UNWRITTEN
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


def _complain(text: str) -> None:
    try:
        print(text, file=sys.stderr)
    except OSError:
        return  # there is nobody left to tell


def _give_up_broken_streams() -> None:
    """Lead streams that cannot be written nowhere: the interpreter tries again, and would end with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
