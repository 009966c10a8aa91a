"""Gathers the forms of pyxform's own tests as workbooks.

pyxform writes most of its test forms as Markdown tables within its Python
tests; each becomes one workbook. Workbooks that lie among the tests, with the
lists beside them, are taken as they are.

    python collect.py PYXFORM-SOURCES FOLDER
"""

import ast
import pathlib
import shutil
import sys

import openpyxl


def tables(text):
    """The sheets of a Markdown form, each a list of rows."""
    sheets, sheet = {}, None
    for line in text.splitlines():
        line = line.strip()
        if not line.startswith("|"):
            continue
        first, *cells = [cell.strip() for cell in line[1:].removesuffix("|").split("|")]
        if first:
            sheet = sheets.setdefault(first, [])
        if sheet is not None and any(cells):
            sheet.append([cell.replace("\\n", "\n") or None for cell in cells])
    return sheets


def write(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def markdown_forms(source):
    """Every text of a Python file that holds the table of a survey."""
    for node in ast.walk(ast.parse(source.read_text())):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and "| survey" in node.value and "type" in node.value:
            yield node.lineno, node.value


def main(sources, folder):
    tests = pathlib.Path(sources) / "tests"
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for source in sorted(tests.rglob("*.py")):
        for line, text in markdown_forms(source):
            try:
                write(tables(text), folder / f"{source.stem}-{line}.xlsx")
                count += 1
            except (ValueError, IndexError) as fault:
                print(f"{source.name}:{line}: {fault}", file=sys.stderr)
    for book in sorted(tests.rglob("*.xls*")):
        # Two folders may hold a form of one name.
        shutil.copy(book, folder / f"{book.parent.name}-{book.name}")
        count += 1
    for beside in tests.rglob("*.csv"):
        shutil.copy(beside, folder / beside.name)
    print(f"{count} forms in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
