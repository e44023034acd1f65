"""What the replayer is compared with: a replay as the demo of Amazon S3 Files describes its own.

Walk the directory, read one file after the other, hand its records to the producer, and wait for the producer at the end.
"""

import json
import os
import pathlib

from confluent_kafka import Producer
from contender import serve

ROOT = pathlib.Path(os.environ["MOUNT_PATH"])
KAFKA = json.loads(os.environ["KAFKA_SETTINGS"])


def records_of(suffix, data):
    return [line for line in data.splitlines() if line] if suffix == ".ndjson" else [data]


def replay(event):
    producer = Producer(KAFKA)
    published = 0
    for path in sorted((ROOT / event["source_prefix"]).rglob("*")):
        suffix = path.suffix.lower()
        if not path.is_file() or suffix not in (".json", ".ndjson"):
            continue
        for value in records_of(suffix, path.read_bytes()):
            producer.produce(event["target_topic"], value=value)
            published += 1
        producer.poll(0)
    producer.flush()
    return {"published": published}


if __name__ == "__main__":
    serve(replay)
