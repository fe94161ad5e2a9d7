"""How messages say things."""

from __future__ import annotations

from collections.abc import Sequence

from psr_report import quantities
from psr_report.quantities import Quantity


def listed(names: Sequence[str], conjunction: str = "and") -> str:
    """Return the names as a sentence lists them: "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def amount(quantity: Quantity) -> str:
    """Return a quantity in the house's form, with plain spaces as somebody would type them."""
    return quantities.house(quantity).replace("\u00a0", " ")
