from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report import terminal
from psr_report.errors import Place, Problem, Severity
from psr_report.model import Article
from psr_report.plan import IssuePlan
from psr_report.read import tree
from psr_report.read.newsroom import Folder, Story, newsroom
from psr_report.settings import Report
from tests.read.rooms import ARTICLE, FILES, MONTH, STORY, lines, problems, room, write

ISSUE = "2025-11/issue.yaml"


def test_a_newsroom_is_read_with_its_lists_and_stories(tmp_path: Path) -> None:
    found = room(tmp_path, {ISSUE: "editor: guy-youngs\n", "terms.yaml": "BEV: {definition: A car.}\n"})
    assert found.report.name == "Alternative Power Report"
    assert found.people["guy-youngs"].organisation == "PSR"
    assert list(found.companies) == ["CATL", "BYD"]
    assert found.topics.segments == ("passenger cars",)
    assert found.terms["BEV"].definition == "A car."
    assert found.folders[MONTH].plan.editor == "guy-youngs"
    assert found.folders[MONTH].stories["solid-state"].article.figures["range"].source == "cctv"


def test_only_the_months_up_to_the_one_asked_for_are_read(tmp_path: Path) -> None:
    found = room(tmp_path, {"2025-10/a.yaml": ARTICLE, "2025-12/b.yaml": "[", "drafts/c.yaml": "["})
    assert list(found.folders) == ["2025-10", MONTH]


def test_a_problem_of_an_earlier_month_is_a_warning(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, {"2025-10/a.yaml": "["})
    assert found.severity is Severity.WARNING
    (found,) = problems(tmp_path, {"2025-10/a.yaml": None, STORY: "["} | {"2025-10/a.yaml": ARTICLE})
    assert found.severity is Severity.ERROR


def test_all_problems_of_all_files_come_at_once_and_by_place(tmp_path: Path) -> None:
    changes = {
        "report.yaml": "name: N\ncolours: {ink: red, inq: '#000000'}\nhouse_pairs: [km/foo]\n",
        "people.yaml": "Guy Youngs: {name: Guy, title: T, organisation: O}\n",
        "companies.yaml": "CATL:\n",
        "topics.yaml": "topics:\n  batteries: {nam: B}\nregions: [China]\n",
        "terms.yaml": "[BEV]\n",
        ISSUE: "number: zero\nsections: [{name: N, articles: [solid-state, nothing]}]\n",
        STORY: ARTICLE.replace("region: China", "region: Chine").replace("2025-10", "10/2025"),
        "2025-11/Other Story.yaml": ARTICLE,
    }
    assert lines(tmp_path, changes) == [
        '2025-11/Other Story.yaml:1:1: "Other Story" cannot be the name of a story: it becomes part of web '
        "addresses [file-name]",
        f'{ISSUE}:1:9: "zero" is not a whole number above zero [value-wrong]',
        f'{ISSUE}:2:46: there is no story "nothing" in 2025-11 [article-unknown]',
        f'{STORY}:3:9: region "Chine" is not in topics.yaml [tag-unknown]',
        f'{STORY}:5:7: "10/2025" is not a period [date-wrong]',
        'companies.yaml:1:1: "CATL" has no value [key-missing]',
        'people.yaml:1:1: "Guy Youngs" cannot be a name [value-wrong]',
        'report.yaml:1:1: "publisher" is missing [key-missing]',
        'report.yaml:2:16: "red" is not a colour [value-wrong]',
        'report.yaml:2:21: "inq" is not a role of a colour [key-unknown]',
        'report.yaml:3:15: "km/foo" is not a pair of units [value-wrong]',
        "terms.yaml:1:1: a set of keys belongs here, not a list [value-wrong]",
        'topics.yaml:2:3: "name" of "batteries" is missing [key-missing]',
        'topics.yaml:2:15: "nam" is not a key that belongs here [key-unknown]',
    ]


def test_a_problem_prints_in_the_contracts_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "content"
    folder.mkdir()
    terminal.problems(problems(folder, {STORY: ARTICLE.replace("source: cctv", "source: cctw")}))
    printed = capsys.readouterr().err
    assert (
        'content/2025-11/solid-state.yaml:12:13: error: source "cctw" is not among this story\'s sources '
        "[source-unknown]\n"
        '  hint: did you mean "cctv"?\n'
    ) in printed


def test_a_broken_publication_does_not_hide_what_is_wrong_with_the_stories(tmp_path: Path) -> None:
    changes = {"report.yaml": "name: N\n", STORY: ARTICLE.replace("[CATL]", "[Catl]")}
    reading = newsroom(write(tmp_path, changes), MONTH)
    assert [problem.rule for problem in reading.problems] == ["tag-unknown", "key-missing"]


@pytest.mark.parametrize(
    ("text", "rule"), [(None, "file-unreadable"), ("name: [\n", "yaml-syntax"), ("- a\n", "value-wrong")]
)
def test_another_publication_stands_in_for_one_that_cannot_be_read(
    tmp_path: Path, text: str | None, rule: str
) -> None:
    reading = newsroom(write(tmp_path, {"report.yaml": text}), MONTH)
    assert [problem.rule for problem in reading.problems] == [rule]
    assert reading.newsroom.report == Report(name="unnamed", publisher="unnamed")
    assert list(reading.newsroom.folders[MONTH].stories) == ["solid-state"]
    assert reading.newsroom.damaged == {"report.yaml"}


def test_of_a_publication_with_mistakes_the_rest_holds(tmp_path: Path) -> None:
    text = "name: N\ncolours: {ink: red}\nhouse_pairs: [km/miles]\nrules: {quote_long_words: 30, x: 1}\n"
    report = newsroom(write(tmp_path, {"report.yaml": text}), MONTH).newsroom.report
    assert (report.name, report.publisher, report.house_pairs) == ("N", "unnamed", ("km/miles",))
    assert (report.rules.quote_long_words, report.colours) == (30, {})


def test_of_a_list_with_mistakes_the_other_entries_hold(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | None] = {"companies.yaml": "CATL: {name: CATL}\nBYD: {nam: BYD}\n"}
    read = newsroom(write(tmp_path, changes), MONTH).newsroom
    assert (list(read.companies), read.damaged) == (["CATL"], {"companies.yaml"})


def test_a_newsroom_knows_whether_all_of_it_was_read(tmp_path: Path) -> None:
    whole = newsroom(write(tmp_path), MONTH).newsroom
    assert (whole.is_whole, whole.damaged) == (True, frozenset())
    broken = newsroom(write(tmp_path, {STORY: ARTICLE.replace("[CATL]", "[Catl]")}), MONTH).newsroom
    assert (broken.is_whole, broken.damaged) == (False, frozenset())


# What is kept of a file with mistakes in it


def in_part(folder: Path, more: str = "", old: str = "", new: str = "") -> Story | None:
    """Return what is kept of the small newsroom's story with a change in it, which must be unreadable."""
    read = newsroom(write(folder, {STORY: ARTICLE.replace(old, new) + more}), MONTH).newsroom.folders[MONTH]
    assert (list(read.stories), list(read.unreadable)) == ([], ["solid-state"])
    assert set(read.partial) <= set(read.unreadable)
    return read.partial.get("solid-state")


def test_a_story_with_an_unknown_key_is_kept_without_it(tmp_path: Path) -> None:
    kept = in_part(tmp_path, "colour: red\n")
    assert kept is not None
    assert kept.article == room(tmp_path, {STORY: ARTICLE}).folders[MONTH].stories["solid-state"].article
    assert kept.dropped == {"colour"}
    assert tree.find(kept.document.root, ("colour",)) is None
    assert kept.place("summary", offset=4) == Place(kept.document.file, 7, 7)


@pytest.mark.parametrize(
    ("old", "new", "more", "dropped"),
    [
        ("2025-10", "10/2025", "", {"date"}),
        ("source: cctv", "source: [cctv]", "", {"figures"}),
        ("over 1,000 km", "ovr 1,000 km", "", {"figures"}),
        ("[CATL]", "[CATL, {}]", "", {"companies"}),
        ("{none: not supplied}", "{by: [guy-youngs]}", "", {"analysis"}),
        ("", "", "quotes: [{text: T, speaker: S}]\nstatus: done\n", {"quotes", "status"}),
        (
            "",
            "",
            "chart: {kind: bar, title: T, measure: M, rows: [{a: b, c: much}, {a: d, c: more}]}\n",
            {"chart"},
        ),
    ],
)
def test_what_is_wrong_is_dropped_with_what_cannot_be_without_it(
    tmp_path: Path, old: str, new: str, more: str, dropped: set[str]
) -> None:
    kept = in_part(tmp_path, more, old, new)
    assert kept is not None
    assert kept.dropped == dropped
    assert kept.article.headline == "Solid-state cells promise 1,000 km"


def test_an_entry_that_is_kept_keeps_its_place_when_one_before_it_is_dropped(tmp_path: Path) -> None:
    quotes = "quotes:\n  - {text: One, speaker: S}\n  - {text: Two words, speaker: S, source: cctv}\n"
    kept = in_part(tmp_path, quotes)
    assert kept is not None
    assert [quote.text for quote in kept.article.quotes] == ["Two words"]
    assert kept.place("quotes", 0, "text", offset=4) == Place(kept.document.file, 21, 16)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("headline:", "headlin:"),
        ("topic: batteries\n", ""),
        ("summary: |\n  The pack goes 1,000 km (620 miles).", "summary: []"),
        ("title: A report, ", ""),  # the only source
        ("headline: ", "headline: [\n"),
        ("620 miles", "620 \u202emiles"),
    ],
)
def test_nothing_is_filled_in_for_what_a_story_cannot_be_without(tmp_path: Path, old: str, new: str) -> None:
    assert in_part(tmp_path, old=old, new=new) is None


@pytest.mark.parametrize(
    ("more", "dropped"),
    [
        ("quotse: [a]\n", {"quotse", "quotes"}),
        ("region2: Asia\n", {"region2", "region"}),
        ("xyz: a\n", {"xyz"}),
    ],
)
def test_a_key_with_a_slip_counts_for_the_one_it_is_near(
    tmp_path: Path, more: str, dropped: set[str]
) -> None:
    kept = in_part(tmp_path, more)
    assert kept is not None
    assert kept.dropped == dropped


def test_a_table_under_a_name_that_is_near_to_none_may_be_any_that_is_missing(tmp_path: Path) -> None:
    kept = in_part(tmp_path, "xyz: {a: b}\n", "analysis: {none: not supplied}\n", "")
    assert kept is not None
    assert kept.dropped >= {"xyz", "chart", "charts", "quotes", "analysis"}
    assert not kept.dropped & {"figures", "sources", "headline"}


def test_a_key_that_stands_twice_makes_its_part_of_the_story_incomplete(tmp_path: Path) -> None:
    twice = ARTICLE.replace("sources:", "  range: {label: L, value: 1 km}\nsources:") + "region: China\n"
    (story,) = newsroom(write(tmp_path, {STORY: twice}), MONTH).newsroom.folders[MONTH].stories.values()
    assert story.dropped == {"figures", "region"}
    assert story.article.figures["range"].label == "Claimed range"


def test_a_plan_with_mistakes_is_kept_without_them(tmp_path: Path) -> None:
    plan = (
        "closes: 2025-10-31\nnumber: zero\nwatch:\n  - {date: soon, text: A}\n  - {date: 2026, text: B C}\n"
    )
    read = newsroom(write(tmp_path, {ISSUE: plan}), MONTH).newsroom.folders[MONTH]
    assert [watch.text for watch in read.plan.watch] == ["B C"]
    assert (str(read.plan.closes.text if read.plan.closes else ""), read.plan.number) == ("2025-10-31", None)
    assert read.dropped == {"number", "watch"}
    assert read.place("watch", 0, "text", offset=2) == Place(read.document.file, 5, 26)


def test_a_plan_of_which_nothing_can_be_kept_has_lost_every_key(tmp_path: Path) -> None:
    read = newsroom(write(tmp_path, {ISSUE: "closes: [\n"}), MONTH).newsroom.folders[MONTH]
    assert (read.plan, read.dropped) == (IssuePlan(), set(IssuePlan.model_fields))
    assert newsroom(write(tmp_path / "b"), MONTH).newsroom.folders[MONTH].dropped == frozenset()


def test_a_story_of_an_earlier_month_is_not_kept_in_part(tmp_path: Path) -> None:
    read = newsroom(write(tmp_path, {"2025-10/a.yaml": f"{ARTICLE}colour: red\n"}), MONTH).newsroom
    assert (read.folders["2025-10"].partial, list(read.folders["2025-10"].unreadable)) == ({}, ["a"])


def test_a_problem_is_as_wide_as_the_key_or_the_value_in_question(tmp_path: Path) -> None:
    text = ARTICLE.replace("region: China", "region: 'Chine'\ncolour: red").replace("topic: batteries\n", "")
    found = [(one.rule, one.width) for one in problems(tmp_path, {STORY: text})]
    assert found == [("key-missing", 1), ("tag-unknown", 7), ("key-unknown", 6)]


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.Yml"])
def test_a_file_with_another_ending_is_pointed_out(tmp_path: Path, name: str) -> None:
    (found,) = problems(tmp_path, {f"2025-11/{name}": "headline: x\n"})
    assert (found.rule, found.severity) == ("file-name", Severity.WARNING)
    assert found.hint == "rename it to a.yaml"


def test_backups_of_editors_and_hidden_files_are_no_stories(tmp_path: Path) -> None:
    names = [".solid-state.yaml.swp", ".hidden.yaml", "solid-state.yaml~", "#solid-state.yaml#", "notes.txt"]
    assert problems(tmp_path, {f"2025-11/{name}": "[" for name in names}) == []


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Solid-State", "solid-state"),
        ("solid_state", "solid-state"),
        ("solid state", "solid-state"),
        ("a--b", "a-b"),
        ("été", "ete"),
        ("中文", "story"),
        ("-a", "a"),
        ("a" * 90, "a" * 80),
    ],
)
def test_the_name_of_a_story_must_fit_a_web_address(tmp_path: Path, name: str, better: str) -> None:
    (found,) = problems(tmp_path, {f"2025-11/{name}.yaml": ARTICLE})
    assert (found.rule, found.severity, found.hint) == (
        "file-name",
        Severity.ERROR,
        f"rename the file to {better}.yaml",
    )


def test_a_name_that_is_no_text_at_all_can_still_be_told(tmp_path: Path) -> None:
    write(tmp_path)
    os.rename(tmp_path / STORY, os.fsencode(tmp_path / MONTH) + b"/caf\xe9.yaml")  # noqa: PTH104
    (found,) = newsroom(tmp_path, MONTH).problems
    assert found.rule == "file-name"
    str(found).encode()


def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name in ("people.yaml", "solid-state.yaml"):
            raise PermissionError(13, "Permission denied")
        return really(path, *args, **options)

    write(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    found = newsroom(tmp_path, MONTH).problems
    assert [(problem.rule, problem.message) for problem in found] == [
        ("file-unreadable", "this file cannot be read: permission denied")
    ] * 2


@pytest.mark.parametrize("name", ["people.yaml", STORY, ISSUE, "report.yaml"])
def test_a_folder_a_pipe_or_a_dead_link_in_place_of_a_file_is_reported(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, {ISSUE: "editor: guy-youngs\n"}) / name
    path.unlink()
    path.mkdir()
    assert [problem.message for problem in newsroom(tmp_path, MONTH).problems] == ["this is not a file"]
    path.rmdir()
    os.mkfifo(path)
    assert [problem.message for problem in newsroom(tmp_path, MONTH).problems] == ["this is not a file"]
    path.unlink()
    path.symlink_to("nowhere")
    assert [problem.message for problem in newsroom(tmp_path, MONTH).problems] == ["this link leads nowhere"]
    path.unlink()
    path.symlink_to(path.name)
    (loop,) = newsroom(tmp_path, MONTH).problems
    assert loop.rule == "file-unreadable"


def test_a_device_is_not_read_for_ever(tmp_path: Path) -> None:
    (write(tmp_path) / "terms.yaml").symlink_to("/dev/zero")
    assert [problem.message for problem in newsroom(tmp_path, MONTH).problems] == ["this is not a file"]


def test_a_file_that_is_wrong_all_over_lists_a_hundred_problems(tmp_path: Path) -> None:
    twice = "".join(f"headline: {number}\n" for number in range(200))
    found = problems(tmp_path, {STORY: ARTICLE + twice})
    assert len(found) == 101
    assert found[0].message == "this file has 100 more problems that are not listed"


def test_a_value_with_a_hidden_character_is_never_handed_on(tmp_path: Path) -> None:
    hidden = ARTICLE.replace("goes", "go\u202ees")
    reading = newsroom(write(tmp_path, {"2025-10/a.yaml": hidden}), MONTH)
    assert reading.newsroom.folders["2025-10"].stories == {}


def test_a_picture_that_cannot_be_used_points_at_its_name(tmp_path: Path) -> None:
    image = "image: {alt: A, file: images/x.jpg, credit: C, licence: L}\n"
    (found,) = problems(tmp_path, {STORY: ARTICLE + image})
    assert (found.rule, found.place.line, found.place.column) == ("image-unusable", 19, 23)
    (found,) = problems(tmp_path, {STORY: ARTICLE, ISSUE: f"cover:\n  {image}"})
    assert (found.rule, found.place.line, found.place.column) == ("image-unusable", 2, 25)


def test_without_pictures_no_picture_library_is_loaded(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from psr_report.read.newsroom import newsroom\n"
        "print(newsroom(Path(sys.argv[1]), '2025-11').problems, 'PIL' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, write(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "() False\n"


# Places inside typed texts


def story(source: str) -> Story:
    document, found = tree.load(source.encode(), "x.yaml")
    assert found == []
    assert document.root is not None
    return Story("x", MONTH, Article.model_validate(tree.plain(document.root)), document)


@pytest.mark.parametrize(
    ("value", "line", "column"),
    [
        ("one two WORD", 1, 19),
        ("'  one   two WORD'", 1, 24),
        ("one  two\n  WORD", 2, 3),
        (">-\n  one\n\n  two\n  WORD", 5, 3),
        ('"cafe\u0301 \\t two WORD"', 1, 25),
        ("'中文  🔋 WORD'", 1, 18),
    ],
)
def test_an_offset_counts_in_the_text_that_the_model_holds(value: str, line: int, column: int) -> None:
    found = story(f"headline: {value}\ntopic: t\nsummary: S\nsources: {{s: {{publisher: P, title: T}}}}\n")
    offset = found.article.headline.index("WORD")
    assert found.place("headline", offset=offset) == Place("x.yaml", line, column)


def test_an_offset_into_markdown_skips_the_blank_lines_before_it() -> None:
    found = story(
        "headline: H\nsummary: |\n\n\n  one  two\n  cafe\u0301 WORD\ntopic: t\nsources: {s: {publisher: P, "
        "title: T}}\n"
    )
    assert found.place("summary", offset=found.article.summary.index("WORD")) == Place("x.yaml", 6, 9)


def test_places_reach_into_lists_and_tables() -> None:
    found = story(ARTICLE)
    assert found.place("sources", "cctv", "title", offset=2) == Place("x.yaml", 17, 36)
    assert found.place("companies", 0, offset=1) == Place("x.yaml", 4, 14)
    assert found.place("figures", "range", "value", offset=5) == Place("x.yaml", 11, 17)
    assert found.place("nothing", offset=5) == Place("x.yaml", 1, 1)
    assert found.place("topic", key=True) == Place("x.yaml", 2, 1)


def test_a_plan_knows_its_places_too() -> None:
    document, _ = tree.load(b"takeaways:\n  - {text: one  WORD, article: x}\n", "issue.yaml")
    assert document.root is not None
    folder = Folder(MONTH, IssuePlan.model_validate(tree.plain(document.root)), document, {})
    assert folder.place("takeaways", 0, "text", offset=4) == Place("issue.yaml", 2, 17)


# Whatever comes


def _objections(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with TemporaryDirectory() as name:
        folder = write(Path(name), dict(files))
        found = newsroom(folder, MONTH).problems
    for problem in found:
        assert isinstance(problem, Problem)
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message
    return found


_NAMES = st.sampled_from([*FILES, ISSUE, "terms.yaml", "2025-10/old.yaml"])


@settings(max_examples=60, deadline=None)
@given(_NAMES, st.binary(max_size=200))
def test_no_bytes_make_reading_fail(name: str, data: bytes) -> None:
    _objections({name: data})


_WORDS = st.sampled_from(
    [
        *Article.model_fields,
        *IssuePlan.model_fields,
        "name",
        "label",
        "value",
        "kind",
        "source",
        "text",
        "by",
        "none",
        "rows",
        "file",
        "alt",
        "url",
        "[key]",
        "",
        " ",
        "0",
        "cctv",
        "range",
        "bar",
        "over 1,000 km",
        "2025-13",
        "unknown",
        "中🔋",
        "-1",
        "images/x.jpg",
        "javascript:x",
        "http://[",
        "\u00e9",
        "a\nb",
        "9" * 400,
    ]
) | st.text(max_size=8)
_TREES = st.recursive(
    st.none() | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(_NAMES, _TREES)
def test_no_tree_makes_reading_fail(name: str, value: Any) -> None:
    _objections({name: yaml.safe_dump(value, allow_unicode=True).encode("utf-8", "replace")})


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(Article.model_fields)), _TREES)
def test_no_value_of_a_key_makes_reading_fail(key: str, value: Any) -> None:
    article = yaml.load(ARTICLE, Loader=yaml.BaseLoader)
    source = yaml.safe_dump(article | {key: value}, allow_unicode=True)
    _objections({STORY: source.encode("utf-8", "replace")})
