"""Fixes to changed YAML: only the characters that are wrong, and nothing that the file means besides them.

A library that loads and dumps YAML lays out anew what it does not keep: a long value on two lines, lists
indented in another way. Here the text is edited where the fix says, then read again and held against what it
was: every key and value must stand where the edits alone have moved it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from psr_report.errors import Fix
from psr_report.inspection import Inspection, inspect
from psr_report.mended import Mended
from psr_report.read import tree

_ROUNDS = 4  # a fix in the words of a fix in the words of a fix: more would be a rule that never rests


@dataclass(frozen=True, slots=True)
class Mending:
    """What fixes make of an issue: the files that change, and what is to be said of it before and after."""

    files: tuple[Mended, ...]
    before: Inspection
    after: Inspection

    @property
    def fixes(self) -> int:
        """How many fixes are made in all."""
        return sum(each.fixes for each in self.files)


def mend(
    folder: Path, month: str, now: datetime | None = None, rules: Collection[str] | None = None
) -> Mending:
    """Return what the fixes of the rules make of the issue of ``month``; no file is written.

    One fix may bring another to light, so it is looked at again until nothing is left that can be mended.
    """
    before = after = inspect(folder, month, now, rules)
    files: dict[str, Mended] = {}
    for _ in range(_ROUNDS):
        documents = after.newsroom.files()
        made = [each for one in documents if (each := mended(one, _fixes(after, one.file)))]
        if not made:
            break
        for each in made:
            first = files.get(each.file)
            files[each.file] = (
                replace(each, before=first.before, fixes=first.fixes + each.fixes) if first else each
            )
        texts = {each.file: each.after for each in files.values()}
        after = inspect(folder, month, now, rules, texts=texts)
    return Mending(tuple(sorted(files.values(), key=lambda each: each.file)), before, after)


def _fixes(inspection: Inspection, file: str) -> list[Fix]:
    found = (problem.fix for problem in inspection.problems)
    return [fix for fix in found if fix is not None and fix.file == file]


def mended(document: tree.Document, fixes: Iterable[Fix]) -> Mended | None:
    """Return the file with the fixes made in it; None when none can be.

    Of fixes that overlap the first is made: a second run finds what is left. A fix after which the file would
    no longer say the same but for the words in question is left out.
    """
    chosen = _apart(fixes)
    if not _keeps(document, chosen):
        kept: list[Fix] = []
        for fix in chosen:
            if _keeps(document, [*kept, fix]):
                kept.append(fix)
        chosen = kept
    if not chosen:
        return None
    return Mended(document.file, document.text, _edited(document.text, chosen), len(chosen))


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the fixes in order, without those that overlap one before them and without repetitions."""
    chosen: list[Fix] = []
    for fix in sorted(set(fixes)):
        before = chosen[-1] if chosen else None
        if before is None or (fix.start >= before.end and (fix.start, fix.end) != (before.start, before.end)):
            chosen.append(fix)
    return chosen


def _edited(text: str, fixes: Sequence[Fix]) -> str:
    pieces, at = [], 0
    for fix in fixes:
        pieces += [text[at : fix.start], fix.text]
        at = fix.end
    return "".join([*pieces, text[at:]])


def _keeps(document: tree.Document, fixes: Sequence[Fix]) -> bool:
    """Return whether the edited file has the same keys and values, moved and changed by the edits alone."""
    after, problems = tree.load(_edited(document.text, fixes).encode(), document.file)
    if problems or after.root is None or document.root is None:
        return False
    old, new = list(tree.scalars(document.root)), list(tree.scalars(after.root))
    if len(old) != len(new) or list(_keys(document.root)) != list(_keys(after.root)):
        return False
    return all(_is_moved(one, other, fixes) for one, other in zip(old, new, strict=True))


def _keys(node: tree.Node) -> Iterator[str]:
    if isinstance(node, tree.Table):
        for name, (_, value) in node.entries.items():
            yield name
            yield from _keys(value)
    elif isinstance(node, tree.Items):
        for item in node.items:
            yield from _keys(item)


def _is_moved(one: tree.Scalar, other: tree.Scalar, fixes: Sequence[Fix]) -> bool:
    """Return whether a value stands where the edits have moved it, changed by no others than its own."""
    inside = [fix for fix in fixes if _is_inside(fix, one)]
    start = one.start + sum(map(_growth, (fix for fix in fixes if fix.end <= one.start)))
    end = start + one.end - one.start + sum(map(_growth, inside))
    is_same = one.value == other.value or bool(inside)
    return is_same and (other.start, other.end, other.style) == (start, end, one.style)


def _is_inside(fix: Fix, scalar: tree.Scalar) -> bool:
    """Return whether a fix changes a value; what is put in right behind it counts as a part of it."""
    if fix.start == fix.end:
        return scalar.start < fix.start <= scalar.end
    return scalar.start < fix.end and fix.start < scalar.end


def _growth(fix: Fix) -> int:
    return len(fix.text) - (fix.end - fix.start)
