"""The process of a contender that is written in Python."""

import json
import os
import pathlib
import resource
import sys
import time


def serve(handle):
    """Takes the paths of events on standard input and answers on descriptor 3, as a handler's process does."""
    with os.fdopen(3, "w", buffering=1) as answers:
        for line in sys.stdin:
            event = json.loads(pathlib.Path(line.rstrip("\n")).read_bytes())
            start = time.perf_counter()
            answer = handle(event)
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            print(json.dumps({"seconds": seconds, "peakBytes": peak, "answer": answer}), file=answers)
