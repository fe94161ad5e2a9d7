"""Topics, regions, segments and companies come from the newsroom's own lists.

Readers filter by these words and find stories through the index, so the same thing must have one name in
every issue. "Construction" beside "Construction & off-highway" would split a topic in two. The nearest name
of the list is offered; a word that is really new is added to topics.yaml or companies.yaml first.

Fails:

    topic: batterys

Passes:

    topic: batteries
    region: China
    companies: [CATL]

It is found while the file is read, and cannot be silenced: add the name to the list instead.
"""

from __future__ import annotations

from psr_report.errors import Severity

SEVERITY = Severity.ERROR
YIELDS = False
