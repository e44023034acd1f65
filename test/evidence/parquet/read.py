"""Prints the schema and the rows of a Parquet file as JSON, as DuckDB or Apache Arrow reads them."""
import json
import sys


def as_hex(text, binary):
    if text is not None:
        return text.encode().hex()
    return None if binary is None else bytes(binary).hex()


def with_duckdb(path):
    import duckdb

    columns = duckdb.execute("describe select * from read_parquet(?)", [path]).fetchall()
    rows = duckdb.execute(
        'select topic, "partition", "offset", epoch_ms(timestamp), timestamp_type, key, key_binary, value,'
        " value_binary, headers from read_parquet(?)",
        [path],
    ).fetchall()
    return [f"{name} {kind}" for name, kind, *_ in columns], rows


def with_pyarrow(path):
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    names = [f"{field.name} {field.type}" for field in table.schema]
    table = table.set_column(3, "timestamp", table["timestamp"].cast(pyarrow.int64()))
    return names, [tuple(row.values()) for row in table.to_pylist()]


schema, rows = {"duckdb": with_duckdb, "pyarrow": with_pyarrow}[sys.argv[1]](sys.argv[2])
print(
    json.dumps(
        {
            "schema": schema,
            "rows": [
                [topic, partition, offset, timestamp, kind, as_hex(key, key_binary), as_hex(value, value_binary)]
                + [[[h["name"], as_hex(h["value"], h["value_binary"])] for h in headers]]
                for topic, partition, offset, timestamp, kind, key, key_binary, value, value_binary, headers in rows
            ],
        }
    )
)
