"""Problems as GitHub shows them beside the lines of YAML: the workflow commands of GitHub Actions.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from psr_report.errors import Problem, Severity
from psr_report.formats import in_workspace
from psr_report.visible import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from psr_report.inspection import Inspection

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(inspection: Inspection) -> str:
    """Return an annotation a line, one for each problem."""
    return "".join(f"{annotation(problem)}\n" for problem in inspection.problems)


def annotation(problem: Problem) -> str:
    """Return a problem as an annotation at its words; the log shows the place, which it would hide."""
    place = problem.place
    where = {
        "file": visible(in_workspace(place.file)),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + problem.width),
        "title": problem.rule,
    }
    said = f"{visible(str(place))}: {visible(problem.message)} [{problem.rule}]"
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    return f"::{_LEVELS[problem.severity]} {properties}::{_data(_with_hint(said, problem.hint))}"


def command(level: str, text: str, hint: str | None = None) -> str:
    """Return something that has no place as an annotation of the whole run."""
    return f"::{level}::{_data(_with_hint(visible(text), hint))}"


def _with_hint(text: str, hint: str | None) -> str:
    return f"{text}\nhint: {visible(hint)}" if hint else text


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
