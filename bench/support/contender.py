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
            start, used = time.perf_counter(), time.process_time()
            answer = handle(event)
            seconds, used = time.perf_counter() - start, time.process_time() - used
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            handled = {"seconds": seconds, "processorSeconds": used, "peakBytes": peak, "answer": answer}
            print(json.dumps(handled), file=answers)
