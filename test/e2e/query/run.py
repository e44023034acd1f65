"""Runs a block of the page over folders that stand for the mount, in one process, and prints what it printed as JSON."""
import contextlib
import io
import json
import os
import sys

# Apache Spark: one processor, and nothing that listens beyond the loopback interface.
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
os.environ["PYSPARK_SUBMIT_ARGS"] = "--master local[1] --conf spark.ui.enabled=false pyspark-shell"

language, code, *folders = sys.argv[1:]
if language == "sql":
    code = f'import duckdb\nfor row in duckdb.sql("""{code}""").fetchall():\n    print(*row)\n'
printed = []
for folder in folders:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code.replace("/mnt/events", folder), "page", "exec"), {})
    printed.append(output.getvalue().strip())
print("\n" + json.dumps(printed))
