"""Produces synthetic events: NUM_SMALL of about 4 KB and NUM_LARGE of about 920 KB, with keys and headers.

BOOTSTRAP_SERVERS, API_KEY and API_SECRET name the cluster; the topic is the demo's. They are the events of `npm run produce`
in the TypeScript example, in the same partitions.
"""

import json
import os
import secrets
import sys
from datetime import datetime, timezone

from confluent_kafka import KafkaError, KafkaException, Message, Producer

TOPIC = "s3files-demo-events"
CLASSES = {"small": 4_096, "large": 920_000}


def required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        sys.exit(f"{name} is not set: export BOOTSTRAP_SERVERS, API_KEY and API_SECRET")
    return value


def count(name: str) -> int:
    text = os.environ.get(name, "1000")
    if not (text.isascii() and text.isdigit()):
        sys.exit(f"{name} is '{text}': give a whole number")
    return int(text)


def event(size_class: str, size: int, index: int) -> bytes:
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    frame = {"id": f"{size_class}-{index}", "class": size_class, "producedAt": now}
    room = size - len(json.dumps({**frame, "payload": ""}, separators=(",", ":")))
    payload = secrets.token_hex((room + 1) // 2)[:room]
    return json.dumps({**frame, "payload": payload}, separators=(",", ":")).encode()


def raise_if_failed(error: KafkaError | None, _message: Message) -> None:
    if error is not None:
        raise KafkaException(error)


def produce(producer: Producer, size_class: str, number: int) -> None:
    for index in range(number):
        producer.produce(
            TOPIC,
            key=f"{size_class}-{index}",
            value=event(size_class, CLASSES[size_class], index),
            headers={"class": size_class},
            on_delivery=raise_if_failed,
        )
        while len(producer) > 50:  # of the large ones, as much as fits the memory of any machine
            producer.poll(0.1)
        print(f"\r{size_class}: {index + 1} of {number}", end="", flush=True)
    producer.flush()
    print()


def main() -> None:
    settings = {
        "client.id": "s3files-demo",
        "bootstrap.servers": required("BOOTSTRAP_SERVERS"),
        "security.protocol": "SASL_SSL",
        "sasl.mechanism": "PLAIN",
        "sasl.username": required("API_KEY"),
        "sasl.password": required("API_SECRET"),
        "enable.idempotence": True,
        "partitioner": "murmur2_random",  # as clients in Java have it: a key has one partition, whoever sends it
    }
    authorities = os.environ.get("SSL_CERT_FILE")  # which OpenSSL knows by this name, and this client does not
    if authorities:
        settings["ssl.ca.location"] = authorities
    numbers = {size_class: count(f"NUM_{size_class.upper()}") for size_class in CLASSES}
    producer = Producer(settings)
    for size_class, number in numbers.items():
        produce(producer, size_class, number)


if __name__ == "__main__":
    main()
