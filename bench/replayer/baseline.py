"""What the replayer is compared with: a replay as the demo of Amazon S3 Files describes its own.

Walk the directory, read one file after the other, hand its records to the producer, and wait for the producer at the end.
A file is a record, or each of its lines is one; a Parquet file, which the demo does not know, has a record in each row.
"""

import json
import os
import pathlib

import pyarrow
import pyarrow.parquet
from confluent_kafka import Producer
from contender import serve

ROOT = pathlib.Path(os.environ["MOUNT_PATH"])
KAFKA = json.loads(os.environ["KAFKA_SETTINGS"])

RECORDS = {
    ".json": lambda data: [data],
    ".ndjson": lambda data: [line for line in data.splitlines() if line],
    ".parquet": lambda data: pyarrow.parquet.read_table(pyarrow.BufferReader(data), columns=["value"])[0].to_pylist(),
}


def replay(event):
    producer = Producer(KAFKA)
    files = published = 0
    for path in sorted((ROOT / event["source_prefix"]).rglob("*")):
        records_of = RECORDS.get(path.suffix.lower())
        if records_of is None or not path.is_file():
            continue
        files += 1
        for value in records_of(path.read_bytes()):
            produce(producer, event["target_topic"], value)
            published += 1
        producer.poll(0)
    producer.flush()
    return {"published": published, "files_read": files}


def produce(producer, topic, value):
    while True:
        try:
            return producer.produce(topic, value=value)
        except BufferError:  # its queue is full
            producer.poll(0.1)


if __name__ == "__main__":
    serve(replay)
