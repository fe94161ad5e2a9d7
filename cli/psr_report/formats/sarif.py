"""Problems as SARIF 2.1.0, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from psr_report import __version__, checks
from psr_report.checks import pages
from psr_report.checks.reading import READING
from psr_report.checks.rule import Rule
from psr_report.errors import INTERNAL, Fix, Place, Problem, Severity
from psr_report.formats import in_workspace
from psr_report.formats.json_rows import dumped
from psr_report.inspection import Inspection

Json: TypeAlias = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(inspection: Inspection) -> str:
    """Return the log of one run, in which every rule that was held to the files has its page."""
    found = [problem for problem in inspection.problems if problem.rule != INTERNAL]
    broken = [problem for problem in inspection.problems if problem.rule == INTERNAL]
    names = sorted({*inspection.rules, *READING, *(problem.rule for problem in found)})
    index = {name: number for number, name in enumerate(names)}
    driver = {"name": "psr-report", "version": __version__, "rules": [_rule(name) for name in names]}
    invocation: Json = {"executionSuccessful": not broken}
    if broken:
        invocation["toolExecutionNotifications"] = [_notification(problem) for problem in broken]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": [_result(problem, index) for problem in found],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str) -> Json:
    rule = checks.EVERY.get(name)
    return {"id": name} if rule is None else {"id": name, **_page(rule)}


def _page(rule: Rule) -> Json:
    page = pages.page(rule.page)
    why = next((part.text for part in page.parts if part.kind == "text"), page.says)
    return {
        "shortDescription": {"text": page.says},
        "fullDescription": {"text": why},
        "help": {"text": inspect.cleandoc(rule.page), "markdown": pages.markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, index: Mapping[str, int]) -> Json:
    result: Json = {
        "ruleId": problem.rule,
        "ruleIndex": index[problem.rule],
        "level": _LEVELS[problem.severity],
        "message": {"text": _message(problem)},
        "locations": [_location(problem)],
        "suppressions": [],
    }
    if problem.aside is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": problem.aside}]
    if problem.fix is not None:
        result["fixes"] = [_fix(problem.fix, problem.hint)]
    return result


def _notification(problem: Problem) -> Json:
    return {
        "level": "error",
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(problem.place.file)}}],
    }


def _message(problem: Problem) -> str:
    return f"{problem.message}\n{problem.hint}" if problem.hint else problem.message


def _location(problem: Problem) -> Json:
    place: Place = problem.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + problem.width}
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}


def _artifact(file: str) -> Json:
    """Return a file's address: relative to the checkout or the current folder where it lies below it."""
    path = in_workspace(file)
    address = quote(path.encode("utf-8", "replace"), safe="/")
    return {"uri": f"file://{address}" if path.startswith("/") else address}


def _fix(fix: Fix, hint: str | None) -> Json:
    region = {"charOffset": fix.start, "charLength": fix.end - fix.start}
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.file), "replacements": [replacement]}
    described = {"description": {"text": hint}} if hint else {}
    return {**described, "artifactChanges": [change]}
