"""Text that cannot steer a terminal, a page or a mail: what hides or reorders is spelled out."""

from __future__ import annotations

import re

_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")
# The other C0 and C1 controls, and everything that reorders or hides text.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return the text on one line, unable to steer a terminal: what hides or reorders is spelled out."""
    return INVISIBLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", _BREAKS.sub(" ", text))
