"""A worker that stays: WeasyPrint loaded once, and a process of its own, with limits, for each job.

Started as ``python -m psr_report.editions.pdf.staying BYTES SECONDS``, it reads framed jobs from standard
input and writes a framed answer for each: see `psr_report.editions.pdf.frames`. What a job does to its
process ends with it, so that each PDF has the bytes it has in a build.
"""

from __future__ import annotations

import os
import pickle
import sys
from tempfile import TemporaryFile
from typing import BinaryIO

from psr_report.editions.pdf import frames, worker


def main() -> int:
    """Answer jobs until there are no more; return the exit code."""
    worker.end_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    log = worker.prepare()
    while (job := frames.read(sys.stdin.buffer)) is not None:
        status, data, complaint = _in_a_process_of_its_own(job, log)
        frames.write(answers, b"%d" % status)
        frames.write(answers, data)
        frames.write(answers, complaint)
        answers.flush()
    return 0


def _in_a_process_of_its_own(job: bytes, log: worker.Log) -> tuple[int, bytes, bytes]:
    """Return how the process of a job ended (below zero: by which signal), its answer and its complaints."""
    with TemporaryFile() as complaints:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            os.dup2(complaints.fileno(), 2)
            os.dup2(complaints.fileno(), 1)
            os._exit(_work(job, log, os.fdopen(writing, "wb")))
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            data = answer.read()
        _, status = os.waitpid(child, 0)
        complaints.seek(0)
        return os.waitstatus_to_exitcode(status), data, complaints.read()


def _work(job: bytes, log: worker.Log, answer: BinaryIO) -> int:
    """Do one job in this process and return its exit code; nothing gets out of here but that."""
    try:
        worker.end_with_parent()
        worker.limit(int(sys.argv[1]), int(sys.argv[2]))
        code = worker.answer(pickle.loads(job), log, answer)
        sys.stderr.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
