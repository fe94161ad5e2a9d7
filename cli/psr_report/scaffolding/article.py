"""The YAML of a new article: what is known of it, and a marked gap wherever only a person knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from psr_report.gaps import gap
from psr_report.scaffolding.quoting import block, comment, date, scalar
from psr_report.shapes import UNKNOWN, as_line

SCHEMA = "# yaml-language-server: $schema=../.schema/article.json"

_HOW = "# What stands in «…» is for you to write, in place of the mark. psr-report check lists what is left."
_WHICH_KIND = "whether it is actual, an estimate, a claim or a forecast"
_AMOUNT = "the number with its unit, such as US$63/kWh"
_ADDRESS = "its web address, if it is known"
_DAY = "when it was published, if it is known"


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a source: ``name`` is its name in the story, a slug; what is None becomes a gap."""

    name: str = "source"
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    accessed: str | None = None
    author: str | None = None  # said in a comment: sources are named by their publisher


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may become a figure: it is written as a comment, for a person to judge.

    ``said`` is the sentence it was found in, ``where`` says where it stands in place of that.
    """

    name: str
    value: str
    label: str | None = None
    source: str | None = None
    said: str | None = None
    where: str | None = None
    also: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a new article.

    ``topic`` None takes the first of ``topics`` and marks the choice as a gap. ``date`` is a day, a month or
    another period as the model takes it; unless ``is_dated`` it is a guess, and marked. ``notes`` stand as
    comments at the top. Of the ``people`` one may sign; ``signer`` does.
    """

    headline: str
    topics: Sequence[str]
    date: str
    topic: str | None = None
    is_dated: bool = False
    size: str = "standard"
    summary: str | None = None
    sources: Sequence[Source] = (Source(),)
    candidates: Sequence[Candidate] = ()
    quotes: Sequence[Quote] = ()
    signer: str | None = None
    people: Sequence[str] = ()
    notes: Sequence[str] = ()


def text(draft: Draft) -> str:
    """Return the file. It can be read, and passes all rules but gap-left, which finds each gap.

    No text of the draft may hold what `read.text.hidden_in` finds, and ``topics`` are not empty.
    """
    parts = (_head, _summary, _sources, _quotes, _figures, _note)
    return "\n".join([*(line for part in parts for line in part(draft)), ""])


def _head(draft: Draft) -> Iterator[str]:
    yield SCHEMA
    yield _HOW
    for note in draft.notes:
        yield from comment(note)
    yield f"headline: {scalar(as_line(draft.headline))}"
    if _is_topic_open(draft):
        yield from comment(f"The topics are {', '.join(draft.topics)}.")
    topic = draft.topic or draft.topics[0]
    yield f"topic: {scalar(topic)}{_marked('which topic it is', _is_topic_open(draft))}"
    yield f"date: {date(draft.date)}{_marked('when it happened', not draft.is_dated)}"
    yield "status: draft  # ready, when nothing is left to write"
    yield f"size: {draft.size}  # lead, standard or brief"


def _is_topic_open(draft: Draft) -> bool:
    return draft.topic is None and len(draft.topics) > 1


def _summary(draft: Draft) -> Iterator[str]:
    yield "# What happened and who says so, with the numbers as the source gives them."
    yield f"summary: {block(draft.summary or gap('what happened'))}"


def _sources(draft: Draft) -> Iterator[str]:
    yield "sources:"
    for source in draft.sources or (Source(),):
        yield f"  {source.name}:  # the name by which figures, charts and quotes refer to it"
        yield f"    publisher: {_line(source.publisher, 'who published it')}"
        yield f"    title: {_line(source.title, 'its title')}"
        yield f"    url: {_known(source.url, _ADDRESS)}"
        yield f"    published: {_known(source.published, _DAY)}"
        yield f"    accessed: {date(source.accessed or UNKNOWN)}"
        if source.author is not None:
            yield from comment(f"written by {source.author}", "    ")


def _quotes(draft: Draft) -> Iterator[str]:
    if not draft.quotes:
        return
    yield "# Words of the source: the rule text-copied finds where the story takes them over unmarked."
    yield "# They are printed as quotations: delete what it should not quote before it is ready."
    yield "quotes:"
    for quote in draft.quotes:
        yield f"  - text: {scalar(as_line(quote.text))}"
        yield f"    source: {quote.source}"


def _figures(draft: Draft) -> Iterator[str]:
    """Yield the figures as comments: which of them the story uses, and what they measure, a person says.

    What only a person can say is marked, and found as a gap as soon as they are no comments any more.
    """
    yield "# Each number of the summary is a figure. Take away the “# ” before those that are used."
    yield "# figures:"
    example = Candidate("number", "0 units")
    before = None
    for each in draft.candidates or (example,):
        above = f"“{as_line(each.said)}”" if each.said else each.where
        if above and above != before:
            yield from comment(above, "#   ", "")
        before = above
        yield f"#   {each.name}:"
        source = each.source or _first(draft)
        yield f"#     label: {_line(each.label, 'what the number measures')}"
        yield f"#     value: {scalar(as_line(each.value))}{_marked(_AMOUNT, each is example)}"
        if each.also is not None:
            yield f"#     also: {scalar(as_line(each.also))}"
        yield f"#     kind: claim  # {gap(_WHICH_KIND)}"
        yield f"#     as_of: {date(each.as_of or _published(draft, source))}  # when it was stated"
        yield f"#     source: {source}"


def _first(draft: Draft) -> str:
    return draft.sources[0].name if draft.sources else Source().name


def _published(draft: Draft, source: str) -> str:
    dates = {each.name: each.published for each in draft.sources}
    return dates.get(source) or UNKNOWN


def _note(draft: Draft) -> Iterator[str]:
    yield "analysis:"
    if draft.signer is not None:
        yield f"  by: [{draft.signer}]"
        yield f"  text: {block(gap('the signed note'), '    ')}"
        return
    yield "  # A note, signed by a name from people.yaml, or the reason why there is none."
    yield f"  # by: [{next(iter(draft.people), 'name')}]"
    yield "  # text: |"
    yield "  #   The note."
    yield f"  none: {gap('why there is no note')}"


def _marked(what: str, is_open: bool) -> str:
    return f"  # {gap(what)}" if is_open else ""


def _line(value: str | None, what: str) -> str:
    return gap(what) if value is None else scalar(as_line(value))


def _known(value: str | None, what: str) -> str:
    return f"{UNKNOWN}  # {gap(what)}" if value is None else date(value)
