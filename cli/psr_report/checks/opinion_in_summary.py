"""Opinion stands in the signed note, not in the headline, the summary or a takeaway.

Readers take a summary for fact and a note for judgement. "Finally" says that somebody has waited,
"plummeting" that somebody is alarmed; neither is in the numbers. The words move to the note, where somebody
signs for them, or give way to the fact: how much, since when. Quotations keep the words that were said, and
names of companies are names. Report.yaml can add words (`opinion_in_summary_words`) and let words pass
(`opinion_in_summary_allowed`).

Fails:

    summary: |
      Prices are plummeting, the desk reports.

Passes:

    summary: |
      Prices are lower than in 2024, the desk reports.
    analysis:
      by: [ada]
      text: |
        It is good to see that prices finally move.

Silence it where the word is meant as a fact:

    ignore: {opinion-in-summary: “brilliant” is the name of a paint}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from psr_report.checks.passages import Passage
from psr_report.checks.rule import Desk
from psr_report.errors import Problem, Severity
from psr_report.read.newsroom import Story

SEVERITY = Severity.WARNING
NEEDS = {"sources", "companies.yaml", "people.yaml", "report.yaml"}

_ROLES = frozenset({"headline", "why", "summary", "takeaway"})
_WORDS = (
    # pleasure and regret
    r"(?:great|good|nice|wonderful|pleasing|encouraging|exciting|sad|sorry|disappointing) to see",
    r"(?:great|good|bad|terrible|wonderful|welcome|sad|exciting) news",
    r"(?:a )?welcome (?:step|move|change|sign)",
    r"unfortunately|regrettably|sadly|alas|fortunately|luckily|happily|thankfully|hopefully|mercifully",
    r"disappointing(?:ly)?|worrying(?:ly)?|alarming(?:ly)?|shocking(?:ly)?|frightening(?:ly)?|depressing(?:ly)?",
    r"encouragingly|promisingly|refreshing(?:ly)?|a shame|no wonder",
    # impatience
    r"finally|at long last|long overdue",
    r"at last(?! (?:count|year|month|week|quarter|night|minute|report|census))",
    # certainty without a reason
    r"clearly|obviously|undoubtedly|undeniabl[ey]|unquestionabl[ey]|needless to say|of course|no doubt"
    r"|without (?:a )?doubt|make no mistake|it goes without saying",
    # surprise
    r"(?:un)?surprising(?:ly)?|no surprise|as no surprise|amazing(?:ly)?|astonishing(?:ly)?|astounding(?:ly)?"
    r"|incredibl[ey]|unbelievabl[ey]|ironically|interestingly|tellingly|strikingly",
    # praise
    r"impressive(?:ly)?|remarkabl[ey]|exciting(?:ly)?|thrilling|stunning(?:ly)?|spectacular(?:ly)?|fantastic"
    r"|terrific|wonderful(?:ly)?|awesome|brilliant(?:ly)?|superb(?:ly)?|magnificent|phenomenal(?:ly)?|stellar",
    r"game[-\s]chang(?:er|ers|ing)|revolutionary|revolutioni[sz](?:e|es|ed|ing)|cutting[-\s]edge|world[-\s]class"
    r"|best[-\s]in[-\s]class|next[-\s]level|holy grail|no[-\s]brainer",
    r"ground-?breaking(?! (?:ceremony|event|took|was|for))",
    r"jaw[-\s]dropping|mind[-\s]blowing|eye[-\s]watering|breathtaking|staggering(?:ly)?",
    r"whopping|mouth[-\s]watering",
    # blame
    r"terribl[ey]|awful(?:ly)?|horribl[ey]|dismal(?:ly)?|pathetic|ridiculous(?:ly)?|absurd(?:ly)?|outrageous(?:ly)?"
    r"|foolish(?:ly)?|disastrous(?:ly)?|catastrophic(?:ally)?|doomed|woeful(?:ly)?",
    # numbers made louder
    r"plummet(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?|sky-rocket(?:s|ed|ing)?|dramatic(?:ally)?|nosediv(?:e|es|ed|ing)"
    r"|through the roof|explosive growth|booming|mind-boggling",
    # the writer speaking
    r"(?:I|we) (?:think|believe|feel|hope|fear|love|like)|in (?:my|our) (?:view|opinion)",
)  # fmt: skip


def of_story(story: Story, desk: Desk) -> Iterator[Problem]:
    """Yield a problem for each word of opinion outside the note, at the word."""
    named = {source.publisher for source in story.article.sources.values()}
    yield from _problems(desk.texts(story), desk, named)


def of_issue(desk: Desk) -> Iterator[Problem]:
    """Yield the same for the takeaways."""
    yield from _problems(desk.plan, desk, ())


def _problems(texts: Iterable[Passage], desk: Desk, publishers: Iterable[str]) -> Iterator[Problem]:
    pattern = _pattern(desk.options.opinion_in_summary_words)
    allowed = {one.casefold() for one in desk.options.opinion_in_summary_allowed}
    for passage in texts:
        if passage.role not in _ROLES:
            continue
        for match in pattern.finditer(passage.unquoted):
            word = " ".join(match[0].split())
            if word.casefold() in allowed or _is_named(passage, match.span(), desk, publishers):
                continue
            yield passage.problem(
                "opinion-in-summary",
                SEVERITY,
                match.span(),
                f'"{word}" is a word of opinion',
                "move it to the analysis, or say the fact",
            )


def _is_named(passage: Passage, span: tuple[int, int], desk: Desk, publishers: Iterable[str]) -> bool:
    """Return whether the words are part of a company's, a person's or a publisher's name."""
    start, end = span
    if any(first <= start and end <= last for first, last, _ in desk.names.find(passage.words)):
        return True
    sentence = passage.sentence_words(start)
    said = " ".join(passage.words[start:end].split())
    return any(said in name and name in sentence for name in publishers)


@lru_cache(maxsize=4)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds words of opinion: the house's and those of report.yaml, capitals or not."""
    own = [r"\s+".join(map(re.escape, word.split())) for word in more]
    choice = "|".join([*own, *(words.replace(" ", r"\s+") for words in _WORDS)])
    return re.compile(rf"(?<![\w-])(?:{choice})(?!\w)(?!-\w)", re.IGNORECASE)
