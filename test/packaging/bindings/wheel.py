"""Tells what people read of a wheel, as JSON: its long description, and the examples in it that are no Python."""

import ast
import json
import re
import sys
import textwrap
import zipfile
from email.parser import Parser

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"Example::\n\n((?:[ \t]+\S.*\n|[ \t]*\n)+)")
NO_CODE_OF_ITS_OWN = {"", "sh", "sql", "text", "json"}


def error_of(code):
    try:
        ast.parse(textwrap.dedent(code))
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}: {textwrap.dedent(code).strip()}"
    return None


def docstrings_of(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            yield ast.get_docstring(node) or ""


def blocks_of(text):
    """Blocks of code that say their language, and those that ought to be Python."""
    for language, code in FENCE.findall(text):
        if language not in NO_CODE_OF_ITS_OWN:
            yield language, code


with zipfile.ZipFile(sys.argv[1]) as wheel:
    names = wheel.namelist()
    [metadata] = [name for name in names if name.endswith(".dist-info/METADATA")]
    description = Parser().parsestr(wheel.read(metadata).decode()).get_payload()
    docstrings = [
        docstring
        for name in names
        if name.endswith(".py")
        for docstring in docstrings_of(wheel.read(name).decode())
    ]

blocks = list(blocks_of(description))
examples = [code for docstring in docstrings for code in EXAMPLE.findall(f"{docstring}\n")]
fenced = [block for docstring in docstrings for block in blocks_of(docstring)]
print(
    json.dumps(
        {
            "description": description,
            "blocks": len(blocks),
            "examples": len(examples),
            "foreign": sorted({language for language, _ in blocks + fenced if language != "python"}),
            "errors": [
                error
                for error in map(error_of, examples + [code for language, code in blocks + fenced if language == "python"])
                if error is not None
            ],
        }
    )
)
