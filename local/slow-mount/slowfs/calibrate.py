#!/usr/bin/env python3
"""Compares slowfs at its defaults with what the demo of Amazon S3 Files measured in AWS Lambda.

It measures as the demo does: one write_bytes or read_bytes after the other. Needs Linux, root, and Go.
Usage: python3 local/slow-mount/slowfs/calibrate.py [files of each size, default 20]
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SIZES = {"4 KB": 4 * 1024, "920 KB": 920 * 1024}
# Milliseconds; the demo gives its writes as 11-15 and 62-64.
DEMO = {
    ("write", "4 KB"): 13,
    ("write", "920 KB"): 64,
    ("cold read", "4 KB"): 95,
    ("cold read", "920 KB"): 190,
    ("warm read", "4 KB"): 1.3,
    ("warm read", "920 KB"): 4.2,
}


def milliseconds(action):
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def measure(root, make_cold, files):
    measured = {}
    paths = {}
    for size, length in SIZES.items():
        folder = root / size.replace(" ", "")
        folder.mkdir()
        paths[size] = [folder / f"evt-{number}.json" for number in range(files)]
        value = os.urandom(length)
        measured["write", size] = [milliseconds(lambda: path.write_bytes(value)) for path in paths[size]]
    make_cold()
    for size in SIZES:
        # Each file twice in a row, while its name is cached: an NFS client's OPEN needs no LOOKUP before it, FUSE's does.
        times = [(milliseconds(path.read_bytes), milliseconds(path.read_bytes)) for path in paths[size]]
        measured["cold read", size], measured["warm read", size] = zip(*times)
    return measured


def report(measured):
    print(f"{'':18} {'demo':>7} {'here':>7}   5%..95%, ms (here: the median)")
    for (action, size), demo in DEMO.items():
        times = sorted(measured[action, size])
        low, high = times[len(times) // 20], times[-1 - len(times) // 20]
        print(f"{action:10} {size:>7} {demo:7.1f} {statistics.median(times):7.1f}   {low:.1f}..{high:.1f}")


def main():
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        program = f"{folder}/slowfs"
        subprocess.run(["go", "build", "-o", program, "."], cwd=HERE, check=True)
        backing = Path(folder, "backing")
        backing.mkdir()
        server = subprocess.Popen(
            [program, "-backing", backing, "-mountpoint", f"{folder}/mount"],
            stdin=subprocess.PIPE,  # its end is what unmounts, however this script ends
            stdout=subprocess.PIPE,
        )
        try:
            line = server.stdout.readline()
            if not line:
                sys.exit("slowfs did not mount; it says why above")
            mounted = json.loads(line)
            cold = urllib.request.Request(mounted["control"] + "/cold", method="POST")
            report(measure(Path(mounted["mountpoint"]), lambda: urllib.request.urlopen(cold).close(), files))
        finally:
            server.stdin.close()
            server.wait()


if __name__ == "__main__":
    main()
