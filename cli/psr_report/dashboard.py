"""Which figures open an issue: few, different ones, those that moved first."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date

from psr_report import ledger, quantities
from psr_report.issue import KeyFigure
from psr_report.model import Figure

MOST = 6


def dashboard(offered: Sequence[tuple[Figure, KeyFigure]]) -> tuple[KeyFigure, ...]:
    """Return up to six of the figures in the order offered, those with a known change before others.

    No measure stands there twice. Of two values of one, the one with a change is taken, then an observed
    value before a forecast, then the later period, then the first offered.
    """
    best: dict[Hashable, int] = {}
    for at, (figure, _) in enumerate(offered):
        held = best.setdefault(_measure(figure), at)
        if _weight(*offered[at]) > _weight(*offered[held]):
            best[_measure(figure)] = at
    places = sorted(best.values(), key=lambda at: (offered[at][1].change is None, at))
    return tuple(offered[at][1] for at in sorted(places[:MOST]))


def _measure(figure: Figure) -> Hashable:
    """Return what makes two figures the same measure: the ledger's key, else the words and the number."""
    key = ledger.key(figure.of, figure.metric)
    if key is None:
        return figure.label.casefold(), quantities.house(figure.value)
    return key, figure.value.unit, figure.level, figure.cycle


def _weight(figure: Figure, shown: KeyFigure) -> tuple[bool, bool, date]:
    return (
        shown.change is not None,
        figure.kind != "forecast",
        figure.period.last if figure.period else date.min,
    )
