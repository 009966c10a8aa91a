"""Answers for a form: by its seed and the kinds of its questions, the same each time."""

import random
import re
import xml.etree.ElementTree as ElementTree

XFORMS = "{http://www.w3.org/2002/xforms}"
JAVAROSA = "{http://openrosa.org/javarosa}"
ROUNDS = 4

POOLS = {
    "int": ["0", "1", "2", "3", "5", "18", "20", "100", "-1"],
    "decimal": ["0", "0.5", "2.5", "40", "-3.25"],
    "string": ["a", "7", "Hòn Nghệ", "an binh", "2026-03-04", "x y z"],
    "date": ["2026-03-04", "2020-01-31", "1990-12-01"],
    "time": ["08:00:00.000+07:00", "17:45:30.000+07:00"],
    "dateTime": ["2026-03-04T08:00:00.000+07:00", "2020-01-31T23:30:00.000+07:00"],
    "geopoint": ["10.5 105.25 0 0", "9.75 104.5 3 5"],
}
# What no run can repeat.
CHANCE = re.compile(r"uuid|random|now\(|randomize")


class Form:
    """What is needed of a converted form to answer it."""

    def __init__(self, xml):
        root = ElementTree.fromstring(xml)
        model = next(root.iter(f"{XFORMS}model"))
        instance = next(model.iter(f"{XFORMS}instance"))
        self.main = instance[0]
        self.prefix = "/" + self.main.tag.split("}")[-1]
        self.binds = {self.strip(bind.get("nodeset")): bind for bind in model.iter(f"{XFORMS}bind")}
        self.repeats, self.controls = set(), {}
        self.read_body(root[1])
        self.shuffled = "randomize(" in xml
        self.setters = [node for node in root.iter() if node.tag.endswith("setvalue")]

    def strip(self, path):
        return path.removeprefix(self.prefix)

    def read_body(self, body):
        for node in body.iter():
            kind = node.tag.split("}")[-1]
            if kind == "repeat":
                self.repeats.add(self.strip(node.get("nodeset")))
            elif kind in ("input", "select", "select1", "rank", "range", "trigger") and node.get("ref"):
                self.controls[self.strip(node.get("ref"))] = node

    def kind(self, path):
        bind = self.binds.get(path)
        return bind.get("type", "string") if bind is not None else "string"

    def uncertain(self):
        """Paths whose values depend on chance or on the clock."""
        read = {path: "" for path in self.binds}
        for path, bind in self.binds.items():
            read[path] = bind.get("calculate", "") + (" now() " if bind.get(f"{JAVAROSA}preload") else "")
        for setter in self.setters:
            path = self.strip(setter.get("ref"))
            read[path] = read.get(path, "") + setter.get("value", "")
        found = {path for path, text in read.items() if CHANCE.search(text)}
        while True:
            names = "|".join(re.escape(path.rsplit("/", 1)[-1]) for path in found)
            reads = re.compile(rf"/({names})(?![\w.-])") if found else re.compile("(?!)")
            more = {path for path, text in read.items() if path not in found and reads.search(text)}
            if not more:
                return found
            found |= more

    def literals(self):
        """Numbers and texts that expressions compare with."""
        said = " ".join(value for bind in self.binds.values() for value in bind.attrib.values())
        texts = [text for text in re.findall(r"'([^'/$\[\]]{1,20})'", said) if text.strip()]
        numbers = re.findall(r"(?<![\w./'-])\d{1,6}(?![\w./'])", said)
        return sorted(set(texts)), sorted(set(numbers))


def answers(form, name, round_):
    """Paths with answers, in the order in which they are given."""
    dice = random.Random(f"{name}/{round_}")
    texts, numbers = form.literals()
    given = []
    for path, control in form.controls.items():
        pool = candidates(form, path, control, texts, numbers, dice)
        for place in places(form, path, round_):
            if pool and dice.random() < 0.9:
                given.append((place, dice.choice(pool)))
    # Some are thought over.
    for place, text in dice.sample(given, len(given) // 8):
        given.append((place, "" if dice.random() < 0.3 else text[::-1] if text.isdigit() else text))
    return [] if round_ == 0 else given


def places(form, path, round_):
    """The paths of a question in the repeats around it."""
    found = [""]
    steps = path.strip("/").split("/")
    for depth, step in enumerate(steps, 1):
        is_repeat = "/" + "/".join(steps[:depth]) in form.repeats
        counts = [1, 2] if round_ >= 2 else [1]
        marks = [f"[{count}]" for count in counts] if is_repeat else [""]
        found = [f"{before}/{step}{mark}" for before in found for mark in marks]
    return found


def candidates(form, path, control, texts, numbers, dice):
    tag = control.tag.split("}")[-1]
    if tag == "trigger":
        return ["OK"]
    if tag == "select1":
        return [f"@{at}" for at in range(7)]
    if tag in ("select", "rank"):
        return [" ".join(f"@{at}" for at in dice.sample(range(7), size)) for size in (1, 2, 3)]
    kind = form.kind(path)
    if tag == "range":
        start, end, step = (float(control.get(key)) for key in ("start", "end", "step"))
        steps = int(abs((end - start) / step)) if step else 0
        direction = abs(step) if end >= start else -abs(step)
        return [f"{start + at * direction:.6g}" for at in range(min(steps, 6) + 1)]
    pool = POOLS.get(kind, [])
    if kind == "string":
        return pool + texts * 2 + numbers
    if kind in ("int", "decimal"):
        near = [str(int(number) + more) for number in numbers for more in (-1, 0, 1)]
        return pool + near
    return pool
