"""Whoever signs a note or answers for an issue stands in people.yaml.

The sign-off prints a person's name, title and organisation, and all three come from people.yaml. A name
that is not there is a slip of the pen, or a colleague who has yet to be added.

Fails:

    analysis:
      by: [adda]
      text: |
        A pack on a stand is not a pack in a car.

Passes:

    analysis:
      by: [ada]
      text: |
        A pack on a stand is not a pack in a car.

It is found while the file is read, and cannot be silenced: there would be nothing to print.
"""

from __future__ import annotations

from psr_report.errors import Severity

SEVERITY = Severity.ERROR
YIELDS = False
