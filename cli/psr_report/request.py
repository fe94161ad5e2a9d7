"""What a build is asked for, and what came of it. Light: a build with nothing to do imports no more."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from psr_report import unchanged
from psr_report.editions import EDITIONS
from psr_report.errors import Problem, UsageError
from psr_report.read import discovery, months


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: an issue (YYYY-MM) of a newsroom, in editions, below a folder, at an instant."""

    newsroom: Path
    month: str
    editions: tuple[str, ...]
    output: Path
    now: datetime
    drafts: bool = False
    strict: bool = False
    release: bool = False

    @property
    def folder(self) -> Path:
        """Where the issue's files go."""
        return self.output / self.month

    def inputs(self) -> str:
        """Return the fingerprint of all that can influence the result."""
        options = {name: str(getattr(self, name)) for name in ("drafts", "strict", "release")}
        # A clock that is set by hand can run backwards, to before the end of an embargo.
        options["clock"] = os.environ.get("SOURCE_DATE_EPOCH", "")
        return unchanged.fingerprint(self.newsroom, options)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: files, pages where they have any, problems, notices; or that nothing was to do.

    ``warnings`` counts those of the build that wrote the files, which may be an earlier one.
    """

    paths: tuple[Path, ...]
    pages: Mapping[str, int]
    warnings: int = 0
    problems: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    is_unchanged: bool = False


def requested(
    issue: str | None = None,
    to: Sequence[str] = (),
    output: Path = Path("output"),
    newsroom: str | None = None,
    drafts: bool = False,
    strict: bool = False,
    release: bool = False,
) -> tuple[Request, str | None]:
    """Return the request that a command line makes, and what to tell the person about the issue taken.

    Raises UsageError for a newsroom, an issue or an edition that there is not, and for an output folder among
    the newsroom's own YAML.
    """
    folder, chosen, there = issue_of(newsroom, issue)
    editions = editions_named(to)
    _check_output(output, chosen.month, [folder / month for month in there])
    made = Request(folder, chosen.month, editions, output, months.now(), drafts, strict, release)
    return made, chosen.notice


def issue_of(newsroom: str | None, issue: str | None) -> tuple[Path, months.Chosen, list[str]]:
    """Return the newsroom's folder, the issue meant, and the months that there are.

    Raises UsageError for a newsroom or an issue that there is not.
    """
    folder = discovery.find(newsroom)
    there = months.available(folder)
    return folder, months.choose(issue, there), there


def _check_output(output: Path, month: str, written: Sequence[Path]) -> None:
    try:
        target = (output / month).resolve()
    except OSError:
        return  # it cannot be reached; whoever writes there says why
    for folder in written:
        if target.is_relative_to(folder.resolve()):
            raise UsageError(
                f"the files would go into {discovery.shown(target)}, among what the analysts write",
                "name another folder with --output",
            )


def editions_named(names: Sequence[str]) -> tuple[str, ...]:
    """Return the editions asked for, each once, in the order of the dictionary; all when none is named.

    A name may be several, with commas between them. Raises UsageError for one that there is not.
    """
    asked = [name.strip().casefold() for each in names for name in each.split(",")]
    for name in asked:
        if name not in EDITIONS:
            raise _no_edition(name)
    return tuple(name for name in EDITIONS if not asked or name in asked)


def _no_edition(name: str) -> UsageError:
    import difflib

    near = difflib.get_close_matches(name, list(EDITIONS), n=1)
    there = f"the editions are {', '.join(EDITIONS)}"
    return UsageError(f'"{name}" is not an edition', f"did you mean {near[0]}? {there}" if near else there)


def up_to_date(request: Request, inputs: str) -> Built | None:
    """Return what an earlier build left if that is what a build would write now, else None."""
    paths = unchanged.is_unchanged(request.folder, request.editions, inputs, request.now)
    manifest = unchanged.read_manifest(request.folder) if paths else None
    if paths is None or manifest is None:
        return None
    pages = {name: file["pages"] for name, file in manifest["files"].items() if "pages" in file}
    return Built(tuple(paths), pages, manifest.get("warnings", 0), is_unchanged=True)
