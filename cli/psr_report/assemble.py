"""Newsroom and month to the Issue: stories in order, sources numbered once, figures matched, index and glossary made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from psr_report import attachments, evidence, ledger, model, periods, quantities
from psr_report import issue as printed
from psr_report.drawings import drawing, short_publisher
from psr_report.read.months import spoken
from psr_report.read.newsroom import Newsroom, Story

_MAX_FIGURES = 6
_COVER_LINES = 4


@dataclass(frozen=True, slots=True)
class Selection:
    """The stories that go into an issue, by section, and those left out with the reason: draft, embargoed or unlisted."""

    sections: tuple[tuple[str, tuple[Story, ...]], ...]
    left_out: tuple[tuple[Story, str], ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories in the order of the issue."""
        return tuple(story for _, stories in self.sections for story in stories)


def selection(room: Newsroom, month: str, now: datetime, *, drafts: bool = False) -> Selection:
    """Return which stories the issue of ``month`` prints at the instant ``now``, in sections and in order."""
    folder = room.folders[month]
    left_out: list[tuple[Story, str]] = []

    def fit(story: Story) -> bool:
        reason = _why_not(story.article, now, drafts)
        if reason:
            left_out.append((story, reason))
        return not reason

    if folder.plan.sections:
        named = [
            (section.name, [folder.stories[slug] for slug in section.articles if slug in folder.stories])
            for section in folder.plan.sections
        ]
        listed = {story.slug for _, stories in named for story in stories}
        left_out += [(story, "unlisted") for slug, story in folder.stories.items() if slug not in listed]
    else:
        named = _by_topic(room, folder.stories.values())
    kept = [(name, tuple(story for story in stories if fit(story))) for name, stories in named]
    return Selection(tuple((name, stories) for name, stories in kept if stories), tuple(left_out))


def _why_not(article: model.Article, now: datetime, drafts: bool) -> str | None:
    if article.embargo is not None and article.embargo > now:
        return "embargoed"
    return "draft" if article.status == "draft" and not drafts else None


def _by_topic(room: Newsroom, stories: Iterable[Story]) -> list[tuple[str, list[Story]]]:
    """Return the stories by topic in the newsroom's order: leads first, then the newest first."""
    by_topic: dict[str, list[Story]] = {name: [] for name in room.topics.topics}
    for story in stories:
        by_topic.setdefault(story.article.topic, []).append(story)
    ranks = {"lead": 0, "standard": 1, "brief": 2}
    for each in by_topic.values():
        each.sort(key=lambda story: story.slug)
        each.sort(key=lambda story: story.article.date.last.isoformat() if story.article.date else "", reverse=True)
        each.sort(key=lambda story: ranks[story.article.size])
    return [(_topic_name(room, name), each) for name, each in by_topic.items() if each]


def _topic_name(room: Newsroom, name: str) -> str:
    topic = room.topics.topics.get(name)
    return topic.name if topic else name


def issue(room: Newsroom, month: str, chosen: Selection) -> printed.Issue:
    """Return the issue of ``month`` with the chosen stories, complete and ready for every edition."""
    return _Desk(room, month, chosen).issue()


class _Desk:
    """What the parts of one issue have in common while it is put together: numbers, ledger, names."""

    def __init__(self, room: Newsroom, month: str, chosen: Selection) -> None:
        self.room = room
        self.month = month
        self.chosen = chosen
        self.plan = room.folders[month].plan
        self.slugs = {story.slug for story in chosen.stories}
        earlier = [
            story
            for folder in room.folders.values()
            if folder.month < month
            for story in folder.stories.values()
            if story.article.status == "ready"
        ]
        self.earlier = earlier
        self.ledger = ledger.entries([*earlier, *chosen.stories])
        self.sources, self.numbers = _number(chosen.stories)

    def issue(self) -> printed.Issue:
        plan = self.plan
        sections = self._sections()
        stories = [story for section in sections for story in section.stories]
        cover = self._cover_figure()
        letter = printed.Prose(plan.letter) if plan.letter else None
        takeaways = tuple(printed.Takeaway(item.text, item.article) for item in plan.takeaways if item.article in self.slugs)
        watch = tuple(self._watch())
        editor = self._author(plan.editor) if plan.editor else None
        return printed.Issue(
            report=self.room.report,
            month=self.month,
            title=spoken(self.month),
            number=plan.number,
            closes=plan.closes,
            publishes=plan.publishes,
            editor=editor,
            authors=self._authors(editor),
            cover=cover,
            cover_picture=self._picture(plan.cover.image) if plan.cover and plan.cover.image else None,
            cover_stories=tuple(sorted(stories, key=lambda story: ("lead", "standard", "brief").index(story.size))[:_COVER_LINES]),
            letter=letter,
            takeaways=takeaways,
            dashboard=_dashboard(stories),
            sections=sections,
            sources=tuple(self.sources.values()),
            forecasts=tuple(self._forecasts()),
            watch=watch,
            companies=self._company_index(),
            regions=_region_index(stories, self.room.topics.regions),
            glossary=self._glossary([letter.text if letter else "", *(item.text for item in takeaways), *(e.text for e in watch)]),
            corrections=tuple((story.headline, each) for story in stories for each in story.corrections),
            announce=plan.announce,
            withheld=tuple(sorted(story.slug for story, reason in self.chosen.left_out if reason in ("draft", "embargoed"))),
            attachments=attachments.of(self.room, self.month, self.chosen.stories, self.numbers),
        )

    def _sections(self) -> tuple[printed.Section, ...]:
        sections = []
        for number, (name, stories) in enumerate(self.chosen.sections, 1):
            sections.append(printed.Section(f"section-{number}", name, tuple(self._story(story, name) for story in stories)))
        return tuple(sections)

    def _story(self, story: Story, section: str) -> printed.Story:
        article = story.article
        numbers = self.numbers[story.slug]
        topic = _topic_name(self.room, article.topic)
        return printed.Story(
            slug=story.slug,
            size=article.size,
            section=section,
            headline=article.headline,
            short=_short(article),
            kicker=tuple(word for word in (article.region, topic, article.segment) if word),
            region=article.region,
            topic=topic,
            topic_id=article.topic,
            date=article.date,
            why=article.why_it_matters,
            text=printed.Prose(article.summary, evidence.notes(article.summary, article.figures, numbers)),
            figures=tuple(self._figure(story, name) for name in article.figures if name not in _drawn_only(article)),
            charts=tuple(drawing(article, chart, f"{story.slug}-chart-{at}") for at, chart in enumerate(article.drawings, 1)),
            picture=self._picture(article.image) if article.image else None,
            quotes=tuple(
                printed.Quotation(quote.text, quote.speaker, self.sources[numbers[quote.source]]) for quote in article.quotes
            ),
            analysis=self._analysis(article),
            sources=tuple(self.sources[number] for number in numbers.values()),
            companies=tuple(self._company_name(name) for name in article.companies),
            corrections=tuple(printed.Correction(each.date, each.was, each.now, each.reason) for each in article.corrections),
            follows=self._link(article.follows) if article.follows else None,
            announce=article.announce,
            is_draft=article.status == "draft",
        )

    def _figure(self, story: Story, name: str) -> printed.KeyFigure:
        figure = story.article.figures[name]
        source = self.sources[self.numbers[story.slug][figure.source]] if figure.source else None
        pair = figure.also
        converted = None if pair else quantities.pair(figure.value, self.room.report.house_pairs)
        return printed.KeyFigure(
            slug=story.slug,
            id=name,
            label=figure.label,
            value=figure.value,
            pair=pair or converted,
            pair_is_converted=converted is not None,
            kind=figure.kind,
            by=figure.by or (short_publisher(story.article.sources[figure.source]) if figure.source else None),
            source=source,
            as_of=figure.as_of,
            change=self._change(story, name),
        )

    def _change(self, story: Story, name: str) -> printed.Change | None:
        entry = ledger.Entry(story.month, story.slug, name, story.article.figures[name])
        before = ledger.earlier(self.ledger, entry)
        if before is None or before.figure.period is None:
            return None
        percent = ledger.change(before.figure, entry.figure)
        if percent is None or percent == 0:
            return None
        return printed.Change(percent, before.figure.period, before.month if before.month != self.month else None)

    def _analysis(self, article: model.Article) -> printed.SignedAnalysis | None:
        note = article.analysis
        if note is None or note.text is None:
            return None
        authors = [self._author(name) for name in note.by]
        return printed.SignedAnalysis(
            text=printed.Prose(note.text),
            names=tuple(author.name for author in authors),
            sign_offs=tuple(author.sign_off for author in authors),
            is_paraphrase=note.wording == "paraphrase",
        )

    def _author(self, name: str) -> printed.Author:
        person = self.room.people[name]
        return printed.Author(person.name, person.title, person.organisation)

    def _authors(self, editor: printed.Author | None) -> tuple[printed.Author, ...]:
        signed = [
            self._author(name)
            for story in self.chosen.stories
            if story.article.analysis
            for name in story.article.analysis.by
        ]
        return tuple(dict.fromkeys([*([editor] if editor else []), *signed]))

    def _picture(self, image: model.Image) -> printed.PlacedPicture:
        picture = self.room.pictures[image.file]
        return printed.PlacedPicture(image.file, picture, image.alt, image.credit, image.licence, image.caption)

    def _link(self, name: str) -> printed.StoryLink:
        month, _, slug = name.partition("/")
        return printed.StoryLink(self.room.folders[month].stories[slug].article.headline, spoken(month), month, slug)

    def _cover_figure(self) -> printed.CoverFigure | None:
        cover = self.plan.cover
        if cover is None or cover.figure is None:
            return None
        slug, _, name = cover.figure.partition("/")
        story = next((story for story in self.chosen.stories if story.slug == slug), None)
        if story is None:
            return None
        figure = self._figure(story, name)
        return printed.CoverFigure(figure, cover.text or figure.label, _dots(figure.value))

    def _watch(self) -> Iterator[printed.WatchedEvent]:
        for event in sorted(self.plan.watch, key=lambda event: event.date.last):
            if event.article is None or event.article in self.slugs:
                yield printed.WatchedEvent(event.date, event.text, event.article)

    def _forecasts(self) -> Iterator[printed.TrackedForecast]:
        for story in self.chosen.stories:
            for forecast in story.article.forecasts:
                yield self._forecast(story, forecast)
        for story in self.earlier:
            for forecast in story.article.forecasts:
                yield self._forecast(story, forecast)

    def _forecast(self, story: Story, forecast: model.Forecast) -> printed.TrackedForecast:
        source = story.article.sources.get(forecast.source or "")
        last = ledger.last_known(self.ledger, forecast.of, forecast.metric, self.month)
        is_over = forecast.due is not None and forecast.due.last < periods.parse(self.month).first
        return printed.TrackedForecast(
            statement=forecast.statement,
            by=forecast.by or (short_publisher(source) if source else None),
            value=forecast.value,
            due=forecast.due,
            last=self._entry(last) if last else None,
            last_issue=last.month if last and last.month != self.month else None,
            status="due" if is_over else "open",
            slug=story.slug,
            issue=spoken(story.month),
            is_new=story.month == self.month,
        )

    def _entry(self, entry: ledger.Entry) -> printed.KeyFigure:
        figure = entry.figure
        return printed.KeyFigure(
            entry.slug, entry.id, figure.label, figure.value, figure.also, False, figure.kind, figure.by, None, figure.period or figure.as_of
        )

    def _company_name(self, name: str) -> str:
        return self.room.companies[name].name

    def _company_index(self) -> tuple[printed.IndexEntry, ...]:
        entries = []
        for key, company in self.room.companies.items():
            slugs = [
                story.slug
                for story in self.chosen.stories
                if key in story.article.companies or _mentions(company.name, _words(story.article))
            ]
            if slugs:
                entries.append(printed.IndexEntry(company.name, company.native_name, tuple(slugs)))
        return tuple(sorted(entries, key=lambda entry: entry.name.casefold()))

    def _glossary(self, more: Sequence[str]) -> tuple[printed.GlossaryEntry, ...]:
        text = "\n".join([*more, *(_words(story.article) for story in self.chosen.stories)])
        used = [
            printed.GlossaryEntry(name, term.expansion, term.definition)
            for name, term in self.room.terms.items()
            if _mentions(name, text)
        ]
        return tuple(sorted(used, key=lambda entry: entry.term.casefold()))


def _number(stories: Sequence[Story]) -> tuple[dict[int, printed.NumberedSource], dict[str, dict[str, int]]]:
    """Return the sources by number, and each story's numbers by the name the story gives the source."""
    by_identity: dict[tuple[str, str, str | None], int] = {}
    users: dict[int, list[str]] = {}
    first: dict[int, model.Source] = {}
    numbers: dict[str, dict[str, int]] = {}
    for story in stories:
        numbers[story.slug] = {}
        for name, source in story.article.sources.items():
            identity = (source.publisher, source.title, source.url)
            number = by_identity.setdefault(identity, len(by_identity) + 1)
            numbers[story.slug][name] = number
            first.setdefault(number, source)
            if story.slug not in users.setdefault(number, []):
                users[number].append(story.slug)
    sources = {
        number: printed.NumberedSource(
            number, source.publisher, source.title, source.url, source.published, source.via, tuple(users[number])
        )
        for number, source in first.items()
    }
    return sources, numbers


def _drawn_only(article: model.Article) -> set[str]:
    """Return the figures that a chart already shows, when the story has others for its rail, or more than a rail holds."""
    drawn = [name for chart in article.drawings for name in chart.figures]
    others = [name for name in article.figures if name not in drawn]
    return set(drawn) if others else set(drawn[4:])


def _dashboard(stories: Sequence[printed.Story]) -> tuple[printed.KeyFigure, ...]:
    """Return up to six figures: those with a known change first, then each story's first, then its second, and so on."""
    rounds = [
        story.figures[depth]
        for depth in range(max((len(story.figures) for story in stories), default=0))
        for story in stories
        if depth < len(story.figures)
    ]
    chosen = sorted(rounds, key=lambda figure: figure.change is None)[:_MAX_FIGURES]
    return tuple(figure for figure in rounds if figure in chosen)


def _dots(value: quantities.Quantity) -> int | None:
    """Return how many dots in a thousand a share lights; None when the figure is no share from 0 to 100%."""
    if value.unit is None or value.unit.symbol != "%" or value.low != value.high or not 0 < value.low <= 100:
        return None
    return max(1, round(value.low * 10))


def _short(article: model.Article) -> str:
    words = article.announce or article.headline
    return words[:1].upper() + words[1:]


def _words(article: model.Article) -> str:
    note = article.analysis.text if article.analysis and article.analysis.text else ""
    charts = [text for chart in article.drawings for text in (chart.title, chart.measure)]
    labels = [text for figure in article.figures.values() for text in (figure.label, quantities.house(figure.value))]
    forecasts = [forecast.statement for forecast in article.forecasts]
    return "\n".join([article.headline, article.why_it_matters or "", article.summary, note, *charts, *labels, *forecasts])


def _mentions(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text) is not None


def _region_index(stories: Sequence[printed.Story], regions: Sequence[str]) -> tuple[printed.IndexEntry, ...]:
    used: Mapping[str, list[str]] = {name: [] for name in regions}
    for story in stories:
        if story.region is not None and story.region in used:
            used[story.region].append(story.slug)
    entries = [printed.IndexEntry(name, None, tuple(slugs)) for name, slugs in used.items() if slugs]
    return tuple(sorted(entries, key=lambda entry: entry.name.casefold()))


