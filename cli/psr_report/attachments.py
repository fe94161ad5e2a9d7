"""What travels inside the PDF: the issue's YAML as typed, and its figures as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psr_report.figures import sheet
from psr_report.figures.rows import in_one_unit, rows
from psr_report.numbering import Numbers
from psr_report.read import tree
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import Selection

_NOTICE = "# Entries on stories that are not in this issue are left out here.\n"


def of(room: Newsroom, month: str, chosen: Selection, numbers: Numbers) -> dict[str, bytes]:
    """Return the files attached to the issue by name: its plan, its printed stories and figures.csv."""
    files = {f"{story.slug}.yaml": story.document.text.encode() for story in chosen.stories}
    plan = room.folders[month].document
    if plan.text:
        files["issue.yaml"] = _plan(plan, chosen).encode()
    files["figures.csv"] = figures(chosen.stories, numbers)
    return dict(sorted(files.items()))


def figures(stories: Sequence[Story], numbers: Numbers) -> bytes:
    """Return the issue's part of the ledger as CSV, in the order printed; see ``figures.sheet``."""
    return sheet.csv(in_one_unit(list(rows(stories, numbers))))


def _plan(plan: tree.Document, chosen: Selection) -> str:
    """Return issue.yaml as typed; when stories are left out, written anew without their entries."""
    if not chosen.left_out or not isinstance(plan.root, tree.Table):
        return plan.text
    import yaml

    typed = {name: value for name, value in tree.plain(plan.root).items() if value is not None}
    kept = _only({story.slug for story in chosen.stories}, typed, chosen.is_embargoed)
    if chosen.withheld:
        kept.pop("announce", None)
    return _NOTICE + yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)


def _only(slugs: set[str], plan: dict[str, Any], is_embargoed: bool) -> dict[str, Any]:
    """Return the plan without what speaks of other stories, or may while one is under embargo."""
    told = slugs if is_embargoed else {None, *slugs}
    kept = dict(plan)
    kept["takeaways"] = [each for each in plan.get("takeaways", ()) if each["article"] in slugs]
    kept["watch"] = [each for each in plan.get("watch", ()) if each.get("article") in told]
    sections = [
        {**each, "articles": [slug for slug in each["articles"] if slug in slugs]}
        for each in plan.get("sections", ())
    ]
    kept["sections"] = [each for each in sections if each["articles"]]
    figure = plan.get("cover", {}).get("figure")
    if figure is not None and figure.partition("/")[0] not in slugs:
        kept["cover"] = None
    if is_embargoed:
        kept["letter"] = None
    return {name: value for name, value in kept.items() if value}
