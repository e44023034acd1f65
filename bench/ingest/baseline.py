"""What the handler is compared with: a consumer as the demo of Amazon S3 Files describes its own.

One record after the other: decode the value, make the directories of its size class and the present hour as far as they
are missing, write a file with a random name there. It takes the paths of events on standard input and answers on
descriptor 3, as the handler's process does.
"""

import base64
import datetime
import json
import os
import pathlib
import resource
import sys
import time
import uuid

ROOT = pathlib.Path(os.environ["MOUNT_PATH"])
SMALL_BELOW = 128 * 1024


def store(value):
    size_class = "small" if len(value) < SMALL_BELOW else "large"
    hour = datetime.datetime.now(datetime.timezone.utc).strftime("%Y/%m/%d/%H")
    folder = ROOT / size_class / hour
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"evt-{uuid.uuid4().hex}.json").write_bytes(value)


def consume(event):
    for records in event["records"].values():
        for record in records:
            store(base64.b64decode(record["value"]))


def main():
    with os.fdopen(3, "w", buffering=1) as answers:
        for line in sys.stdin:
            event = json.loads(pathlib.Path(line.rstrip("\n")).read_bytes())
            start = time.perf_counter()
            consume(event)
            seconds = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            print(json.dumps({"seconds": seconds, "failures": 0, "peakBytes": peak}), file=answers)


if __name__ == "__main__":
    main()
