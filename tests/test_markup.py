from __future__ import annotations

import html
import re
from itertools import product

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from psr_report.issue import Prose
from psr_report.markup import breakable, inline, prose

TAGS = {
    "p": {"class"},
    "em": set(),
    "strong": set(),
    "s": set(),
    "br": set(),
    "ul": set(),
    "blockquote": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": set(),
    "td": set(),
    "a": {"href", "id", "class", "rel"},
    "ol": {"class", "start"},
    "li": {"id", "class"},
    "sup": {"class"},
    "section": {"class"},
    "span": {"class", "lang"},
}
TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w-]*)([^>]*)>")
ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")


def disallowed(markup: str) -> list[str]:
    """Return the tags, attributes and addresses of some HTML that must never leave the program."""
    found = []
    for tag, rest in TAG.findall(markup):
        if tag not in TAGS:
            found.append(tag)
            continue
        for name, value in ATTRIBUTE.findall(rest):
            address = html.unescape(value.strip("\"'"))
            if name not in TAGS[tag] or (
                name == "href" and not address.startswith(("http://", "https://", "#"))
            ):
                found.append(f"{tag} {name}={value}")
    return found


PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src=//evil.example></iframe>",
    "<style>*{display:none}</style>",
    "<!--<script>-->",
    "<![CDATA[<script>]]>",
    "<math><mi//xlink:href='data:x,<script>'>",
    "<base href=//evil.example/>",
    "<form action=x><input></form>",
    "</p><h1>",
    "<object data=x></object>",
    "<meta http-equiv=refresh content=0>",
    "<p style=position:fixed onclick=x>y</p>",
    "&lt;script&gt;",
    "&#60;img src=x&#62;",
    "<scr\nipt>",
    "<a\thref=x>",
    "\u2045\ue0001\ue001",
    '"><script>',
    "' onfocus=x '",
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "/etc/passwd",
    "../secret.pdf",
    "mailto:a@b.example",
    "http://user:word@evil.example",
    "#source-1",
    "java&#115;cript:alert(1)",
    "\\javascript:x",
    "https:evil",
    "http://",
    "http://[::1",
    "&#x6A;avascript:x",
    "%6aavascript:x",
)
SHAPES = (
    "{}",
    "*{}*",
    "**{}**",
    "> {}",
    "- {}",
    "1. {}",
    "`{}`",
    "[{}](https://a.example)",
    "[x](https://a.example '{}')",
    "| a |\n|---|\n| {} |",
    "x[^1]\n\n[^1]: {}",
    "x[^{}]",
    "~~{}~~",
    "# {}",
    "    {}",
    "```\n{}\n```",
    "<{}>",
)
LINKS = (
    "[x]({})",
    "[x](<{}>)",
    "<{}>",
    "[x][y]\n\n[y]: {}",
    "![x]({})",
    "[x]({} 'title')",
    "[*x*]({})",
    "- [x]({})",
    "[^1]\n\n[^1]: [x]({})",
    "| a |\n|---|\n| [x]({}) |",
    "[![x](https://a.example)]({})",
    "{}",
)
ATTACKS = [shape.replace("{}", payload) for shape, payload in product(SHAPES, PAYLOADS)]
ATTACKS += [shape.replace("{}", address) for shape, address in product(LINKS, ADDRESSES)]
ATTACKS += [
    outer.replace("{}", payload)
    for outer, payload in product(("[a]({}", "[a][{}]", "*{}", "<{}", "\\{}"), PAYLOADS)
]


def test_over_five_hundred_attacks_leave_no_disallowed_tag_or_attribute() -> None:
    assert len(ATTACKS) >= 500
    assert [attack for attack in ATTACKS if disallowed(prose(attack, "END", "story"))] == []
    assert [attack for attack in ATTACKS if disallowed(inline(attack))] == []


def test_the_search_for_attacks_finds_what_it_looks_for() -> None:
    assert disallowed("<p onclick=x>") == ["p onclick=x"]
    assert disallowed('<a href="/x">') == ['a href="/x"']
    assert disallowed("<script>") == ["script"]


def test_what_comes_out_is_what_a_second_cleaning_would_leave() -> None:
    for attack in ATTACKS:
        made = str(prose(attack, "", "story"))
        clean = nh3.clean(
            made,
            tags=set(TAGS),
            attributes={"*": set(), **{tag: names - {"rel"} for tag, names in TAGS.items()}},
            link_rel="noopener",
        )
        assert html.unescape(clean) == html.unescape(made)


@pytest.mark.parametrize(
    "typed", ["[x](javascript:alert(1))", "[x](/etc/passwd)", "[x](//a.example)", "<mailto:a@b.example>"]
)
def test_a_link_that_leads_nowhere_safe_is_printed_as_typed(typed: str) -> None:
    assert prose(typed) == f"<p>{typed.replace('<', '&lt;').replace('>', '&gt;')}</p>"


def test_a_web_address_becomes_a_link() -> None:
    assert prose("[x](https://a.example/?b=1&c=2)") == (
        '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener">x</a></p>'
    )


def test_braces_in_content_are_printed_as_typed() -> None:
    assert inline("{{ 7*7 }} {% raw %}") == "{{ 7*7 }} {% raw %}"
    assert prose("{{ 7*7 }}") == "<p>{{ 7*7 }}</p>"


NOTE = '<sup class="note">\u2060<a href="#source-1">1</a></sup>'


@pytest.mark.parametrize(
    ("before", "made"),
    [
        ("**It is so.**", "<strong>It is so.</strong>"),
        ('He said "so."', "He said “so.”"),
        ("*Truly.*", "<em>Truly.</em>"),
        ("It is so.", "It is so."),
    ],
)
def test_a_source_number_lets_the_markup_before_it_close(before: str, made: str) -> None:
    assert prose(Prose(f"{before} More.", ((len(before), (1,)),))) == f"<p>{made}{NOTE} More.</p>"


def test_several_sources_share_one_note_and_lead_where_they_are_told() -> None:
    assert prose(Prose("So.", ((3, (1, 12)),)), link="#s-") == (
        '<p>So.<sup class="note">\u2060<a href="#s-1">1</a>,<a href="#s-12">12</a></sup></p>'
    )


def test_a_note_that_would_break_the_markup_moves_behind_the_paragraph() -> None:
    link = "[one two](https://a.example)"
    assert (
        prose(Prose(link, ((4, (1,)),)))
        == f'<p><a href="https://a.example" rel="noopener">one two</a>{NOTE}</p>'
    )
    assert prose(Prose(link, ((12, (1,)),))).endswith(f"one two</a>{NOTE}</p>")
    table = "| a |\n|---|\n| b |"
    assert NOTE not in prose(Prose(table, ((5, (1,)),)))


def test_marks_typed_into_the_text_are_no_notes() -> None:
    assert "<sup" not in prose("\u2045\ue0001\ue001 So.")


END = '<span class="end">END</span>'


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("It ends.", f'<p>It <span class="nb">ends.\u00a0{END}</span></p>'),
        ("It *ends.*", f'<p>It <em>ends.</em><span class="nb">\u00a0{END}</span></p>'),
        ("It is 20–25%", f'<p>It is <span class="nb">20–25%</span><span class="nb">\u00a0{END}</span></p>'),
        ("- a\n- b c", f'<ul>\n<li>a</li>\n<li>b <span class="nb">c\u00a0{END}</span></li>\n</ul>'),
        ("1. a\n\n2. b c", f'b <span class="nb">c\u00a0{END}</span></p>\n</li>\n</ol>'),
        ("> b c", f'<blockquote>\n<p>b <span class="nb">c\u00a0{END}</span></p>\n</blockquote>'),
        ("- a\n  - b c", f'<li>b <span class="nb">c\u00a0{END}</span></li>\n</ul>\n</li>\n</ul>'),
        ("| a |\n|---|\n| b |", f'</table>\n<p class="last">{END}</p>'),
    ],
)
def test_the_end_mark_stands_after_the_last_word(text: str, made: str) -> None:
    assert prose(text, "END").endswith(made)


def test_the_end_mark_stands_before_the_footnotes() -> None:
    made = prose("It ends[^1] here.\n\n[^1]: A note.", "END", "story")
    assert f'here.\u00a0{END}</span></p>\n\n<section class="footnotes">' in made
    assert made.count(END) == 1


def test_the_end_mark_follows_the_last_source_number() -> None:
    made = prose(Prose("It ends.", ((8, (1,)),)), "END")
    assert made == f'<p>It <span class="nb">ends.{NOTE}\u00a0{END}</span></p>'


def test_a_long_last_word_may_break_and_an_end_mark_is_escaped() -> None:
    word = "x" * 40
    assert (
        prose(word, "R&D") == f'<p>{word}<span class="nb">\u00a0<span class="end">R&amp;D</span></span></p>'
    )


def test_footnotes_of_two_stories_on_one_page_do_not_clash() -> None:
    one, two = (prose("A[^1] b[^2].\n\n[^1]: C.\n\n[^2]: D.", "", name) for name in ("one", "two"))
    ids = re.findall(r'id="([^"]+)"', one + two)
    assert len(ids) == len(set(ids)) == 8
    for made in (one, two):
        assert set(re.findall(r'href="#([^"]+)"', made)) == set(re.findall(r'id="([^"]+)"', made))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("in กระทรวง now", 'in <span lang="th">กระทรวง</span> now'),
        ("CATL (宁德时代)", 'CATL (<span lang="zh-Hans">宁德时代</span>)'),
        ("20–25% more", '<span class="nb">20–25%</span> more'),
        ("US$63–US$68", 'US$<span class="nb">63–US$68</span>'),
        ("2025–27", '<span class="nb">2025–27</span>'),
        ("over 1,000 km (620 miles)", "over 1,000\u00a0km (620\u00a0miles)"),
        ("2 million BEVs", "2\u00a0million BEVs"),
        ("R&D at 100 kg & 5 km <b>", "R&amp;D at 100\u00a0kg &amp; 5\u00a0km &lt;b&gt;"),
        ("ก & ข 5 km", '<span lang="th">ก &amp; ข</span> 5\u00a0km'),
        ("> 5 km", "&gt; 5\u00a0km"),
    ],
)
def test_numbers_stay_whole_and_foreign_names_have_their_language(text: str, made: str) -> None:
    assert inline(text) == made
    assert prose(f"So {text}") == f"<p>So {made}</p>"


def test_a_number_at_the_end_of_a_typed_line_keeps_its_unit() -> None:
    assert prose("It goes over 1,000\nkm today.") == "<p>It goes over 1,000\u00a0km today.</p>"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('"So," he said', "“So,” he said"),
        ("it's China's", "it’s China’s"),
        ("the '90s", "the ’90s"),
        ("('so')", "(‘so’)"),
        ("\"'So' it is\"", "“‘So’ it is”"),
        ("the makers' cells", "the makers’ cells"),
    ],
)
def test_quotation_marks_are_typographic_in_markdown_and_in_plain_fields(text: str, made: str) -> None:
    assert inline(text) == made
    assert prose(text) == f"<p>{made}</p>"


def test_the_third_item_of_a_list_in_letters_is_no_copyright_sign() -> None:
    assert prose("(a) one, (b) two, (c) three") == "<p>(a) one, (b) two, (c) three</p>"


def test_an_address_breaks_in_a_narrow_column_and_hides_nothing() -> None:
    made = breakable("https://www.a-b.example/c?d=1&e=<2>")
    assert re.sub("\u200b", "", made) == "a-b.example/c?d=1&amp;e=&lt;2&gt;"
    assert "/\u200bc" in made


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="a1 ,.%–-&<>\"'*_[]()`|\n#km宁ก", max_size=40))
def test_any_text_keeps_its_letters_and_makes_no_disallowed_markup(text: str) -> None:
    made = inline(text)
    assert disallowed(made) == []
    words = html.unescape(re.sub(r"<[^>]*>", "", made)).replace("\u00a0", " ")
    assert re.sub(r"[\s\"'“”‘’]", "", words) == re.sub(r"[\s\"']", "", text)
    assert disallowed(prose(text, "END", "s")) == []
