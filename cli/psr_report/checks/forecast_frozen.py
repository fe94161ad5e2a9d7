"""A published forecast keeps its words.

A forecast is worth something because nobody can improve it afterwards. Once an issue is published, what its
forecasts say, who says it, the value and the date stay as readers saw them; `forecasts.lock` in the month's
folder keeps the words. `psr-report build --release` writes it when the publishing date has come (without one,
from the first of the month on), `psr-report forecasts freeze` at any time after. It belongs under version
control, with the issue. Outcomes, sources and the order of forecasts may change, and forecasts may be added.

A slip of the pen is put right where readers see it: a correction of the story whose `was:` gives the words as
published, and whose `now:` gives those that stand in their place. For a forecast that should not have been
there, `was:` is its statement.

Fails:

    # 2025-11/forecasts.lock
    published: 2025-11-05
    forecasts:
      - article: story
        id: bmi-2026
        statement: Electric share of new trucks
        by: BMI
        value: nearly 46%
        due: 2026
    # 2025-11/story.yaml
    forecasts:
      - {statement: Electric share of new trucks, by: BMI, value: nearly 64%, due: 2026, source: desk}

Passes:

    # 2025-11/forecasts.lock
    published: 2025-11-05
    forecasts:
      - article: story
        id: bmi-2026
        statement: Electric share of new trucks
        by: BMI
        value: nearly 46%
        due: 2026
    # 2025-11/story.yaml
    forecasts:
      - {statement: Electric share of new trucks, by: BMI, value: nearly 64%, due: 2026, source: desk}
    corrections:
      - {date: 2025-11-12, was: nearly 46%, now: nearly 64%, reason: Two digits had changed places.}
"""

from __future__ import annotations

from collections.abc import Iterator

from psr_report import published
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.lock import Frozen
from psr_report.published import Changed
from psr_report.read.months import spoken
from psr_report.read.newsroom import Folder

SEVERITY = Severity.ERROR
LOOKS_BACK = True

_OTHERS = {"statement": "its words", "by": "its forecaster", "value": "its value", "due": "its date"}


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield an error for each published forecast, of earlier issues too, that reads otherwise now."""
    for folder in desk.room.folders.values():
        if folder.published is None:
            continue
        for change in published.changed(folder.published, folder.stories):
            if not _is_lost(folder, change):
                yield from _told(folder, change)


def _is_lost(folder: Folder, change: Changed) -> bool:
    """Return whether what a story forecasts now cannot be known, because its file has mistakes there."""
    story = folder.stories.get(change.was.article)
    if story is None:
        return change.was.article in folder.unreadable
    return bool(story.dropped & {"forecasts", "corrections", "sources"})


def _told(folder: Folder, change: Changed) -> Iterator[Problem]:
    issue, made = f"the issue of {spoken(folder.month)}", change.now
    if made is None:
        message = f"{issue} published a forecast that is gone: {change.was.statement}"
        hint = f"put it back in {change.was.article}.yaml as it was: {_words(change.was)}"
        story = folder.stories.get(change.was.article)
        place = story.place("forecasts") if story else None
        if place is None and folder.lock is not None:
            place = folder.lock.place(("forecasts", change.number))
        yield Problem("forecast-frozen", SEVERITY, place or folder.place(), message, hint)
        return
    for key in change.keys:
        before = getattr(change.was, key) or "nothing"
        after = getattr(published.frozen(made), key) or "nothing"
        message = f'{issue} published this forecast with {_OTHERS[key]} as "{before}", not "{after}"'
        hint = "put it back, or tell readers with a correction whose was: and now: give both wordings"
        if key != "statement":
            entry = f"{{date: …, was: {before}, now: {after}, reason: …}}"
            hint = f"put it back, or correct it for readers: corrections: - {entry}"
            hint += f". As published: {_words(change.was)}"
        yield Problem("forecast-frozen", SEVERITY, made.place(key), message, hint)


def _words(was: Frozen) -> str:
    said = ((key, getattr(was, key)) for key in published.WORDS)
    return "; ".join(f"{key}: {value}" for key, value in said if value)
