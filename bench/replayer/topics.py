"""Makes topics, and reads back what stands in them, to compare it with the files that it came from.

None of the replayer's code has a part in it: what the broker holds is read by another client.
"""

import hashlib
import json
import os
import pathlib

from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from contender import serve

KAFKA = json.loads(os.environ["KAFKA_SETTINGS"])
PATIENCE_SECONDS = 30


def make(topic, partitions):
    # Retention goes by the records' own timestamps, and these are old.
    new = NewTopic(topic, partitions, 1, config={"retention.ms": "-1"})
    admin = AdminClient(KAFKA)
    admin.create_topics([new])[topic].result(PATIENCE_SECONDS)
    return {}


def check_in_order(topic, folder, partitions):
    """Each partition must have the values of its files in the order of the offsets in their names, and no more."""
    total = 0
    for partition in range(partitions):
        # Offsets have leading zeros: names sort as offsets do.
        paths = sorted(pathlib.Path(folder).rglob(f"events+{partition}+*.json"), key=lambda path: path.name)
        values = read_back(topic, partition)
        for position, path in enumerate(paths):
            if next(values, None) != path.read_bytes():
                raise SystemExit(f"{topic}, partition {partition}: record {position} is not that of {path.name}")
        if next(values, None) is not None:
            raise SystemExit(f"{topic}, partition {partition}: there is more than the {len(paths)} records of the files")
        total += len(paths)
    return {"records": total}


def check_unordered(topic, folder, partitions):
    """The values must be those of the files, wherever they stand."""
    expected = sorted(digest(path.read_bytes()) for path in pathlib.Path(folder).rglob("events+*.json"))
    found = sorted(digest(value) for partition in range(partitions) for value in read_back(topic, partition))
    if found != expected:
        raise SystemExit(f"{topic}: its {len(found)} records are not those of the {len(expected)} files")
    return {"records": len(found)}


def read_back(topic, partition):
    # Closed before it has met the group's coordinator, which it has no need of, it would take that for an error.
    quiet = {"log_level": 2, "group.id": "check", "enable.auto.commit": False}
    consumer = Consumer({**KAFKA, **quiet})
    try:
        first, end = consumer.get_watermark_offsets(TopicPartition(topic, partition), timeout=PATIENCE_SECONDS)
        consumer.assign([TopicPartition(topic, partition, first)])
        position = first
        while position < end:
            message = consumer.poll(PATIENCE_SECONDS)
            if message is None or message.error():
                raise SystemExit(f"{topic}, partition {partition}: nothing to read at {position}: {message and message.error()}")
            position = message.offset() + 1
            yield message.value()
    finally:
        consumer.close()


def digest(value):
    return hashlib.sha256(value).digest()


def handle(event):
    return {"make": make, "check in order": check_in_order, "check unordered": check_unordered}[event.pop("do")](**event)


if __name__ == "__main__":
    serve(handle)
