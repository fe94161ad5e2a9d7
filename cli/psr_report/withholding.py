"""What keeps an issue from readers: `build --release` refuses for it, `status` says it beforehand."""

from __future__ import annotations

TYPE_CHECKING = False  # what type checkers look for; a build with nothing to do imports this too
if TYPE_CHECKING:
    from psr_report.read.newsroom import Story
    from psr_report.selection import Selection


def drafts(chosen: Selection) -> list[Story]:
    """Return the stories of an issue that are not approved, whether it prints them or not."""
    left_out = [story for story, reason in chosen.left_out if reason == "draft"]
    return left_out + [story for story in chosen.stories if story.article.status == "draft"]


def embargoes(chosen: Selection) -> list[Story]:
    """Return the stories of an issue whose moment has not come."""
    return [story for story, reason in chosen.left_out if reason == "embargoed"]


def reasons(chosen: Selection) -> tuple[list[str], list[str]]:
    """Return why an issue cannot be released, and the ways out; nothing where nothing is in its way."""
    waiting, early = drafts(chosen), embargoes(chosen)
    said = [f"{story.slug} is a draft" for story in waiting]
    said += [f"{story.slug} is {embargoed(story)}" for story in early]
    ways = ["finish what is a draft and set its status to ready"] if waiting else []
    ways += ["wait for the embargo to end"] if early else []
    return said, ways


def left_out(chosen: Selection) -> list[str]:
    """Return why each of the stories is left out that a person may be missing."""
    said = []
    for story, reason in chosen.left_out:
        if reason == "draft":
            said.append(f"{story.slug} is a draft and left out; --drafts prints it")
        elif reason == "embargoed":
            said.append(f"{story.slug} is {embargoed(story)} and left out")
    return said + unsaid(chosen)


def unsaid(chosen: Selection) -> list[str]:
    """Return what of the plan is left out because it may speak of a story under embargo."""
    return [f"{part} left out while a story is under embargo" for part in chosen.unsaid]


def embargoed(story: Story) -> str:
    """Return "under embargo until …" for a story with an embargo."""
    return f"under embargo until {until(story)}"


def until(story: Story) -> str:
    """Return the moment at which a story's embargo ends, as its file gives the zone; empty without one."""
    return story.article.embargo.isoformat(" ", "minutes") if story.article.embargo else ""
