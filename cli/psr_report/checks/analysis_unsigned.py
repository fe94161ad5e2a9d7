"""Every note is signed by somebody.

A note is an opinion, and readers weigh it by who holds it. The name under `by:` prints the sign-off below
the note; without one nobody answers for it.

Fails:

    analysis:
      text: |
        A pack on a stand is not a pack in a car.

Passes:

    analysis:
      by: [ada]
      text: |
        A pack on a stand is not a pack in a car.

It is found while the file is read, and cannot be silenced: an opinion that nobody signs is not printed.
"""

from __future__ import annotations

from psr_report.errors import Severity

SEVERITY = Severity.ERROR
NEEDS = {"analysis"}
YIELDS = False
