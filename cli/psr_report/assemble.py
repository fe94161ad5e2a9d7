"""Newsroom and month to the Issue: stories in order, sources numbered, figures matched, index made.

A name that leads nowhere was reported when the newsroom was read; here it prints nothing and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP
from itertools import zip_longest

from psr_report import attachments, chart_rows, errata, evidence, ledger, mentions, model, quantities, tracing
from psr_report import issue as printed
from psr_report.attribution import credited
from psr_report.charts import Chart, Spec
from psr_report.dashboard import dashboard
from psr_report.drawings import drawing, faults
from psr_report.numbering import number
from psr_report.read.months import spoken
from psr_report.read.newsroom import Newsroom, Story
from psr_report.selection import Selection, selection, topic_name
from psr_report.tracker import scorecard, tracked

__all__ = ["Selection", "issue", "selection"]

_COVER_LINES = 4
_DRAWN_TOO = 4  # figures beside the text when every one of them stands in a chart as well
_SIZES = ("lead", "standard", "brief")


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
        self.told = {(story.month, story.slug): story for story in (*chosen.earlier, *chosen.stories)}
        self.ledger = ledger.entries(self.told.values())
        self.of_measure = ledger.by_key(self.ledger)
        self.numbering = number(chosen.stories)
        self.stated = {story.slug: chart_rows.stated(story.article) for story in chosen.stories}

    def issue(self) -> printed.Issue:
        plan, report = self.plan, self.room.report
        letter = plan.letter if not self.chosen.is_embargoed else None
        sections = self._sections()
        stories = [story for section in sections for story in section.stories]
        editor = self._author(plan.editor) if plan.editor else None
        cover = self._cover_figure()
        takeaways = tuple(self._takeaways())
        watch = tuple(self._watch())
        forecasts = tracked(self.room, self.month, self.chosen, self.ledger)
        corrections = [(story.headline, each) for story in stories for each in story.corrections]
        corrections += errata.of_earlier_issues(self.room, self.month, self.chosen)
        told = [letter or "", cover.text if cover else "", *(mentions.words(story) for story in stories)]
        told += [*(item.text for item in takeaways), *(event.text for event in watch)]
        told += [forecast.statement for forecast in forecasts]
        told += [word for _, each in corrections for word in (each.was, each.now, each.reason)]
        listed = {story.slug: story.article.companies for story in self.chosen.stories}
        return printed.Issue(
            report=report,
            month=self.month,
            title=spoken(self.month),
            number=plan.number,
            closes=plan.closes,
            publishes=plan.publishes,
            editor=editor,
            authors=self._authors(editor),
            cover=cover,
            cover_picture=self._picture(plan.cover.image) if plan.cover else None,
            cover_stories=tuple(sorted(stories, key=lambda story: _SIZES.index(story.size))[:_COVER_LINES]),
            letter=printed.Prose(letter, numbers=self._traced_letter(letter)) if letter else None,
            takeaways=takeaways,
            dashboard=self._dashboard(),
            sections=sections,
            sources=tuple(self.numbering.sources.values()),
            forecasts=forecasts,
            watch=watch,
            companies=mentions.company_index(stories, listed, self.room.companies),
            regions=mentions.region_index(stories),
            glossary=mentions.glossary(told, self.room.terms),
            corrections=tuple(corrections),
            scorecard=scorecard(self.room, self.month, self.chosen),
            edition=errata.edition(self.chosen.stories),
            # Typed for the whole issue, it may name what is withheld: then the stories have to do.
            announce=plan.announce if not self.chosen.withheld else None,
            withheld=self.chosen.withheld,
            faces=self.room.faces,
            attachments=attachments.of(self.room, self.month, self.chosen, self.numbering.numbers),
        )

    def _takeaways(self) -> Iterator[printed.Takeaway]:
        told = {story.slug: story for story in self.chosen.stories}
        for item in self.plan.takeaways:
            if item.article in told:
                numbers = self._traced(told[item.article], item.text)
                yield printed.Takeaway(item.text, item.article, numbers)

    def _sections(self) -> tuple[printed.Section, ...]:
        return tuple(
            printed.Section(f"section-{at}", name, tuple(self._story(story, name) for story in stories))
            for at, (name, stories) in enumerate(self.chosen.sections, 1)
        )

    def _story(self, story: Story, section: str) -> printed.Story:
        article = story.article
        topic = topic_name(self.room, article.topic)
        notes = evidence.notes(article.summary, self.stated[story.slug], self.numbering.numbers[story.slug])
        return printed.Story(
            slug=story.slug,
            size=article.size,
            section=section,
            headline=article.headline,
            short=short(article),
            kicker=tuple(word for word in (article.region, topic, article.segment) if word),
            region=article.region,
            topic=topic,
            topic_id=article.topic,
            date=article.date,
            why=article.why_it_matters,
            text=printed.Prose(article.summary, notes, self._traced(story, article.summary)),
            figures=tuple(self._figure(story, name) for name in _beside(article)),
            charts=tuple(_charts(story, self.room.specs)),
            picture=self._picture(article.image),
            quotes=tuple(self._quotes(story)),
            analysis=self._analysis(story),
            sources=self.numbering.of(story.slug),
            companies=tuple(self._company_name(name) for name in article.companies),
            corrections=errata.of_story(article),
            follows=self._link(article.follows) if article.follows else None,
            announce=article.announce,
            is_draft=article.status == "draft",
            why_numbers=self._traced(story, article.why_it_matters or ""),
        )

    def _figure(self, story: Story, name: str) -> printed.KeyFigure:
        figure = story.article.figures[name]
        converted = None if figure.also else quantities.pair(figure.value, self.room.report.house_pairs)
        return printed.KeyFigure(
            slug=story.slug,
            id=name,
            label=figure.label,
            value=figure.value,
            pair=figure.also or converted,
            pair_is_converted=converted is not None,
            kind=figure.kind,
            by=credited(figure.by, story.article.sources.get(figure.source or "")),
            source=self.numbering.source(story.slug, figure.source),
            as_of=figure.as_of,
            change=self._change(ledger.Entry(story.month, story.slug, name, figure)),
        )

    def _change(self, entry: ledger.Entry) -> printed.Change | None:
        before = ledger.earlier(self.of_measure.get(entry.key, ()), entry)
        if before is None or before.figure.period is None:
            return None
        percent = ledger.change(before.figure, entry.figure)
        if not percent:
            return None
        return printed.Change(
            percent, before.figure.period, before.month if before.month != self.month else None
        )

    def _traced(self, story: Story, text: str) -> tuple[printed.Traced, ...]:
        """Return the numbers of one of the story's texts that stand on its figures."""
        figures = self.stated[story.slug]
        return tuple(tracing.traced(text, figures, lambda name: self._backing(story, figures[name])))

    def _traced_letter(self, text: str) -> tuple[printed.Traced, ...]:
        """Return the numbers of the letter, which speaks of all stories."""
        told = {
            f"{story.slug}/{name}": (story, figure)
            for story in self.chosen.stories
            for name, figure in self.stated[story.slug].items()
        }
        figures = {name: figure for name, (_, figure) in told.items()}
        return tuple(tracing.traced(text, figures, lambda name: self._backing(*told[name])))

    def _backing(self, story: Story, figure: model.Figure) -> printed.Backing:
        by = credited(figure.by, story.article.sources.get(figure.source or ""))
        source = self.numbering.source(story.slug, figure.source)
        return printed.Backing(figure.value, figure.also, figure.kind, by, figure.as_of, source)

    def _quotes(self, story: Story) -> Iterator[printed.Quotation]:
        """Yield the quotations to set off from the text: those that do not stand in it already."""
        text = " ".join(story.article.summary.split())
        for quote in story.article.quotes:
            source = self.numbering.source(story.slug, quote.source)
            if source is not None and quote.text not in text:
                yield printed.Quotation(quote.text, quote.speaker, source)

    def _analysis(self, story: Story) -> printed.SignedAnalysis | None:
        note = story.article.analysis
        if note is None or note.text is None:
            return None
        authors = [author for name in note.by if (author := self._author(name))]
        return printed.SignedAnalysis(
            text=printed.Prose(note.text, numbers=self._traced(story, note.text)),
            names=tuple(author.name for author in authors),
            sign_offs=tuple(author.sign_off for author in authors),
            is_paraphrase=note.wording == "paraphrase",
        )

    def _author(self, name: str) -> printed.Author | None:
        person = self.room.people.get(name)
        return printed.Author(person.name, person.title, person.organisation) if person else None

    def _authors(self, editor: printed.Author | None) -> tuple[printed.Author, ...]:
        signers = [
            self._author(name)
            for story in self.chosen.stories
            if story.article.analysis
            for name in story.article.analysis.by
        ]
        return tuple(dict.fromkeys(author for author in (editor, *signers) if author))

    def _picture(self, image: model.Image | None) -> printed.PlacedPicture | None:
        picture = self.room.pictures.get(image.file) if image else None
        if image is None or picture is None:
            return None
        return printed.PlacedPicture(
            image.file, picture, image.alt, image.credit, image.licence, image.caption
        )

    def _company_name(self, name: str) -> str:
        company = self.room.companies.get(name)
        return company.name if company else name

    def _link(self, name: str) -> printed.StoryLink | None:
        """Return the earlier story if readers have seen it; a withheld one keeps its headline to itself."""
        month, _, slug = name.partition("/")
        story = self.told.get((month, slug))
        if story is None:
            return None
        return printed.StoryLink(story.article.headline, spoken(story.month), story.month, story.slug)

    def _cover_figure(self) -> printed.CoverFigure | None:
        cover = self.plan.cover
        if cover is None or cover.figure is None:
            return None
        slug, _, name = cover.figure.partition("/")
        story = next((story for story in self.chosen.stories if story.slug == slug), None)
        if story is None or name not in story.article.figures:
            return None
        figure = self._figure(story, name)
        return printed.CoverFigure(figure, cover.text or figure.caption, _dots(figure.value))

    def _watch(self) -> Iterator[printed.WatchedEvent]:
        for event in sorted(self.plan.watch, key=lambda event: event.date.last):
            is_told = not self.chosen.is_embargoed if event.article is None else event.article in self.slugs
            if is_told:
                yield printed.WatchedEvent(event.date, event.text, event.article)

    def _dashboard(self) -> tuple[printed.KeyFigure, ...]:
        """Return what opens the issue: each story's first figure is offered, then each second one."""
        named = [(story, list(story.article.figures)) for story in self.chosen.stories]
        rounds = zip_longest(*([(story, name) for name in names] for story, names in named))
        offered = [(story, name) for each in rounds for story, name in filter(None, each)]
        return dashboard(
            [(story.article.figures[name], self._figure(story, name)) for story, name in offered]
        )


def _charts(story: Story, specs: Mapping[str, Spec]) -> Iterator[Chart]:
    """Yield the charts that can be drawn honestly; one whose faults were set aside is left out."""
    for at, asked in enumerate(story.article.drawings, 1):
        if not faults(story.article, asked, specs):
            yield drawing(story.article, asked, f"{story.slug}-chart-{at}", specs)


def _beside(article: model.Article) -> list[str]:
    """Return the figures of the rail: those that no chart shows, or when charts show all, the first few."""
    drawn = {name for chart in article.drawings for name in chart.figures}
    others = [name for name in article.figures if name not in drawn]
    return others or list(article.figures)[:_DRAWN_TOO]


def _dots(value: quantities.Quantity) -> int | None:
    """Return how many dots in a thousand a share lights; None when the figure is no share from 0 to 100%."""
    unit = value.unit
    if unit is None or unit.symbol != "%" or value.is_range or not 0 < value.low <= 100:
        return None
    return max(1, int((value.low * 10).to_integral_value(ROUND_HALF_UP)))


def short(article: model.Article) -> str:
    """Return a story's words in a narrow list: those of the announcement, else its headline."""
    words = article.announce or article.headline
    return words[:1].upper() + words[1:]
