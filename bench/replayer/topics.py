"""Makes topics, and reads back what stands in them, to compare it with the files that it came from.

None of the replayer's code has a part in it: files and brokers are read by other programs.
"""

import hashlib
import itertools
import json
import os
import pathlib

import pyarrow.parquet
from confluent_kafka import Consumer, TopicPartition
from confluent_kafka.admin import AdminClient, NewTopic
from contender import serve

KAFKA = json.loads(os.environ["KAFKA_SETTINGS"])
PATIENCE_SECONDS = 30
AT_ONCE = 1000


def make(topic, partitions):
    # Retention goes by the records' own timestamps, and these are old.
    new = NewTopic(topic, partitions, 1, config={"retention.ms": "-1"})
    admin = AdminClient(KAFKA)
    admin.create_topics([new])[topic].result(PATIENCE_SECONDS)
    return {}


def delete(topic):
    admin = AdminClient(KAFKA)
    admin.delete_topics([topic])[topic].result(PATIENCE_SECONDS)
    return {}


def bytes_of(text_or_bytes):
    return text_or_bytes.encode() if isinstance(text_or_bytes, str) else text_or_bytes


def envelopes(path):
    with path.open("rb") as lines:
        for line in lines:
            record = json.loads(line)
            headers = [(header["name"], bytes_of(header["value"])) for header in record["headers"]]
            yield bytes_of(record["value"]), (bytes_of(record["key"]), record["timestamp"], headers)


def rows(path):
    table = pyarrow.parquet.read_table(path, columns=["key", "value", "timestamp", "headers"])
    times = table["timestamp"].cast("int64").to_pylist()
    columns = [table[name].to_pylist() for name in ("key", "value", "headers")]
    for key, value, headers, timestamp in zip(*columns, times):
        yield bytes_of(value), (bytes_of(key), timestamp, [(h["name"], bytes_of(h["value"])) for h in headers])


# Each gives the value of a record, and its key, time and headers where the file has them.
CONTENT = {".json": lambda path: [(path.read_bytes(), None)], ".ndjson": envelopes, ".parquet": rows}


def check_in_order(topic, folder, partitions):
    """Each partition must have the records of its files in the order of the offsets in their names, and no more."""
    total = 0
    for partition in range(partitions):
        # Offsets have leading zeros: names sort as offsets do.
        paths = sorted(pathlib.Path(folder).rglob(f"events+{partition}+*"), key=lambda path: path.name)
        expected = (record for path in paths for record in CONTENT[path.suffix](path))
        for position, (record, message) in enumerate(itertools.zip_longest(expected, read_back(topic, partition))):
            if record is None or message is None:
                less = "more" if record is None else "fewer"
                raise SystemExit(f"{topic}, partition {partition}: there are {less} records than in the files")
            value, others = record
            found = (message.key(), message.timestamp()[1], message.headers() or [])
            if message.value() != value or (others is not None and found != others):
                raise SystemExit(f"{topic}, partition {partition}: record {position} is not that of the files")
            total += 1
    return {"records": total}


def published_by_baseline(path):
    """The demo takes a line for a value, whatever stands in it."""
    if path.suffix == ".ndjson":
        return path.read_bytes().splitlines()
    return [value for value, _ in CONTENT[path.suffix](path)]


def check_unordered(topic, folder, partitions):
    """The values must be those of the files, wherever they stand."""
    paths = pathlib.Path(folder).rglob("events+*.*")
    expected = sorted(digest(value) for path in paths for value in published_by_baseline(path))
    found = sorted(digest(message.value()) for partition in range(partitions) for message in read_back(topic, partition))
    if found != expected:
        raise SystemExit(f"{topic}: its {len(found)} records are not those of the {len(expected)} in the files")
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
            messages = consumer.consume(min(AT_ONCE, end - position), PATIENCE_SECONDS)
            if not messages:
                raise SystemExit(f"{topic}, partition {partition}: nothing to read at {position}")
            for message in messages:
                if message.error():
                    raise SystemExit(f"{topic}, partition {partition}: {message.error()} at {position}")
                position = message.offset() + 1
                yield message
    finally:
        consumer.close()


def digest(value):
    return hashlib.sha256(value).digest()


ACTIONS = {
    "make": make,
    "delete": delete,
    "check in order": check_in_order,
    "check unordered": check_unordered,
}


def handle(event):
    return ACTIONS[event.pop("do")](**event)


if __name__ == "__main__":
    serve(handle)
