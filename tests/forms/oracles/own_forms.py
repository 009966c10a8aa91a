"""Reads the project's own forms: `own/*.md`.

A form is a heading, its tables as pyxform's tests write them, and rounds of
answers, `- /path = value`, with `***` between rounds. A sheet called
`file:NAME` is a list file beside the workbook.
"""

import csv
import pathlib

from collect import tables, write

HERE = pathlib.Path(__file__).parent


def forms():
    """Name, text of the tables, and rounds of paths with answers."""
    for source in sorted((HERE / "own").glob("*.md")):
        for part in source.read_text().split("\n# "):
            name, _, body = part.removeprefix("# ").partition("\n")
            yield f"{source.stem}: {name}", body, [answers(one) for one in body.split("\n***")]


def answers(text):
    lines = (line[2:].partition(" = ") for line in text.splitlines() if line.startswith("- "))
    return [(path, value) for path, _, value in lines]


def write_workbook(text, path):
    """The workbook of a form, and the list files beside it."""
    sheets = tables(text.replace("&#124;", "\0"))
    for name in [name for name in sheets if name.startswith("file:")]:
        with (path.parent / name.removeprefix("file:")).open("w", newline="") as file:
            csv.writer(file).writerows(sheets.pop(name))
    bars = {
        name: [[cell and cell.replace("\0", "|") for cell in row] for row in rows] for name, rows in sheets.items()
    }
    write(bars, path)
