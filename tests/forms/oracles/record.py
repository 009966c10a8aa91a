"""Records what the two oracles answer for the project's own forms.

Writes `recorded.json`, which the tests replay without the oracles.
"""

import json
import pathlib
import tempfile

from pyxform.xls2xform import convert

from compare import HERE, options, oracles
from own_forms import forms, write_workbook


def shortened(document):
    """What a test needs of one engine's document."""
    if "error" in document:
        return {"error": document["error"]}
    return {
        "kept": [kept for _, _, kept in document["answers"]],
        "values": {path: value for path, value in document["values"].items() if not path.startswith("/meta")},
        "hidden": [path for path, relevant in document["relevant"].items() if not relevant],
        "required": [path for path, required in document["required"].items() if required],
        "choices": document["choices"],
    }


def main():
    chosen = options(__doc__).parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp())
    engines = dict(zip(("javarosa", "web_forms"), oracles(chosen, scratch)))
    recorded = []
    for number, (name, text, rounds) in enumerate(forms()):
        folder = scratch / str(number)
        folder.mkdir()
        workbook, xml = folder / "form.xlsx", folder / "form.xml"
        write_workbook(text, workbook)
        xml.write_text(convert(str(workbook), validate=False, warnings=[], form_name="data").xform)
        answered = [
            {engine: shortened(driver.fill(xml, given)) for engine, driver in engines.items()} for given in rounds
        ]
        recorded.append({"form": name, "rounds": answered})
    (HERE / "recorded.json").write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n")
    print(f"{len(recorded)} forms, {sum(len(form['rounds']) for form in recorded)} rounds")


if __name__ == "__main__":
    main()
