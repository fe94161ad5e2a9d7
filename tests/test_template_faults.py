"""What whoever writes a template is told of a mistake in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from psr_report.errors import RenderError
from psr_report.render import environment, page, stylesheet


@dataclass(frozen=True)
class Story:
    headline: str = "A pack"


def fault(folder: Path, text: str, name: str = "mine/page.j2", **values: object) -> RenderError:
    """Return what is said when the template is rendered, which must fail."""
    place(folder, name, text)
    with pytest.raises(RenderError) as caught:
        page(environment(folder), name, values)
    assert caught.value.exit_code == 3
    return caught.value


def place(folder: Path, name: str, text: str) -> None:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("\n{{ isue }}", "line 2: 'isue' is undefined", 'did you mean "issue"?'),
        (
            "{{ story.headlin }}",
            "line 1: 'headlin' is undefined: Story has nothing",
            'did you mean "headline"?',
        ),
        ("{% if story.headlin %}x{% endif %}", "'headlin' is undefined", 'did you mean "headline"?'),
        ("{% for x in isue %}x{% endfor %}", "'isue' is undefined", 'did you mean "issue"?'),
        ("{{ counts.forcasts }}", "'forcasts' is undefined: dict has nothing", 'did you mean "forecasts"?'),
        ("{{ issue|inlin }}", 'there is no filter "inlin"', 'did you mean "inline"?'),
        (
            "\n{% include 'shipped/html/isue.html.j2' %}",
            "line 2: there is no template shipped/html/isue.html.j2",
            'did you mean "shipped/html/issue.html.j2"?',
        ),
    ],
)
def test_the_variable_is_named_and_what_was_probably_meant(
    tmp_path: Path, text: str, what: str, hint: str
) -> None:
    said = fault(tmp_path, text, issue="x", story=Story(), counts={"forecasts": 1})
    assert what in str(said)
    assert said.hint == hint


def test_a_fault_in_a_block_of_an_override_is_named_there(tmp_path: Path) -> None:
    name = "announcement/announcement-line.txt.j2"
    text = f"{{% extends 'shipped/{name}' %}}\n{{% block line %}}\n{{{{ tittle }}}}\n{{% endblock %}}\n"
    said = fault(tmp_path, text, name, title="November 2025")
    assert str(said) == f"template {tmp_path}/templates/{name}, line 3: 'tittle' is undefined"
    assert said.hint == 'did you mean "title"?'


def test_a_fault_in_a_macro_is_named_there(tmp_path: Path) -> None:
    place(tmp_path, "mine/parts.j2", "{% macro one() %}\n\n{{ nobody }}{% endmacro %}")
    said = fault(tmp_path, "{% import 'mine/parts.j2' as parts %}\n{{ parts.one() }}")
    assert str(said) == f"template {tmp_path}/templates/mine/parts.j2, line 3: 'nobody' is undefined"


def test_a_macro_that_an_override_lacks_is_told_of_the_override(tmp_path: Path) -> None:
    place(tmp_path, "html/parts.html.j2", "{% macro pictur() %}{% endmacro %}")
    said = fault(tmp_path, "{% import 'html/parts.html.j2' as parts %}{{ parts.picture() }}")
    assert str(said).startswith(
        f'template {tmp_path}/templates/html/parts.html.j2 has no macro "picture", which'
    )
    assert said.hint == 'did you mean "pictur"?'


def test_a_shipped_template_that_fails_with_an_override_is_not_called_a_fault_of_the_program(
    tmp_path: Path,
) -> None:
    place(tmp_path, "pdf/method.html.j2", "mine")
    with pytest.raises(RenderError) as caught:
        page(environment(tmp_path), "announcement/announcement.md.j2", {})
    assert caught.value.hint == (
        "it is a shipped template, filled with yours: look at pdf/method.html.j2 in templates/"
    )


@pytest.mark.parametrize(
    "text", ["{% include 'mine/page.j2' %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"]
)
def test_what_never_ends_is_an_error(tmp_path: Path, text: str) -> None:
    assert "without end" in str(fault(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ story.headline.__class__ }}",
        "{% for x in range(10**9) %}x{% endfor %}",
        "{{ names.append(1) }}",
        "{{ self.__init__.__globals__ }}",
        "{{ (story|attr('__class__')).__subclasses__() }}",
    ],
)
def test_a_template_is_no_program(tmp_path: Path, text: str) -> None:
    assert "line 1: " in str(fault(tmp_path, text, story=Story(), names=[]))


def test_a_style_sheet_that_is_no_text_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "templates" / "pdf" / "print.css"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"p { color: red }\n/* \xe9 */\n")
    with pytest.raises(RenderError, match=r"templates/pdf/print\.css, line 2: byte 0xE9 is not UTF-8"):
        stylesheet(environment(tmp_path), ["pdf/print.css"])


def test_an_override_reaches_a_template_that_another_one_includes(tmp_path: Path) -> None:
    place(tmp_path, "pdf/timeline.svg.j2", "MINE")
    place(tmp_path, "mine/page.j2", "{% include 'pdf/timeline.svg.j2' %}")
    assert page(environment(tmp_path), "mine/page.j2", {}) == "MINE"
