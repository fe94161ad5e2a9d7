"""What the worker tells the browsers, message by message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from psr_report.errors import ReportError
from psr_report.serving import desk as working
from psr_report.serving.board import Board
from psr_report.serving.desk import Asked, Desk, Look, Saved
from psr_report.serving.warm import Warm
from tests.desk import LISTS, MONTH, write, yaml

PAGE = "/view/html/sample-report-2025-11.html"


class Room:
    """A newsroom on the disk with a desk that works on it."""

    def __init__(self, folder: Path, warm: Warm) -> None:
        self.folder = folder
        self.board = Board()
        self.inbox: Any = SimpleQueue()
        self.desk = Desk(warm, self.board, self.inbox)
        self._listening = self.board.listening()
        self._heard: Any = self._listening.__enter__()

    def save(self, name: str, text: str | None) -> None:
        """Write a file, or delete it, and have the desk work on the change."""
        path = self.folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        self.inbox.put(Saved(0.0))
        self.desk.work()

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        """Return what was said since the last time."""
        found = []
        while not self._heard.empty():
            event, data = self._heard.get().decode().removeprefix("event: ").split("\ndata: ", 1)
            found.append((event, json.loads(data)))
        return found

    def page(self) -> str:
        page = self.board.page(PAGE)
        return page.data.decode() if page else ""

    def look(self, edition: str) -> tuple[int, Look | None]:
        answer: Future[tuple[int, Look | None]] = Future()
        self.inbox.put(Asked(edition, answer))
        self.desk.work()
        return answer.result(0)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(working, "SETTLING", 0.0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")  # 1 December 2025
    write(tmp_path, {"2025-11/story.yaml": yaml("A first headline.")})
    with Warm(tmp_path, MONTH) as warm:
        yield Room(tmp_path, warm)


def test_the_page_is_told_before_the_rules_are_asked(room: Room) -> None:
    room.desk.show(0.0)
    ((event, data),) = room.told()
    assert (event, data["number"], data["name"], data["title"]) == (
        "page",
        1,
        "Sample Report",
        "November 2025",
    )
    assert [each["address"] for each in data["files"]] == [PAGE]
    assert "A first headline" in room.page()
    room.desk.ask_rules()
    ((event, data),) = room.told()
    assert (event, data["complete"], data["stale"]) == ("problems", True, False)
    assert [one["rule"] for one in data["problems"]] == ["headline-length"]


def test_a_saved_story_is_rendered_and_nothing_else_of_the_page_changes(room: Room) -> None:
    room.desk.show(0.0)
    before = room.page()
    room.save("2025-11/story.yaml", yaml("A second headline."))
    assert room.page() == before.replace("A first headline.", "A second headline.")
    assert [(event, data["number"]) for event, data in room.told() if event == "page"] == [
        ("page", 1),
        ("page", 2),
    ]


def test_what_cannot_be_read_is_told_and_the_last_good_page_stays(room: Room) -> None:
    room.desk.show(0.0)
    room.told()
    room.save("2025-11/story.yaml", yaml("A second headline").replace("topic:", "topics:"))
    room.desk.ask_rules()
    events = room.told()
    assert [event for event, _ in events] == ["problems", "problems"]
    _, first = events[0]
    assert (first["stale"], first["complete"], first["number"]) == (True, False, 1)
    wrong = [(one["file"].rpartition("/")[2], one["line"], one["rule"]) for one in first["problems"]]
    assert wrong == [("story.yaml", 1, "key-missing"), ("story.yaml", 2, "key-unknown")]
    assert events[1][1]["complete"]
    assert "A first headline" in room.page()
    room.save("2025-11/story.yaml", yaml("A third headline"))
    event, data = room.told()[-1]
    assert (event, data["number"]) == ("page", 2)
    assert "A third headline" in room.page()


def test_a_file_that_an_editor_was_still_writing_makes_no_error(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "SETTLING", 30.0)
    room.desk.show(0.0)
    room.told()
    (room.folder / "2025-11/story.yaml").write_text("headline: A sec", "utf-8")
    saves = iter([yaml("A second headline")])
    read = room.desk._warm.read

    def reading() -> Any:
        found = read()
        for text in saves:  # the rest comes while the first part is being read
            (room.folder / "2025-11/story.yaml").write_text(text, "utf-8")
            room.inbox.put(Saved(0.0))
        return found

    monkeypatch.setattr(room.desk._warm, "read", reading)
    room.desk.show(0.0)
    assert [event for event, _ in room.told()] == ["page"]
    assert "A second headline" in room.page()


def test_saves_that_wait_are_read_together(room: Room) -> None:
    room.desk.show(0.0)
    for _ in range(5):
        room.inbox.put(Saved(0.0))
    room.desk.work()
    assert [data["number"] for event, data in room.told() if event == "page"] == [1, 2]
    assert room.inbox.empty()


def test_new_and_deleted_stories_come_and_go(room: Room) -> None:
    room.desk.show(0.0)
    room.save("2025-11/other.yaml", yaml("Another headline"))
    assert "Another headline" in room.page()
    room.save("2025-11/other.yaml", None)
    assert "Another headline" not in room.page()


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("report.yaml", LISTS["report.yaml"].replace("Sample House", "Other House"), "Other House"),
        ("topics.yaml", LISTS["topics.yaml"].replace("Batteries", "Cells and packs"), "Cells and packs"),
        ("2025-11/issue.yaml", "letter: A letter to you, and more.\n", "A letter to you, and"),
        ("templates/html/filters.html.j2", "<p>Mine</p>\n", "<p>Mine</p>"),
        ("templates/html/web.css", "p { color: #123456 }\n", "p { color: #123456 }"),
    ],
)
def test_lists_plans_and_templates_change_the_page_too(room: Room, name: str, text: str, shown: str) -> None:
    room.desk.show(0.0)
    assert shown not in room.page()
    room.save(name, text)
    assert shown in room.page()


def test_a_newsrooms_own_template_is_asked_for_every_story_each_time(room: Room) -> None:
    own = "<p>{{ issue.title }} {{ issue.number }}</p>"
    room.save("templates/html/story.html.j2", own)
    room.save("2025-11/issue.yaml", "number: 12\n")
    assert "<p>November 2025 12</p>" in room.page()


def test_a_fault_in_a_template_is_told_with_its_file_and_line(room: Room) -> None:
    room.desk.show(0.0)
    room.save("templates/html/filters.html.j2", "<p>\n{{ nothing.at_all }}\n")
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert data["stale"]
    problem = data["problems"][0]
    assert problem["file"].endswith("templates/html/filters.html.j2")
    assert (problem["severity"], problem["line"]) == ("error", 2)
    room.save("templates/html/filters.html.j2", None)
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert (data["stale"], [one["rule"] for one in data["problems"]]) == (False, ["headline-length"])


def test_drafts_are_shown_marked_and_counted(room: Room) -> None:
    room.save("2025-11/draft.yaml", yaml("A draft", "status: draft"))
    assert "not released for publication" in room.page()
    (page,) = (data for event, data in room.told() if event == "page")
    assert page["drafts"] == 1
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert data["notices"] == ["draft is a draft: build leaves it out"]


def test_a_story_under_embargo_is_nowhere_until_its_time_has_come(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.save("2025-11/secret.yaml", yaml("A secret", "embargo: 2025-12-02T09:00+00:00"))
    assert "secret" not in room.page().casefold()
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert data["notices"] == ["secret is under embargo until 2025-12-02 09:00+00:00 and left out"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764755200")  # 3 December 2025
    room.desk.work()  # nobody saves anything
    assert "A secret" in room.page()


def test_an_issue_without_a_story_says_so_and_shows_what_was_there(room: Room) -> None:
    room.desk.show(0.0)
    room.save("2025-11/story.yaml", None)
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert data["problems"][0]["message"] == "2025-11 has no story any more"
    assert "A first headline" in room.page()


def test_a_newsroom_that_cannot_be_read_from_the_start_shows_a_page_when_it_is_mended(room: Room) -> None:
    (room.folder / "report.yaml").write_text("nam: x\n", "utf-8")
    room.desk.show(0.0)
    _, data = room.told()[-1]
    assert (data["number"], data["stale"], bool(data["problems"])) == (0, True, True)
    assert room.look("announcement") == (0, None)
    room.save("report.yaml", LISTS["report.yaml"])
    assert "A first headline" in room.page()


def test_what_is_set_aside_or_only_information_is_not_counted(room: Room) -> None:
    room.save("2025-11/story.yaml", yaml("A headline.", "ignore: {headline-length: it is a sentence}"))
    room.desk.ask_rules()
    _, data = room.told()[-1]
    assert data["problems"] == []


def test_an_edition_is_rendered_once_for_what_is_shown_and_anew_after_a_save(room: Room) -> None:
    room.desk.show(0.0)
    number, look = room.look("announcement")
    again = room.look("announcement")
    assert (number, again) == (1, (1, look))
    room.save("2025-11/story.yaml", yaml("A second headline", "announce: words of its own"))
    number, look = room.look("announcement")
    assert number == 2
    assert look is not None
    assert b"words of its own" in look.outputs()[0].data


def test_an_edition_that_cannot_be_rendered_raises_for_everybody_who_looks(room: Room) -> None:
    room.save("templates/announcement/announcement.md.j2", "{{ nothing.at_all }}")
    room.save("2025-11/story.yaml", yaml("A headline", "announce: some words"))
    _, look = room.look("announcement")
    assert look is not None
    for _ in range(2):
        with pytest.raises(ReportError, match=r"announcement\.md\.j2"):
            look.outputs()


def test_control_characters_in_a_message_are_spelled_out(room: Room) -> None:
    room.save("2025-11/story.yaml", yaml("A headline").replace("topic: batteries", 'topic: "a\\u202eb"'))
    _, data = room.told()[-1]
    assert "\u202e" not in json.dumps(data, ensure_ascii=False)


def test_garbage_is_collected_now_and_then_also_while_nothing_can_be_shown(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    monkeypatch.setattr(working, "COLLECT", 3)
    monkeypatch.setattr(working.gc, "collect", lambda: collected.append(1))
    room.save("2025-11/story.yaml", "headline: [")
    for _ in range(7):
        room.desk.ask_rules()
    assert len(collected) == 2
