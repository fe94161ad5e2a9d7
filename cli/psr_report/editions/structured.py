"""The issue as schema.org data, for the programs that read the web issue."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from psr_report.issue import Correction, Issue, NumberedSource, Story


def structured(issue: Issue) -> Markup:
    """Return the issue as schema.org data, holding only what is known, safe inside a script element."""
    report, editor = issue.report, issue.editor
    published = issue.publishes.first.isoformat() if issue.publishes else None
    data = _known(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "name": f"{report.name}, {issue.title}",
            "reportNumber": str(issue.number) if issue.number else None,
            "inLanguage": report.language,
            "datePublished": published,
            "dateModified": issue.corrected.first.isoformat() if issue.corrected else None,
            "version": issue.edition if issue.edition > 1 else None,
            "publisher": _known({"@type": "Organization", "name": report.publisher, "url": report.site}),
            "editor": {"@type": "Person", "name": editor.name, "jobTitle": editor.title} if editor else None,
            "hasPart": [_story(story, published) for story in issue.stories if not story.is_draft],
        }
    )
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(re.sub(r"[<>&\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", text))


def _story(story: Story, published: str | None) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "@id": f"#{story.slug}",
            "headline": story.headline,
            "abstract": story.why,
            "articleSection": story.section,
            "datePublished": published,
            "keywords": [story.topic],
            "contentLocation": {"@type": "Place", "name": story.region} if story.region else None,
            "mentions": [{"@type": "Organization", "name": name} for name in story.companies],
            "correction": [_corrected(each) for each in story.corrections],
            "citation": [_cited(source) for source in story.sources],
        }
    )


def _corrected(correction: Correction) -> dict[str, Any]:
    text = f"It said {correction.was}; it now says {correction.now}. {correction.reason}"
    return {
        "@type": "CorrectionComment",
        "text": text,
        "datePublished": correction.date.first.isoformat(),
    }


def _cited(source: NumberedSource) -> dict[str, Any]:
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "publisher": {"@type": "Organization", "name": source.publisher},
        }
    )


def _known(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in (None, "", [])}
