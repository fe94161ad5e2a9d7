"""All that a person sees. Only here rich is known; text from the content passes through `visible.visible`.

Results go to standard output, everything else to standard error, which may be gone: that stops nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from psr_report.columns import columns
from psr_report.counted import counted
from psr_report.errors import Severity
from psr_report.visible import visible

TYPE_CHECKING = False  # what type checkers look for; a build with nothing to do prints its files from here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from psr_report.errors import Problem, ReportError

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
RESULTS = "standard output"  # the name under which an error speaks of it
_FALSE = ("", "0", "false")


def problems(found: Sequence[Problem], *, written: bool = False) -> None:
    """Print every problem with its place and its hint, and what they come to."""
    for problem in found:
        tell(_said(problem))
    counts = {each.value: sum(problem.severity is each for problem in found) for each in Severity}
    words = " and ".join(counted(counts[name], name) for name in ("error", "warning") if counts[name])
    if words:
        tell(words if written else f"{words}; nothing was written")


def _said(problem: Problem) -> str:
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import annotation

        return annotation(problem)
    return "\n".join(described(problem, sys.stderr))


def described(problem: Problem, stream: TextIO) -> list[str]:
    """Return what is told of a problem on a stream: what and where, and how to mend it. One line each.

    At a terminal they are several where one would be too long, so that no word is cut at its edge.
    """
    message, hint = visible(problem.message), visible(problem.hint or "")
    what = [
        (f"{visible(str(problem.place))}:", "1"),
        (f"{problem.severity.value}:", COLOURS[problem.severity]),
        *((word, "") for word in message.split(" ")),
        (f"[{problem.rule}]", "2"),
    ]
    how = [("  hint:", ""), *((word, "") for word in hint.split(" "))] if hint else []
    return [filled(words, indent, stream) for words, indent in ((what, 4), (how, 8)) if words]


def filled(words: Sequence[tuple[str, str]], indent: int, stream: TextIO) -> str:
    """Return words, each with its colour, as lines of a terminal's width; elsewhere as one line."""
    if not is_rich(stream):
        return " ".join(word for word, _ in words)
    room = breadth()
    lines: list[list[str]] = []
    used = room
    for word, code in words:
        width = columns(word)
        if used + 1 + width > room:
            lines.append([" " * (indent - 1)] if lines else [])
            used = indent - 1 if len(lines) > 1 else -1
        lines[-1].append(painted(word, code, stream) if code else word)
        used += 1 + width
    return "\n".join(" ".join(line) for line in lines)


def failure(error: ReportError) -> None:
    """Print what stopped the program and what to do about it."""
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import command

        tell(command("error", str(error), error.hint))
        return
    tell(f"{painted('error', '31', sys.stderr)}: {visible(str(error))}")
    if error.hint:
        tell(f"  hint: {visible(error.hint)}")


def notice(text: str) -> None:
    """Print something worth knowing that is nobody's fault."""
    if is_set("GITHUB_ACTIONS"):
        from psr_report.formats.github import command

        tell(command("notice", text))
    else:
        tell(f"notice: {visible(text)}")


def say(text: str | None) -> None:
    """Print what a person should know of the command itself, if there is anything."""
    if text:
        tell(visible(text))


def paths(found: Sequence[Path]) -> None:
    """Print paths to standard output, one a line, in the very bytes that they have on the disk.

    At a terminal, which some of these could steer, they are shown as all other text is.
    """
    if sys.stdout.isatty():
        result("".join(f"{visible(os.fspath(path))}\n" for path in found))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(b"".join(os.fsencode(path) + b"\n" for path in found))


def document(data: bytes) -> None:
    """Print a file to standard output in its very bytes, whatever the terminal's alphabet."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:  # what was not written does not wait in the stream: say now whose fault it is
        raise OSError(error.errno, error.strerror, RESULTS) from None


def result(text: str) -> None:
    """Print a text for a person to standard output, with escapes for what the alphabet lacks."""
    document(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def choices(found: Mapping[str, str]) -> None:
    """Print what may be asked for, one a line, with what it is."""
    width = max(map(len, found))
    for name, about in found.items():
        print(f"{visible(name):<{width}}  {visible(about)}")


def steps(found: Mapping[str, str]) -> None:
    """Print to standard error the commands that come next, each with what it does where there is room."""
    tell("next:")
    width = max(map(columns, found))
    has_room = not is_rich(sys.stderr) or width + max(map(columns, found.values())) + 6 <= breadth()
    for command, about in found.items():
        blank = " " * (width - columns(command))
        said = f"{blank}  {painted(f'# {about}', '2', sys.stderr)}" if has_room else ""
        tell(f"  {painted(visible(command), '1', sys.stderr)}{said}")


def differences(found: Sequence[str], stream: TextIO | None = None) -> None:
    """Print unified diffs, to standard output unless told: what goes in red, what comes in green."""
    to = stream or sys.stdout
    for line in "".join(found).splitlines():
        code = "1" if line[:4] in ("--- ", "+++ ") else {"-": "31", "+": "32", "@": "36"}.get(line[:1], "")
        print(painted(printable(line, to), code, to), file=to)


def mended(fixes: int, files: Sequence[str]) -> None:
    """Print how much was mended, and where."""
    if not fixes:
        tell("nothing can be mended by the program")
        return
    tell(f"{counted(fixes, 'place')} mended in {', '.join(map(visible, files))}")


def tell(text: str, end: str = "\n") -> None:
    """Print a line of the program's own to standard error, which may be gone."""
    try:
        print(text, file=sys.stderr, end=end, flush=True)
    except OSError:
        return  # nobody is listening


def is_set(name: str) -> bool:
    """Return whether a variable of the environment says yes."""
    return os.environ.get(name, "").casefold() not in _FALSE


def is_rich(stream: TextIO) -> bool:
    """Return whether a stream is a person's terminal that may be coloured."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") in (None, "", "dumb") or is_set("CI")
    return stream.isatty() and not is_plain


def painted(text: str, code: str, stream: TextIO) -> str:
    """Return a text in a colour where the stream shows colours; ``code`` is the number of ECMA-48."""
    return f"\x1b[{code}m{text}\x1b[0m" if code and is_rich(stream) else text


def breadth() -> int:
    """Return how many columns the terminal has."""
    import shutil

    return shutil.get_terminal_size().columns


def printable(text: str, stream: TextIO) -> str:
    """Return a text as the stream's alphabet shows it: with escapes for what it lacks."""
    alphabet = stream.encoding or "utf-8"
    return visible(text).encode(alphabet, "backslashreplace").decode(alphabet)
