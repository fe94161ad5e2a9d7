"""An issue as it will read, at a terminal: in a pager where there is one to turn pages for, else printed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from psr_report import proof as proofs
from psr_report.errors import ContentError, Problem, ReportError, UsageError
from psr_report.proof import Entry, Proof
from psr_report.terminal import breadth, is_rich, is_set, links, pager, pages, result
from psr_report.terminal.complaints import complaints, said
from psr_report.terminal.cover import cover
from psr_report.terminal.paint import is_small_alphabet, painter
from psr_report.terminal.setting import Line, Setting, blocks, fill, indented
from psr_report.terminal.story import entry
from psr_report.terminal.watching import Saves
from psr_report.visible import visible

_PARTED = 2  # empty lines between two stories


def show(found: Proof, width: int | None = None, *, paged: bool = True) -> None:
    """Print a proof, or show it page by page at a terminal; PAGER names another pager than the own one."""
    paint = painter(sys.stdout, found.issue.report.colours)
    own = _own_pager() if paged else None
    setting = _setting(width or breadth(), follows=own is None)
    sheet = lay(setting, found)
    if not (paged and _turns_pages()) or len(sheet.lines) < pager.size(sys.stdout)[1]:
        result(_joined([paint(line) for line in sheet.lines]))
    elif own is not None:
        _give([paint(line) for line in sheet.lines], own)
    else:
        pager.page(lambda room: lay(_setting(width or room), found), paint)


def watch(load: Callable[[], Proof], folder: Path, width: int | None = None) -> None:
    """Show a proof in the pager and anew at each save in ``folder``; what cannot be read stays as it was.

    Raises UsageError where there is no terminal to redraw, RenderError when the system does not let it watch.
    """
    if not _turns_pages():
        raise UsageError(
            "--watch needs a terminal that it can redraw", "leave it out, or call it at a terminal"
        )
    with Saves(folder) as saves:
        state = _Watched(load)
        colours = state.proof.issue.report.colours if state.proof else {}
        pager.page(
            lambda room: state.lay(_setting(width or room)), painter(sys.stdout, colours), saves, state.renew
        )


class _Watched:
    """The last proof that could be made, and what was wrong since."""

    def __init__(self, load: Callable[[], Proof]) -> None:
        self._load = load
        self.proof: Proof | None = None
        self._problems: Sequence[Problem] = ()
        try:
            self.proof = load()
        except ContentError as error:
            self._problems = error.problems

    def renew(self) -> str:
        """Read all again; return what to tell of it in the status line."""
        try:
            now = self._load()
        except ContentError as error:
            self._problems = error.problems
            self.proof = proofs.broken(self.proof, error.problems) if self.proof else None
            return f"saved: {said(error.problems)}"
        except ReportError as error:
            return visible(str(error))
        self.proof = proofs.kept(now, self.proof) if self.proof else now
        return f"saved: {pages.counts(self.proof)}"

    def lay(self, setting: Setting) -> pager.Sheet:
        """Return what there is to show."""
        if self.proof is not None:
            return lay(setting, self.proof)
        told = fill([setting.text("Nothing can be read yet; what is wrong:", "bold")], setting.measure)
        lines = blocks(told, complaints(setting, self._problems, setting.measure))
        return pager.Sheet(tuple(indented(lines, setting.margin)), (), said(self._problems))


def lay(setting: Setting, found: Proof) -> pager.Sheet:
    """Return a proof as the lines of a screen, with the places of its parts."""
    lines: list[Line] = []
    marks: list[tuple[int, str]] = []
    for name, part in _parts(setting, found):
        if not part:
            continue
        lines += [()] * (_PARTED if lines else 1)
        marks.append((len(lines), name))
        lines += indented(part, setting.margin)
    told = setting.text(f"{found.article or found.issue.title}: {pages.counts(found)}")
    return pager.Sheet((*lines, ()), tuple(marks), told.text)


def _parts(setting: Setting, found: Proof) -> Iterator[tuple[str, list[Line]]]:
    """Yield the parts in their order; of one article asked for, nothing else is laid out."""
    if found.article is None:
        yield from _front(setting, found)
    for section, one in _sectioned(found):
        if found.article in (None, one.slug):
            yield one.slug, entry(setting, one, found.issue, section)
    if found.article is None:
        for part in (pages.tracker, pages.watch, pages.corrections, pages.glossary):
            yield part.__name__, part(setting, found.issue)
    yield "closing", pages.closing(setting, found)


def _front(setting: Setting, found: Proof) -> Iterator[tuple[str, list[Line]]]:
    notes = [
        line
        for note in found.notes
        for line in fill([setting.text(f"{note[:1].upper()}{note[1:]}.", "muted")], setting.measure)
    ]
    yield "general", blocks(complaints(setting, found.general, setting.measure), notes)
    yield "cover", cover(setting, found.issue)
    yield "contents", pages.opening(setting, found)
    for part in (pages.dashboard, pages.letter):
        yield part.__name__, part(setting, found.issue)


def _sectioned(found: Proof) -> Iterator[tuple[str, Entry]]:
    for section, entries in found.sections:
        yield from ((section, one) for one in entries)
    yield from (("", one) for one in found.unlisted)


def _setting(width: int, *, follows: bool = True) -> Setting:
    return Setting(
        width,
        is_ascii=is_small_alphabet(sys.stdout),
        is_coloured=is_rich(sys.stdout),
        has_links=follows and links.follows(sys.stdout),
    )


def _turns_pages() -> bool:
    can = sys.stdout.isatty() and os.environ.get("TERM") not in (None, "", "dumb") and not is_set("CI")
    return can and (sys.stdin.isatty() or _has_keyboard())


def _has_keyboard() -> bool:
    """Return whether there is a terminal to press keys at, though standard input is something else."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _own_pager() -> list[str] | None:
    """Return the command of the pager that PAGER names and this machine has."""
    try:
        words = shlex.split(os.environ.get("PAGER", ""))
    except ValueError:
        return None
    return words if words and shutil.which(words[0]) else None


def _give(lines: Sequence[str], command: Sequence[str]) -> None:
    """Give the text to somebody else's pager; to leave it early is no failure."""
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as running:
        assert running.stdin is not None
        try:
            running.stdin.write(_joined(lines).encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
            running.stdin.close()
        except BrokenPipeError:
            pass
