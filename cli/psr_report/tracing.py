"""From the numbers in a text to the figures they stand on, ready for a reader who asks where one is from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from psr_report import evidence, quantities
from psr_report.evidence import Evidence
from psr_report.issue import Backing, Traced
from psr_report.model import Figure
from psr_report.quantities import Quantity

_LONGEST = 20  # digits: only a quotient has more
_MOST = 3  # figures named for one number: more would be a list, not an answer


def traced(text: str, figures: Mapping[str, Figure], backing: Callable[[str], Backing]) -> Iterator[Traced]:
    """Yield the numbers in ``text`` that figures back, in order, none over another.

    ``backing`` gives what is shown of a figure by its name.
    """
    if not figures:
        return
    ratios = {one.start: one.value for one in quantities.ratios(text)}
    end = 0
    for item in evidence.behind(text, figures):
        if not item.figures or item.start < end:
            continue
        end = item.end
        names = _nearest(item, figures)
        value, unit = _for_machines(item, figures[names[0]], ratios)
        yield Traced(
            item.start,
            item.end,
            value,
            unit,
            _is_calculated(item.quantity, [figures[name] for name in names]),
            tuple(dict.fromkeys(backing(name) for name in names[:_MOST])),
        )


def _nearest(item: Evidence, figures: Mapping[str, Figure]) -> Sequence[str]:
    """Return the figures with the very value, else all that come to it."""
    said = item.quantity
    if said is None:
        return item.figures
    exact = [
        name
        for name in item.figures
        if any(_is_alike(said, value) and said.low == value.low for value in _values(figures[name]))
    ]
    return exact or item.figures


def _values(figure: Figure) -> Iterator[Quantity]:
    yield from (value for value in (figure.value, figure.also) if value is not None)


def _is_calculated(said: Quantity | None, found: Sequence[Figure]) -> bool:
    """Return whether no source printed the number: it was worked out from two figures, or converted."""
    if said is None:
        return len(found) > 1
    return not any(_is_alike(said, value) for one in found for value in _values(one))


def _is_alike(said: Quantity, value: Quantity) -> bool:
    """Return whether two quantities are in one unit, as far as a text names it: US$63 is a price per kWh."""
    if said.unit is None or value.unit is None:
        return True
    return said.unit.base == value.unit.base or (said.unit.is_count and value.unit.is_count)


def _for_machines(item: Evidence, figure: Figure, ratios: Mapping[int, Decimal]) -> tuple[str, str]:
    """Return the number in plain digits, a range with a slash between its ends, and the unit's symbol."""
    said = item.quantity
    if said is None:
        if item.start in ratios:
            return _plain(ratios[item.start]), ""
        said = figure.value
    ends = (said.low, said.high) if said.is_range else (said.low,)
    unit = said.unit or figure.value.unit  # the noun of a count may stand further on
    return "/".join(map(_plain, ends)), unit.symbol if unit else ""


def _plain(value: Decimal) -> str:
    """Return plain digits: half is 0.5, a third, which never ends, is 0.3333."""
    text = f"{value:f}"
    text = text if len(text) <= _LONGEST else f"{value:.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
