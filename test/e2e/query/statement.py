"""Runs a query of a page in DuckDB over a table of the given columns and rows, and prints the answer as JSON.

Given as JSON: the tables by their names, each with its columns by name and type and its rows; and the query.
"""

import json
import sys

import duckdb

TYPES = {"string": "VARCHAR", "int": "INTEGER", "bigint": "BIGINT", "double": "DOUBLE", "timestamp": "TIMESTAMP"}

given = json.loads(sys.argv[1])
connection = duckdb.connect()
# Trino's function: https://trino.io/docs/current/functions/json.html
connection.execute("CREATE MACRO json_extract_scalar(json, path) AS CAST(json AS JSON)->>path")
for name, table in given["tables"].items():
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name.split('.')[0]}")
    columns = ", ".join(f'"{column}" {TYPES.get(kind, "VARCHAR")}' for column, kind in table["columns"].items())
    connection.execute(f"CREATE TABLE {name} ({columns})")
    for row in table["rows"]:
        names = ", ".join(f'"{column}"' for column in row)
        places = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO {name} ({names}) VALUES ({places})", list(row.values()))
found = connection.execute(given["query"])
names = [column[0] for column in found.description]
print(json.dumps([dict(zip(names, row)) for row in found.fetchall()], default=str))
