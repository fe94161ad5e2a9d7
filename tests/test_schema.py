"""What an editor is told of the newsroom's files: all that the program takes passes, and names are known."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from psr_report import examples, schema, shapes
from psr_report.errors import UsageError
from psr_report.read import tree
from psr_report.read.typed import typed
from psr_report.schema import KINDS, Names
from tests.program import CONTENT, run, shell
from tests.read.rooms import ARTICLE, write

SAMPLE = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml"))
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
PLAIN = """\
headline: H
topic: batteries
summary: S
sources:
  desk: {publisher: P, title: T}
"""


class _Words(SafeConstructor):
    """YAML 1.2 as editors read it: its core schema has no dates, and a key is what was typed."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        return {self.construct_scalar(key): self.construct_object(value, deep) for key, value in node.value}


_Words.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def seen(text: str) -> Any:
    """Return what an editor sees of a file."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Words
    return yaml.load(text)


@cache
def free(kind: str) -> Draft202012Validator:
    """Return what checks files of a kind where there is no newsroom."""
    return Draft202012Validator(schema.schema(kind))


def flagged(kind: str, text: str, names: Names | None = None) -> list[str]:
    """Return the paths of what an editor marks in a file of this kind."""
    validator = Draft202012Validator(schema.schema(kind, names)) if names else free(kind)
    return sorted("/".join(map(str, error.path)) for error in validator.iter_errors(seen(text)))


def accepted(kind: str, text: str) -> bool:
    """Return whether the program takes the file, as far as its shape goes."""
    document, problems = tree.load(text.encode(), "file.yaml")
    value, found = typed(document, schema._shape(kind))
    return value is not None and not problems and not found


@pytest.fixture(scope="module")
def sample() -> Names:
    """Return the names of the sample newsroom."""
    names, problems = schema.names(CONTENT)
    assert problems == ()
    return names


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the schemas of sets of keys in a schema, itself included."""
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for key, below in node.items():
            for one in below.values() if key == "properties" else [below]:
                yield from objects(one)


# The schemas


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_schema_of_2020_12_that_says_what_it_is_for(kind: str, sample: Names) -> None:
    for names in (Names(), sample):
        made = schema.schema(kind, names)
        Draft202012Validator.check_schema(made)
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert made["title"]
        assert made["description"].endswith(".")
        assert "psr-report schema --write" in made["$comment"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_title_in_words_a_description_and_an_example_or_a_choice(kind: str) -> None:
    found = list(objects(schema.schema(kind)))
    assert found or kind in ("people", "companies", "terms")
    for each in found:
        for name, one in each["properties"].items():
            assert re.fullmatch(r"[A-Z][A-Za-z -]+", one["title"]), name
            assert one["description"].endswith("."), name
            value = one["anyOf"][0] if "anyOf" in one else one
            while "items" in one:
                one = one["items"]
                value = one["anyOf"][0] if "anyOf" in one else one
            is_text = not {"properties", "additionalProperties"} & one.keys()
            assert not is_text or "examples" in value or "enum" in value, name


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_can_be_read_and_passes_its_own_schema(kind: str, sample: Names) -> None:
    for text in examples._FILES[kind]:
        assert accepted(kind, text)
        assert flagged(kind, text) == []
    for names in (Names(), sample):
        made = schema.schema(kind, names)
        for example in made["examples"]:
            assert list(Draft202012Validator(made).iter_errors(example)) == []


def test_an_example_signs_nothing_with_the_name_of_a_real_person_or_company(sample: Names) -> None:
    for kind in ("article", "issue"):
        shown = json.dumps(schema.schema(kind, sample)["examples"])
        assert not [name for name in (*sample.people, *sample.companies) if name in shown]


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed_as_utf_8_and_ends_in_a_line_break(kind: str, sample: Names) -> None:
    data = schema.printed(kind, sample)
    assert json.loads(data) == schema.schema(kind, sample)
    assert b"\\u" not in data
    assert data.endswith(b"}\n")
    assert data == schema.printed(kind, schema.names(CONTENT)[0])


def test_a_schema_is_the_same_in_any_locale_and_for_any_hash_seed(tmp_path: Path) -> None:
    write(tmp_path)
    made = {
        shell("$R schema article", cwd=tmp_path, env=env).out
        for env in ({"PYTHONHASHSEED": "1", "LC_ALL": "C"}, {"PYTHONHASHSEED": "2", "PYTHONUTF8": "1"})
    }
    assert len(made) == 1
    assert "宁德时代" in made.pop()


# What is right


@pytest.mark.parametrize("name", SAMPLE)
def test_every_file_of_the_sample_names_its_schema_and_passes_it(name: str, sample: Names) -> None:
    text = (CONTENT / name).read_text("utf-8")
    line = MODELINE.match(text)
    assert line is not None
    path = ((CONTENT / name).parent / line[1]).resolve()
    assert path.parent == CONTENT.resolve() / schema.FOLDER
    assert flagged(path.stem, text, sample) == []


WORDS = (
    "2025", "2025-10", "2025-10-16", "2025-01/2025-07", "Q3 2025", "h1 2025", "1900", "unknown", "Unknown",
    "61", "0", "010", "1.10", "-3", "+5", ".5", "1e3", "0o14", "0x1F", "1,000 km", "26%", "12:30", "1_000",
    "true", "False", "NO", "on", "3M", "a-b", "007", "999999", '" 11 "', '" 2025 "', '"2025-11-05"',
    "2025-11-05T09:00+00:00", "20251105T0900+0000", "https://example.org", "HTTP://example.org",
    '"#17212b"', "' #17212B '", ">-\n    two\n    lines", "|\n    A line.\n\n    Another.",
    '"https://exam\\\n    ple.org"',
)  # fmt: skip
TYPES = (
    "Line", "Label", "Prose", "Slug", "Amount", "When", "Dated", "Day", "Moment", "Address", "Count",
    "Colour",
)  # fmt: skip
ARTICLE_LINES = {
    key: f"{PLAIN}{key}: VALUE\n" for key in ("region", "date", "embargo", "why_it_matters", "follows")
} | {
    "headline": PLAIN.replace("headline: H", "headline: VALUE"),
    "topic": PLAIN.replace("batteries", "VALUE"),
    "summary": PLAIN.replace("summary: S", "summary: VALUE"),
    "companies": f"{PLAIN}companies:\n  - VALUE\n",
    "figure": f"{PLAIN}figures:\n  a:\n    label: L\n    value: VALUE\n",
    "period": f"{PLAIN}figures:\n  a:\n    label: L\n    value: 1\n    period: VALUE\n    as_of: VALUE\n",
    "figure's name": f"{PLAIN}figures:\n  VALUE: {{label: L, value: 1}}\n",
    "figure's source": f"{PLAIN}figures:\n  a:\n    label: L\n    value: 1\n    source: VALUE\n",
    "address": PLAIN.replace("publisher: P", "publisher: P, url: VALUE"),
    "published": PLAIN.replace("publisher: P", "publisher: P, published: VALUE"),
    "row": f"{PLAIN}chart:\n  kind: bar\n  title: T\n  measure: M\n  rows:\n    - {{a: VALUE, b: VALUE}}\n",
    "row's kind": f"{PLAIN}chart:\n  kind: bar\n  title: T\n  measure: M\n  rows: [{{kind: VALUE, b: 1}}]\n",
    "signer": f"{PLAIN}analysis:\n  text: T\n  by: [VALUE]\n",
    "reason": f"{PLAIN}ignore:\n  any-rule-there-will-be: VALUE\n",
    "correction": f"{PLAIN}corrections:\n  - {{date: VALUE, was: VALUE, now: VALUE, reason: VALUE}}\n",
}
OTHER_LINES = {
    "number": ("issue", "number: VALUE\n"),
    "closes": ("issue", "closes: VALUE\n"),
    "watch": ("issue", "watch:\n  - {date: VALUE, text: VALUE, article: VALUE}\n"),
    "section": ("issue", "sections:\n  - name: VALUE\n    articles: [VALUE]\n"),
    "name": ("report", "name: VALUE\npublisher: VALUE\nend_mark: VALUE\n"),
    "site": ("report", "name: N\npublisher: P\nsite: VALUE\n"),
    "colour": ("report", "name: N\npublisher: P\ncolours: {ink: VALUE}\n"),
    "company": ("companies", "VALUE: {name: VALUE, aliases: [VALUE]}\n"),
    "person": ("people", "VALUE: {name: VALUE, title: VALUE, organisation: VALUE}\n"),
    "topics": ("topics", "topics:\n  VALUE: {name: VALUE}\nregions: [VALUE]\n"),
    "term": ("terms", "VALUE: {definition: VALUE}\n"),
}
LINES = {name: ("article", text) for name, text in ARTICLE_LINES.items()} | OTHER_LINES


@pytest.mark.parametrize("place", LINES)
def test_nothing_that_the_program_takes_is_marked_in_an_editor(place: str) -> None:
    kind, text = LINES[place]
    is_one_line = "{" in text or "[" in text or text.startswith("VALUE")
    taken = 0
    for word in WORDS:
        if "\n" in word and (is_one_line or text.count("VALUE") > 1):
            continue
        made = text.replace("VALUE", word)
        if accepted(kind, made):
            taken += 1
            assert flagged(kind, made) == [], word
    assert taken


@pytest.mark.parametrize("name", TYPES)
def test_a_text_that_a_type_takes_fits_its_part_of_the_schema(name: str) -> None:
    adapter = TypeAdapter(getattr(shapes, name))
    validator = Draft202012Validator(adapter.json_schema())
    taken = 0
    for word in WORDS:
        text = word.strip("\"'").replace("\\\n    ", "")
        try:
            adapter.validate_python(text)
        except ValidationError:
            continue
        taken += 1
        assert validator.is_valid(schema.as_seen(text)), text
    assert taken


@pytest.mark.parametrize("word", [word for word in WORDS if word[0] not in "\"'>|" and word != "1_000"])
def test_a_value_is_seen_as_yaml_1_2_has_it(word: str) -> None:
    assert schema.as_seen(word) == seen(f"- {word}\n")[0]
    assert type(schema.as_seen(word)) is type(seen(f"- {word}\n")[0])


@pytest.mark.parametrize("kind", ["article", "issue", "report"])
def test_a_key_that_may_be_left_out_may_have_nothing_behind_it(kind: str) -> None:
    made = schema.schema(kind)
    needed = {"article": PLAIN, "issue": "", "report": "name: N\npublisher: P\n"}[kind]
    free = [key for key in made["properties"] if key not in made.get("required", ())]
    text = needed + "".join(f"{key}:\n" for key in free)
    assert len(free) > 5
    assert accepted(kind, text)
    assert flagged(kind, text) == []


def test_no_editor_has_a_reason_to_offer_null_or_true() -> None:
    def types(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            told = node.get("type", ())
            yield from [told] if isinstance(told, str) else told if isinstance(told, list) else ()
            for key, below in node.items():
                if key not in ("not", "examples"):
                    yield from types(below)
        elif isinstance(node, list):
            for below in node:
                yield from types(below)

    for kind in KINDS:
        assert not {"null", "boolean"} & set(types(schema.schema(kind)))


# What is wrong


@pytest.mark.parametrize(
    ("kind", "text", "places"),
    [
        ("article", f"{PLAIN}colour: red\n", [""]),
        ("article", PLAIN.replace("summary: S\n", ""), [""]),
        ("article", PLAIN.replace("summary: S", "summary:"), ["summary"]),
        ("article", PLAIN.replace("topic: batteries", "topic: battery"), ["topic"]),
        ("article", PLAIN.replace("headline: H", 'headline: ""'), ["headline"]),
        ("article", f"{PLAIN}region: Chnia\n", ["region"]),
        ("article", f"{PLAIN}segment: trains\n", ["segment"]),
        ("article", f"{PLAIN}companies: [CATL, Catl]\n", ["companies/1"]),
        ("article", f"{PLAIN}companies: CATL\n", ["companies"]),
        ("article", f"{PLAIN}analysis: {{by: [Guy Youngs], text: T}}\n", ["analysis/by/0"]),
        ("article", f"{PLAIN}status: redy\n", ["status"]),
        ("article", f"{PLAIN}date: October 2025\n", ["date"]),
        ("article", f"{PLAIN}figures: {{A B: {{label: L, value: 1}}}}\n", ["figures"]),
        ("article", f"{PLAIN}figures: {{a: {{label: L, value: 1, kind: clame}}}}\n", ["figures/a/kind"]),
        ("article", f"{PLAIN}figures: {{a: {{label: L, value: [1]}}}}\n", ["figures/a/value"]),
        ("article", f"{PLAIN}figures: {{a: {{label: L, value: 1, perod: 1}}}}\n", ["figures/a"]),
        ("article", f"{PLAIN}chart: {{kind: pie, title: T, measure: M, figures: [a]}}\n", ["chart/kind"]),
        ("article", f"{PLAIN}chart: text\n", ["chart"]),
        ("article", PLAIN.replace("title: T", "title: T, url: www.example.org"), ["sources/desk/url"]),
        ("article", re.sub(r"sources:\n.*\n", "sources: {}\n", PLAIN), ["sources"]),
        ("issue", "editor: guy\n", ["editor"]),
        ("issue", "closes: 2025-10\n", ["closes"]),
        ("issue", "number: eleven\n", ["number"]),
        ("issue", "number: 0\n", ["number"]),
        ("issue", "takeaways: [text]\n", ["takeaways/0"]),
        ("report", "name: N\npublisher: P\npage_size: A5\n", ["page_size"]),
        ("report", "name: N\npublisher: P\ncolours: {inc: '#000000'}\n", ["colours"]),
        ("report", "name: N\npublisher: P\ncolours: {ink: red}\n", ["colours/ink"]),
        ("people", "Guy Youngs: {name: N, title: T, organisation: O}\n", [""]),
        ("people", "guy-youngs: {name: N, title: T}\n", ["guy-youngs"]),
        ("companies", "CATL:\n", ["CATL"]),
        ("topics", "regions: [China]\n", [""]),
        ("terms", "BEV: {expansion: battery-electric vehicle}\n", ["BEV"]),
    ],
)
def test_a_mistake_is_marked_where_it_stands_and_the_program_refuses_it_too(
    kind: str, text: str, places: list[str], sample: Names
) -> None:
    assert flagged(kind, text, sample) == places
    is_known_by_the_names = flagged(kind, text) == []
    assert is_known_by_the_names or not accepted(kind, text)


# The names of a newsroom


def choices(kind: str, names: Names, *path: str) -> list[Any] | None:
    """Return what a schema with these names accepts at a path of keys, None where any text will do."""
    found = schema._at(schema.schema(kind, names), path)
    return found.get("enum") or next((one["enum"] for one in found.get("anyOf", ()) if "enum" in one), None)


def test_topics_people_and_companies_are_those_of_the_newsroom(tmp_path: Path) -> None:
    names, _ = schema.names(write(tmp_path))
    assert choices("article", names, "topic") == ["batteries"]
    assert choices("article", names, "region") == ["China", "Europe"]
    assert choices("article", names, "segment") == ["passenger cars"]
    assert choices("article", names, "companies") == ["BYD", "CATL"]
    assert choices("article", names, "analysis", "by") == ["guy-youngs"]
    assert choices("issue", names, "editor") == ["guy-youngs"]


def test_a_name_is_shown_with_what_it_stands_for(tmp_path: Path) -> None:
    names, _ = schema.names(write(tmp_path))
    assert names.companies == {"BYD": "BYD", "CATL": "宁德时代"}
    assert schema._at(schema.schema("article", names), ("companies",))["enumDescriptions"] == [
        "BYD",
        "宁德时代",
    ]


def test_without_a_newsroom_or_with_an_empty_list_any_name_will_do(tmp_path: Path) -> None:
    assert choices("article", Names(), "topic") is None
    names, problems = schema.names(write(tmp_path, {"companies.yaml": None}))
    assert problems == ()
    assert choices("article", names, "companies") is None
    assert choices("article", names, "topic") == ["batteries"]


def test_a_list_with_an_error_names_nothing_and_its_problems_are_told(tmp_path: Path) -> None:
    names, problems = schema.names(write(tmp_path, {"topics.yaml": "topics: [batteries]\n"}))
    assert [problem.place.line for problem in problems] == [1]
    assert choices("article", names, "topic") is None
    assert choices("article", names, "companies") == ["BYD", "CATL"]


@pytest.mark.parametrize("name", ["2025", "1.10", "True", "null", "NO", "1e3"])
def test_a_name_that_looks_like_a_number_is_accepted_as_it_is_typed(name: str, tmp_path: Path) -> None:
    names, _ = schema.names(write(tmp_path, {"companies.yaml": f'"{name}": {{name: N}}\n'}))
    assert list(names.companies) == [name]
    for typed_as in (name, f'"{name}"'):
        assert flagged("article", f"{PLAIN}companies: [{typed_as}]\n", names) == []
    assert flagged("article", f"{PLAIN}companies: [other]\n", names) == ["companies/0"]


def test_stories_are_suggested_from_the_newest_months_and_never_demanded(tmp_path: Path) -> None:
    changes = {f"2025-{month}/story-{month}.yaml": ARTICLE for month in ("08", "09", "10")}
    room = write(tmp_path, {**changes, "2025-10/issue.yaml": "number: 1\n", "2025-10/Odd Name.yaml": ARTICLE})
    names, _ = schema.names(room)
    assert names.stories == ("2025-11/solid-state", "2025-10/story-10")
    made = schema.schema("issue", names)
    for path in (("takeaways", "article"), ("watch", "article"), ("sections", "articles")):
        assert schema._at(made, path)["anyOf"][0]["examples"] == ["solid-state", "story-10"]
    text = "sections: [{name: N, articles: [one-of-another-month]}]\n"
    assert flagged("issue", text, names) == []
    assert schema._at(schema.schema("article", names), ("follows",))["anyOf"][0]["examples"] == [
        *names.stories
    ]


# The command


def test_schema_alone_says_what_there_is(tmp_path: Path) -> None:
    ended = run("schema", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == list(KINDS)
    assert "issue.yaml" in ended.out


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_printed_where_there_is_no_newsroom(tmp_path: Path, kind: str) -> None:
    ended = run("schema", kind, cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.encode() == schema.printed(kind)


def test_a_schema_is_printed_with_the_names_of_the_newsroom_it_is_asked_in(tmp_path: Path) -> None:
    ended = run("schema", "Article", cwd=write(tmp_path))
    assert ended.code == 0
    assert ended.out.encode() == schema.printed("article", schema.names(tmp_path)[0])


def test_a_newsroom_that_is_named_and_not_there_is_said(tmp_path: Path) -> None:
    ended = run("schema", "article", "--newsroom", "nowhere", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "--newsroom is nowhere" in ended.err


def test_an_unknown_kind_is_answered_with_the_nearest_and_the_list(tmp_path: Path) -> None:
    ended = run("schema", "artcle", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        'error: "artcle" is not a kind of file',
        f"  hint: did you mean article? the kinds are {', '.join(KINDS)}",
    ]
    with pytest.raises(UsageError) as caught:
        schema.kinds_named("zzz")
    assert caught.value.hint == f"the kinds are {', '.join(KINDS)}"


def test_a_broken_list_is_told_and_the_schema_is_printed_all_the_same(tmp_path: Path) -> None:
    ended = run("schema", "article", cwd=write(tmp_path, {"topics.yaml": "topics: [batteries]\n"}))
    assert ended.code == 0
    assert json.loads(ended.out)["title"] == "Article"
    assert ended.err.startswith("topics.yaml:1:1: error: ")


def test_the_schemas_are_written_into_the_newsroom_and_their_paths_printed(tmp_path: Path) -> None:
    write(tmp_path / "content")
    ended = run("schema", "--write", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [f"content/.schema/{kind}.json" for kind in KINDS]
    names, _ = schema.names(tmp_path / "content")
    for kind in KINDS:
        assert (tmp_path / f"content/.schema/{kind}.json").read_bytes() == schema.printed(kind, names)
    assert len(list((tmp_path / "content/.schema").iterdir())) == len(KINDS)


def test_one_schema_may_be_written_alone(tmp_path: Path) -> None:
    ended = run("schema", "issue", "--write", cwd=write(tmp_path))
    assert ended.out == ".schema/issue.json\n"
    assert [path.name for path in (tmp_path / ".schema").iterdir()] == ["issue.json"]


def test_writing_needs_a_newsroom(tmp_path: Path) -> None:
    ended = run("schema", "--write", cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert "there is no newsroom here" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_schema_that_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path)
    first = run("schema", "--write", cwd=tmp_path)
    before = {path: path.stat() for path in (tmp_path / ".schema").iterdir()}
    (tmp_path / "topics.yaml").write_text("topics: {trucks: {name: Trucks}}\n", "utf-8")
    again = run("schema", "--write", cwd=tmp_path)
    assert again.out == first.out
    changed = [path.name for path, stat in before.items() if path.stat().st_ino != stat.st_ino]
    assert changed == ["article.json"]
    touched = [path.name for path, stat in before.items() if path.stat().st_mtime_ns != stat.st_mtime_ns]
    assert touched == ["article.json"]


def test_a_build_with_nothing_to_do_still_has_nothing_to_do_after_the_schemas_are_written(
    tmp_path: Path,
) -> None:
    write(tmp_path / "content")
    build = ("build", "november", "-t", "announcement")
    run(*build, cwd=tmp_path)
    run("schema", "--write", cwd=tmp_path)
    (tmp_path / "content/.schema/old.yaml").write_text("headline: not a story\n")
    ended = run(*build, cwd=tmp_path)
    assert ended.code == 0
    assert "nothing has changed" in ended.err


def test_the_kinds_are_completed_and_named_in_the_help_without_loading_a_model(tmp_path: Path) -> None:
    env = {"_PSR_REPORT_COMPLETE": "complete_bash", "COMP_WORDS": "psr-report schema t", "COMP_CWORD": "2"}
    assert run(cwd=tmp_path, env=env).out.split() == ["topics", "terms"]
    ask = "import sys; sys.argv = ['psr-report', 'schema']; from psr_report.__main__ import main; main()\n"
    ended = shell(f"{sys.executable} -c \"{ask}print('pydantic' in sys.modules)\"", cwd=tmp_path)
    assert ended.out.splitlines()[-1] == "False"
