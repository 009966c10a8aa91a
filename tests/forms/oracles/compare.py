"""Fills XLSForm workbooks with kheo, JavaRosa and Web Forms, and compares.

Every workbook is converted with pyxform; each form is filled in several rounds
with the answers of answers.py; choices are picked among those that JavaRosa
offers. See README.md for the commands.
"""

import argparse
import collections
import csv
import json
import os
import pathlib
import re
import select
import shutil
import subprocess
import sys
import tempfile

from pyxform.xls2xform import convert

from answers import ROUNDS, Form, answers

HERE = pathlib.Path(__file__).parent
ZONE = {**os.environ, "TZ": "Asia/Ho_Chi_Minh"}
# What became of an answer that a question was there to take.
ASKED = ("ok", "refused", "type", "stumbled")


# Seconds for one form.
PATIENCE = 90


# Elements that stand for no row: what a sent form bears, labels above tables.
MADE_BY_PYXFORM = re.compile(r"/(orx:)?meta(/|$)|/(reserved_name_for_field_list_labels|generated_table_list_label)_\d+$")


class Driver:
    """A program that fills one form a line."""

    def __init__(self, command, folder):
        self.command, self.folder = command, folder
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=ZONE,
        )

    def fill(self, form, given):
        answered = self.folder / "answers.tsv"
        answered.write_text("".join(f"{path}\t{text}\n" for path, text in given))
        self.process.stdin.write(f"{form}\t{answered}\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.process.kill()
            self.process.wait()
            self.start()
            return {"error": "the engine ended" if ready else f"no answer within {PATIENCE} s"}
        return json.loads(line)


class Kheo:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def fill(self, workbook, given):
        answered = self.folder / "answers.json"
        answered.write_text(json.dumps(given, ensure_ascii=False))
        command = [self.program, "outline", "try", workbook, "--answers", answered, "--json", "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=ZONE)
        try:
            document = json.loads(done.stdout)
        except ValueError:
            return {"error": (done.stderr or done.stdout)[-500:]}
        if "values" not in document:
            faults = document.get("faults", [])
            return {"error": "; ".join(f"row {one.get('row')}: {one['fault']}" for one in faults)[:500]}
        document = {
            part: {plain(path): value for path, value in found.items()} if isinstance(found, dict) else found
            for part, found in document.items()
        }
        wrong = {plain(one["path"]) for one in document["invalid"] if one["reason"] != "required"}
        document["answers"] = [(path, text, "refused" if plain(path) in wrong else "ok") for path, text in given]
        return document


def plain(path):
    return path.replace("[1]", "")


def bare(path):
    return re.sub(r"\[\d+\]", "", path)


def same(value):
    """A value in one spelling: numbers to nine digits, days without a time."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = re.sub(r"T00:00:00\.000\+07:00$", "", text).removeprefix("jr://images/")
    words = []
    for word in text.split(" "):
        is_number = re.fullmatch(r"-?\d+(\.\d+)?([eE]-?\d+)?", word)
        words.append(f"{float(word):.9g}" if is_number else word)
    return " ".join(words)


def truth(values):
    """JavaRosa writes the truth of an expression as it is, others as 1 and 0."""
    if {"true", "false"} & set(values):
        return [{"1": "true", "0": "false"}.get(value, value) for value in values]
    return values


def compared(kheo, javarosa, web_forms, form):
    """What is compared: kind, path, and what each of the three says (None: it is silent)."""
    said = [kheo, javarosa, web_forms]
    heard = [one if "error" not in one else None for one in said]
    chance = form.uncertain()

    def each(part, path, blank):
        return [None if one is None else one[part].get(path, blank) for one in heard]

    ours = {path for path in kheo["relevant"] if any(path in one["relevant"] for one in heard[1:] if one)}
    known = set().union(*(one["relevant"] for one in heard if one))
    for path in sorted(known):
        if MADE_BY_PYXFORM.search(bare(path)):
            continue
        if path not in ours:
            if not bare(path).endswith("_count"):
                yield "there", path, [None if one is None else str(path in one["relevant"]) for one in heard]
            continue
        yield "relevant", path, [None if one is None else str(one["relevant"].get(path, "absent")) for one in heard]
        if all(one is None or path in one["required"] for one in heard):
            yield "required", path, each("required", path, False)
        is_value = any(one is not None and path in one["values"] for one in heard)
        if is_value and bare(path) not in chance:
            yield "value", path, truth([None if value is None else same(value) for value in each("values", path, "")])
        if all(one is None or path in one["choices"] for one in heard) and not form.shuffled:
            yield "choices", path, [None if value is None else " ".join(value) for value in each("choices", path, [])]
    outcome = [None if one is None else {plain(path): kept for path, _, kept in one["answers"]} for one in heard]
    if None in outcome[1:]:
        # Nobody told whether the questions were there to be answered.
        return
    for path in outcome[0]:
        words = [None if one is None else one.get(path, "").replace("type", "refused") for one in outcome]
        if words[1] == "stumbled":
            continue
        yield "kept", path, words


def verdict(kheo, javarosa, web_forms):
    if javarosa is None and web_forms is None:
        return "no oracle"
    if web_forms is None:
        return "javarosa, alone" if kheo == javarosa else "against javarosa, alone"
    if javarosa is None:
        return "web-forms, alone" if kheo == web_forms else "against web-forms, alone"
    if kheo == javarosa == web_forms:
        return "both"
    if javarosa == web_forms:
        return "against both"
    if kheo == javarosa:
        return "javarosa"
    return "web-forms" if kheo == web_forms else "neither"


def run(workbook, xml, form, engines, rows):
    """Every round of one form, into `rows`."""
    kheo, javarosa, web_forms = engines
    first = kheo.fill(workbook, [])
    oracles = [javarosa.fill(xml, []), web_forms.fill(xml, [])]
    refusals = [one.get("error", "") for one in oracles]
    if "error" in first:
        rows.append([workbook.name, "", "form", "", first["error"], *refusals, "refused by kheo"])
        return
    for name, why in zip(("javarosa", "web-forms"), refusals):
        if why:
            rows.append([workbook.name, "", "form", "", "", *refusals, f"refused by {name}"])
    for round_ in range(ROUNDS):
        given = answers(form, workbook.name, round_)
        led = javarosa.fill(xml, given)
        if "error" in led:
            asked = [(path, text) for path, text in given if not text.startswith("@")]
        else:
            asked = [(path, text) for path, text, kept in led["answers"] if kept in ASKED]
        ours, theirs = kheo.fill(workbook, asked), web_forms.fill(xml, asked)
        if "error" in ours:
            # What kheo names as unsupported is not asked of it.
            there = {bare(path) for path in first["relevant"]}
            ours = kheo.fill(workbook, [(path, text) for path, text in asked if bare(path) in there])
        if "error" in ours:
            rows.append([workbook.name, round_, "form", "", ours["error"], "", "", "refused by kheo"])
            return
        for kind, path, three in compared(ours, led, theirs, form):
            rows.append([workbook.name, round_, kind, path, *three, verdict(*three)])


def options(description):
    """What every run must be told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--jar", required=True, help="ODK_Validate.jar of pyxform")
    parser.add_argument("--classes", required=True, help="folder of the compiled Java drivers")
    parser.add_argument("--modules", required=True, type=pathlib.Path, help="folder where npm installed package.json")
    return parser


def oracles(chosen, folder):
    """JavaRosa and Web Forms, begun."""
    driver = chosen.modules / "web_forms.mjs"
    shutil.copy(HERE / driver.name, driver)
    return (
        Driver(["java", "-cp", f"{chosen.classes}{os.pathsep}{chosen.jar}", "JavaRosaDriver"], folder),
        Driver(["node", driver], folder),
    )


def make_up_lists(xform, folder):
    """Lists that a form names and nobody ships: six rows with every column that it reads."""
    for name in set(re.findall(r'src="jr://file(?:-csv)?/([^"/]+\.csv)"', xform)):
        if (folder / name).exists():
            continue
        read = re.findall(r'<(?:value|label) ref="([\w.-]+)"', xform)
        read += re.findall(r"(?:\[|and |or )\s*([A-Za-z_][\w.-]*)\s*(?:=|!=|&lt;|&gt;)", xform)
        read += re.findall(r"instance\('" + re.escape(name[:-4]) + r"'\)/root/item\[[^\]]*\]/([\w.-]+)", xform)
        columns = list(dict.fromkeys(["name", "label", *read]))
        rows = [[f"{column[0]}{row}" if column == "name" else str(row % 3) for column in columns] for row in range(6)]
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([columns, *rows])


def print_summary(rows):
    print("forms:", dict(collections.Counter(word_for(found) for found in by_form(rows).values())))
    print("questions:", len({(row[0], bare(row[3])) for row in rows if row[2] == "relevant"}))
    for kind in ("form", "there", "relevant", "required", "value", "choices", "kept"):
        found = collections.Counter(row[-1] for row in rows if row[2] == kind)
        print(f"{kind}:", dict(found))


def by_form(rows):
    """The verdicts of each form; what one of the three does not have at all is counted apart."""
    found = collections.defaultdict(set)
    for row in rows:
        if row[2] != "there":
            found[row[0]].add(row[-1])
    return found


def word_for(verdicts):
    """What became of a form as a whole."""
    for word in ("refused by pyxform", "refused by kheo"):
        if word in verdicts:
            return word
    if any(verdict.startswith(("against", "neither")) for verdict in verdicts):
        return "differs"
    if {"javarosa", "web-forms"} & verdicts:
        return "agrees with one where they differ"
    return "agrees with both" if "both" in verdicts else "agrees with the one that fills it"


def main():
    parser = options(__doc__)
    parser.add_argument("forms", type=pathlib.Path, help="folder of workbooks, with their lists beside them")
    parser.add_argument("table", type=pathlib.Path, help="CSV to write")
    parser.add_argument("--kheo", required=True, help="the program")
    parser.add_argument("--only", default="", help="forms whose names hold this")
    chosen = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp())
    engines = (Kheo(chosen.kheo, scratch), *oracles(chosen, scratch))
    rows = []
    for workbook in sorted(chosen.forms.glob("*.xls*")):
        if chosen.only not in workbook.name:
            continue
        try:
            xform = convert(str(workbook), validate=False, warnings=[], form_name="data").xform
            form = Form(xform)
        except Exception as fault:  # pyxform raises what it likes
            rows.append([workbook.name, "", "form", "", str(fault)[:200], "", "", "refused by pyxform"])
            continue
        folder = scratch / workbook.name
        folder.mkdir()
        for beside in chosen.forms.glob("*.csv"):
            shutil.copy(beside, folder / beside.name)
        make_up_lists(xform, folder)
        xml = folder / "form.xml"
        xml.write_text(xform)
        copied = shutil.copy(workbook, folder)
        run(pathlib.Path(copied), xml, form, engines, rows)
        print(workbook.name, file=sys.stderr)
    with chosen.table.open("w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["form", "round", "what", "question", "kheo", "javarosa", "web_forms", "verdict"])
        writer.writerows(rows)
    print_summary(rows)


if __name__ == "__main__":
    main()
