"""Problems as rows of JSON: ``rule, severity, file, line, column, message, hint``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from psr_report.visible import INVISIBLE

if TYPE_CHECKING:
    from psr_report.inspection import Inspection


def report(inspection: Inspection) -> str:
    """Return a list with a row for each problem, by place."""
    rows = [
        {
            "rule": problem.rule,
            "severity": problem.severity.value,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in inspection.problems
    ]
    return dumped(rows)


def dumped(value: Any) -> str:
    """Return a value as JSON for a person to read, in which nothing hides: such characters are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return INVISIBLE.sub(_escaped, text) + "\n"


def _escaped(match: Any) -> str:
    letter = match[0]
    return letter if letter == "\n" else json.dumps(letter)[1:-1]
