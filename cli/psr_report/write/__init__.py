"""The only stage that writes: an issue's files as a whole, and single files of the newsroom."""

from __future__ import annotations

from psr_report.write.disk import is_left_over
from psr_report.write.issue import LOCK, manifest, publish
from psr_report.write.newsroom import begin, change, found, refresh

__all__ = ["LOCK", "begin", "change", "found", "is_left_over", "manifest", "publish", "refresh"]
