from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psr_report import quantities
from psr_report.issue import Prose, Traced
from psr_report.markup import inline, inline_with, prose

NUMBER = re.compile(r"<n [0-9]+( link)?>|</n>")


def shown(at: int, inner: str, is_in_link: bool) -> str:
    return f"<n {at}{' link' if is_in_link else ''}>{inner}</n>"


def traced(text: str) -> tuple[Traced, ...]:
    return tuple(Traced(one.start, one.end, "1", "", False, ()) for one in quantities.find(text))


def marked(text: str, *, end_mark: str = "", notes: tuple[tuple[int, tuple[int, ...]], ...] = ()) -> str:
    return str(prose(Prose(text, notes, traced(text)), end_mark, shown=shown))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It goes 758 km.", "<p>It goes <n 0>758\xa0km</n>.</p>"),
        ("**758 km** it is", "<p><strong><n 0>758\xa0km</n></strong> it is</p>"),
        ("*over 758 km*", "<p><em><n 0>over 758\xa0km</n></em></p>"),
        ("US$63 and −5%.", "<p><n 0>US$63</n> and <n 1>−5%</n>.</p>"),
        ('He said "758 km".', "<p>He said “<n 0>758\xa0km</n>”.</p>"),
        ("- 5 km\n- 6 km", "<ul>\n<li><n 0>5\xa0km</n></li>\n<li><n 1>6\xa0km</n></li>\n</ul>"),
    ],
)
def test_a_number_is_dressed_where_it_stands(text: str, html: str) -> None:
    assert marked(text) == html


def test_a_number_in_a_link_knows_it() -> None:
    made = marked("See [758 km](https://a.example) and 5 km.")
    assert "<n 0 link>758\xa0km</n></a>" in made
    assert "<n 1>5\xa0km</n>" in made


def test_a_number_in_a_table_or_a_footnote_keeps_its_own_mark() -> None:
    made = marked("| a |\n|---|\n| 5 km |\n\nText[^1] of 7 km.\n\n[^1]: It was 6 km.")
    assert [made.index(f"{size}\xa0km</n>") > 0 for size in (5, 6, 7)] == [True] * 3
    assert made.index("<n 2>6") > made.index("<n 1>7")


@pytest.mark.parametrize(
    "text",
    [
        "an address <https://a.example/758> and [x](https://a.example/758%20km)",
        "`758 km` in code",
        "over **758 km and** more",
        "5 km\\* and *5 km",
        "a**US$63**b and 5 km",
        "5' 10\" is 5 ft",
    ],
)
def test_marks_never_change_the_markup_around_them(text: str) -> None:
    assert NUMBER.sub("", marked(text)) == prose(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "5 km",
                "US$63",
                "20–25%",
                "*",
                "**",
                "_",
                "[",
                "](https://a.example)",
                " ",
                "\n\n",
                "- ",
                "| ",
                '"',
                "`",
                "~~",
            ]
        ),
        max_size=14,
    )
)
def test_no_text_is_changed_by_its_marks(parts: list[str]) -> None:
    text = "".join(parts)
    breaking = str.maketrans("\xa0", " ")  # "5 km6 km" is two numbers once they are marked
    assert NUMBER.sub("", marked(text)).translate(breaking) == prose(text).translate(breaking)
    # The end mark takes a whole number with it where it took a word.
    kept = re.compile(r'<n [0-9]+( link)?>|</n>|<span class="nb">|</span>')
    ended = kept.sub("", marked(text, end_mark="END")).translate(breaking)
    assert ended == kept.sub("", prose(text, "END")).translate(breaking)


def test_one_mark_that_cannot_stay_does_not_take_the_others_away() -> None:
    made = marked("The *first 5 km* and [x](https://a.example/6) and a**US$63**b and 7 km.")
    assert "7\xa0km</n>" in made


def test_source_numbers_stay_beside_the_numbers() -> None:
    text = "It goes 758 km"
    made = marked(text, notes=((len(text), (3,)),))
    assert made.startswith('<p>It goes <n 0>758\xa0km</n><sup class="note">')


def test_the_end_mark_takes_the_whole_number_with_it() -> None:
    made = marked("It goes 758 km.", end_mark="END")
    assert made == (
        '<p>It goes <span class="nb"><n 0>758\xa0km</n>.\xa0<span class="end">END</span></span></p>'
    )


def test_without_a_way_to_show_them_numbers_are_printed_as_ever() -> None:
    text = "It goes 758 km."
    assert prose(Prose(text, (), traced(text))) == prose(text)


def test_marks_in_the_text_itself_are_not_believed() -> None:
    text = "\ue004\ue0105 km\ue003"
    assert "<n" not in prose(Prose(text, (), ()), shown=shown)
    assert "<n" not in inline_with(text, (), shown)


def test_a_line_is_dressed_and_escaped_too() -> None:
    text = "Over 5 km <b>, he said: '6 km'"
    made = inline_with(text, traced(text), shown)
    assert made.count("<n ") == 2
    assert NUMBER.sub("", made) == inline(text)
