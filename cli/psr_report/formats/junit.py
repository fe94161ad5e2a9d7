"""Problems as the test report that CI servers show: one case for each file and rule.

A case passes where the rule objects to nothing, fails with what it objects to, is skipped where the file sets
it aside or was too broken to ask it, and is in error where the rule itself broke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from psr_report.errors import INTERNAL, Problem, Severity
from psr_report.inspection import Checked, Inspection
from psr_report.read.months import spoken
from psr_report.visible import visible

READ = "read"
"""The case that a file passes when reading objects to nothing in it."""

_NO_XML = re.compile("[\ufffe\uffff]")


def report(inspection: Inspection) -> str:
    """Return one suite for the issue; nothing in it depends on when or how fast it was checked."""
    suite = ET.Element("testsuite", name=spoken(inspection.month))
    suite.extend(_Cases(inspection).all())
    counts = {
        "tests": len(suite),
        "failures": len(suite.findall("testcase/failure")),
        "errors": len(suite.findall("testcase/error")),
        "skipped": len(suite.findall("testcase/skipped")),
    }
    numbers = {name: str(count) for name, count in counts.items()}
    suite.attrib.update(numbers)
    suites = ET.Element("testsuites", {"name": "psr-report check", **numbers})
    suites.append(suite)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


class _Cases:
    """The cases of an issue: of its lists first, then of each story."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._found: dict[str, dict[str, list[Problem]]] = {}
        for problem in inspection.problems:
            by_rule = self._found.setdefault(problem.place.file, {})
            by_rule.setdefault(problem.broke or problem.rule, []).append(problem)
        stories = {story.file for story in inspection.stories}
        # A rule that breaks on the issue as a whole may have looked at no story yet.
        self._broken = {
            one.broke for one in inspection.problems if one.broke and one.place.file not in stories
        }

    def all(self) -> Iterator[ET.Element]:
        files = [*self._inspection.lists, *(story.file for story in self._inspection.stories)]
        others = sorted(self._found.keys() - set(files))
        for file in (*self._inspection.lists, *others):
            yield from self._of_file(file, ())
        for story in self._inspection.stories:
            yield from self._of_file(story.file, self._inspection.rules, story)

    def _of_file(self, file: str, rules: Sequence[str], story: Checked | None = None) -> Iterator[ET.Element]:
        found = self._found.get(file, {})
        while_reading = [name for name in found if name not in self._inspection.rules]
        if not while_reading:
            yield _case(file, READ)
        for name in sorted({*while_reading, *found, *rules}):
            case = _case(file, name)
            if name in found:
                _judge(case, found[name])
            elif story is not None and name in story.unasked:
                _skip(case, "not asked: the file could not be read as a whole")
            elif name in self._broken:
                _skip(case, "not known: the rule broke")
            yield case


def _case(file: str, name: str) -> ET.Element:
    return ET.Element("testcase", classname=_clean(file), name=_clean(name))


def _judge(case: ET.Element, found: Sequence[Problem]) -> None:
    """Add to a case what its problems come to; a mere information says itself and fails nothing."""
    broken = [problem for problem in found if problem.rule == INTERNAL]
    failing = [problem for problem in found if problem.severity is not Severity.INFO]
    aside = [problem for problem in found if problem.aside is not None]
    if failing:
        tag = "error" if broken else "failure"
        told = broken or failing
        element = ET.SubElement(case, tag, message=_clean(told[0].message), type=told[0].severity.value)
        element.text = "\n".join(_lines(failing))
    elif aside:
        _skip(case, "; ".join(dict.fromkeys(problem.aside or "" for problem in aside)))
    notes = [problem for problem in found if problem.severity is Severity.INFO]
    if notes:
        ET.SubElement(case, "system-out").text = "\n".join(_lines(notes))


def _skip(case: ET.Element, reason: str) -> None:
    ET.SubElement(case, "skipped", message=_clean(reason))


def _lines(found: Sequence[Problem]) -> Iterator[str]:
    for problem in found:
        yield _clean(f"{problem.place}: {problem.severity}: {problem.message} [{problem.rule}]")
        if problem.hint:
            yield f"  hint: {_clean(problem.hint)}"


def _clean(text: str) -> str:
    """Return a text on one line, without characters that XML or a terminal would trip over."""
    return _NO_XML.sub("\ufffd", visible(text))
