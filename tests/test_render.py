from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import meta

from psr_report.errors import RenderError, UsageError
from psr_report.render import environment, number_word, page, stylesheet


def newsroom(folder: Path, **templates: str) -> Path:
    """Return a newsroom whose templates/mine/ holds these, each under its name with .j2."""
    (folder / "templates" / "mine").mkdir(parents=True)
    for name, text in templates.items():
        (folder / "templates" / "mine" / f"{name}.j2").write_text(text, "utf-8")
    return folder


def rendered(folder: Path, text: str, **values: object) -> str:
    return page(environment(newsroom(folder, page=text)), "mine/page.j2", values)


def test_content_is_escaped_and_never_a_template(tmp_path: Path) -> None:
    typed = "{{ 7*7 }} <b>{% include 'x' %}</b>"
    shown = "{{ 7*7 }} &lt;b&gt;{% include &#39;x&#39; %}&lt;/b&gt;"
    assert rendered(tmp_path, "{{ typed }}", typed=typed) == shown


def test_filters_of_the_house_are_there(tmp_path: Path) -> None:
    text = "{{ 'It is *so*.'|prose('END', 's') }} {{ 'CATL \"宁\"'|inline }} {{ 6|number_word }}"
    made = rendered(tmp_path, text)
    assert '<em>so</em>.<span class="nb">\u00a0<span class="end">END' in made
    assert made.endswith('CATL “<span lang="zh-Hans">宁</span>” six')


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\n\n{{ nobody }}", 3, "'nobody' is undefined"),
        ("\n{{ value.nothing }}", 2, "nothing"),
        ("\n\n\n{% if %}", 4, "Expected an expression"),
        ("{% for x in value %}\n{{ x }", 2, "unexpected '}'"),
        ("\n{{ value|unheard }}", 2, "unheard"),
        ("\n{{ (1/0) }}", 2, "ZeroDivisionError: division by zero"),
        ("\n\n{{ value|prose(end_mark=3, name=4, nothing=5) }}", 3, "TypeError"),
        ("\n{{ 5|breakable }}", 2, "TypeError"),
        ("\n{% include 'a/b.c' %}", 2, "there is no template a/b.c"),
    ],
)
def test_a_faulty_template_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    with pytest.raises(RenderError) as caught:
        rendered(tmp_path, text, value="x")
    message = str(caught.value)
    assert message.startswith(f"template {tmp_path}/templates/mine/page.j2, line {line}: ")
    assert what in message
    assert caught.value.hint == "mend it, or delete it from templates/ to use the shipped one"
    assert caught.value.exit_code == 3


def test_a_fault_inside_an_included_template_is_named_there(tmp_path: Path) -> None:
    folder = newsroom(tmp_path, page="{% include 'mine/part.j2' %}", part="\n\n{{ nobody }}")
    with pytest.raises(RenderError, match=r"mine/part\.j2, line 3: 'nobody' is undefined"):
        page(environment(folder), "mine/page.j2", {})


def test_a_template_that_is_not_text_or_not_there_is_named(tmp_path: Path) -> None:
    folder = newsroom(tmp_path)
    (folder / "templates" / "mine" / "page.j2").write_bytes(b"\n\xff\xfe")
    said = r"templates/mine/page\.j2, line 2: byte 0xFF is not UTF-8"
    with pytest.raises(RenderError, match=said) as caught:
        page(environment(folder), "mine/page.j2", {})
    assert caught.value.hint == "save the file as UTF-8"
    with pytest.raises(RenderError, match=r"template mine/none\.j2: there is no template mine/none\.j2"):
        page(environment(folder), "mine/none.j2", {})


def test_a_template_that_includes_itself_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="without end"):
        rendered(tmp_path, "{% include 'mine/page.j2' %}")


def test_a_fault_of_a_shipped_template_is_not_blamed_on_the_newsroom(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"announcement/announcement\.md\.j2, line") as caught:
        page(environment(tmp_path), "announcement/announcement.md.j2", {})
    assert caught.value.hint == "this is a fault of psr-report; report it with this message"


def test_an_error_that_says_what_to_do_passes_through(tmp_path: Path) -> None:
    def refuse() -> str:
        raise UsageError("not so", "but so")

    with pytest.raises(UsageError, match="not so"):
        rendered(tmp_path, "{{ refuse() }}", refuse=refuse)


def test_a_newsroom_overrides_a_shipped_template_and_can_extend_it(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "announcement"
    own.mkdir(parents=True)
    shipped = page(environment(), "announcement/announcement-line.txt.j2", values := line_values())
    name = "announcement/announcement-line.txt.j2"
    (own / "announcement-line.txt.j2").write_text("Mine", "utf-8")
    assert page(environment(tmp_path), name, values) == "Mine"
    assert page(environment(tmp_path), f"shipped/{name}", values) == shipped
    (own / "announcement-line.txt.j2").write_text(f"{{% extends 'shipped/{name}' %}}", "utf-8")
    assert page(environment(tmp_path), name, values) == shipped
    assert page(environment(), name, values) == shipped


def line_values() -> dict[str, object]:
    env = environment()
    assert env.loader is not None
    source = env.loader.get_source(env, "announcement/announcement-line.txt.j2")[0]
    return dict.fromkeys(meta.find_undeclared_variables(env.parse(source)), "")


def test_numbers_up_to_twelve_are_words() -> None:
    assert [number_word(number) for number in (0, 1, 12, 13, -1)] == ["no", "one", "twelve", "13", "-1"]


def test_style_sheets_are_joined_in_order() -> None:
    env = environment()
    one, two = stylesheet(env, ["pdf/a4.css"]), stylesheet(env, ["pdf/print.css"])
    assert stylesheet(env, ["pdf/a4.css", "pdf/print.css"]) == one + two
