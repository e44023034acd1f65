"""What the handler is compared with: a consumer as the demo of Amazon S3 Files describes its own.

One record after the other: decode the value, make the directories of its size class and the present hour as far as they
are missing, write a file with a random name there.
"""

import base64
import datetime
import os
import pathlib
import uuid

from contender import serve

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
    return {"batchItemFailures": []}


if __name__ == "__main__":
    serve(consume)
