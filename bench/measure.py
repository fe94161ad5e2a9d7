"""What a command costs: CPU time of it and its descendants, and the most memory they held at one moment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

POLL = 0.01  # seconds between two looks at the memory; one look costs about 0.1 ms a process

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("PSR_REPORT_", "PYTHON"))},
    "CI": "true",
    "NO_COLOR": "1",
    "SOURCE_DATE_EPOCH": "1764547200",  # an instant after every embargo of the samples
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, the folder it runs in, and what it adds to the environment.

    One that ``may_fail`` is measured all the same: what is wrong with the content is its result.
    """

    words: tuple[str, ...]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    may_fail: bool = False


def cpu(command: Command) -> float:
    """Return the seconds of CPU, user and system, of the command and the descendants it waited for.

    Stops the bench with the command's own words when it fails.
    """
    with _started(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        _stop_if_failed(command, process)
    return usage.ru_utime + usage.ru_stime


def paired_ratio(ours: Callable[[], Command], theirs: Callable[[], Command], pairs: int) -> float:
    """Return the median of ``pairs`` ratios of CPU time, ours to theirs, each of two runs in a row.

    One pair runs before them unmeasured, so that files are in memory and modules compiled.
    """
    cpu(ours()), cpu(theirs())
    return median(cpu(ours()) / cpu(theirs()) for _ in range(pairs))


def peak_memory(command: Command) -> float:
    """Return the most MiB that the command and its descendants held at one moment, shared pages once."""
    peak = 0
    with _started(command) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_held, _tree(process.pid))))
            time.sleep(POLL)
        _stop_if_failed(command, process)
    return peak / 1024


def _started(command: Command) -> subprocess.Popen[bytes]:
    # Their words go to a file, not a pipe, which would have to be read while they run.
    log = (command.folder / "bench.log").open("wb")
    with log:
        environment = {**ENVIRONMENT, **command.environment}
        return subprocess.Popen(command.words, cwd=command.folder, env=environment, stdout=log, stderr=log)


def _stop_if_failed(command: Command, process: subprocess.Popen[bytes]) -> None:
    if process.returncode and not (command.may_fail and process.returncode == 1):
        said = (command.folder / "bench.log").read_text("utf-8", errors="replace")
        sys.exit(f"{said}\nthe bench stops: exit {process.returncode} from {' '.join(command.words)[:300]}")


def _tree(root: int) -> Sequence[int]:
    """Return the process and all that descend from it, as far as they still live."""
    found = [root]
    for pid in found:
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text("ascii").split())
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """Return the KiB a process holds, each shared page divided by those who share it; 0 when it is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0
