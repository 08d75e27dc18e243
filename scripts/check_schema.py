#!/usr/bin/env python3
"""Holds the JSON Schemas of `bespoke schema` against the program and an editor's language server.

Usage: check_schema.py target/release/bespoke

1. Every example profile, guide and page style, and what `new` writes, is valid for an independent validator.
2. Each of a list of broken files is refused by the schema, and so by the program.
3. Examples are broken in thousands of places; what the schema refuses the program refuses too.
4. The YAML language server finds the schema by the first line of a new file, completes a key, explains it on hover and
   marks a misspelt one. Needs node and npm; skipped where they are not at hand.
"""

import copy
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
SERVER = "yaml-language-server@1.25.0"


class Core(yaml.SafeLoader):
    """YAML 1.2's core types: `off` and `2021-03` are texts."""


Core.yaml_implicit_resolvers = {}
Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))
Core.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$"), list("-+.0123456789"))


def load(text):
    return yaml.load(text, Loader=Core)


class Program:
    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())

    def run(self, *args, cwd=None):
        return subprocess.run([self.path, *args], capture_output=True, text=True, cwd=cwd)

    def out(self, *args):
        done = self.run(*args)
        assert done.returncode == 0, (args, done.stderr)
        return done.stdout

    def refuses(self, kind, documents):
        """Whether the program refuses each document, as JSON, which is YAML."""
        with tempfile.TemporaryDirectory() as folder:
            names = []
            for number, document in enumerate(documents):
                name = f"{number}.yaml"
                pathlib.Path(folder, name).write_text(json.dumps(document, ensure_ascii=False))
                names.append(name)
            if kind == "profile":
                refused = []
                for start in range(0, len(names), 500):
                    done = self.run("check", "--json", *names[start:start + 500], cwd=folder)
                    for checked in json.loads(done.stdout):
                        refused.append(any(it["severity"] == "error" for it in checked["problems"]))
                return refused
            pathlib.Path(folder, "p.yaml").write_text("name: A")
            option = {"guide": ["tailor", "-q", "--guide"], "template": ["tailor", "-q", "--template"],
                      "house": ["check", "-q", "--house"], "config": ["config", "-q", "--config"]}[kind]
            command = [option[0]] if kind == "config" else [option[0], "p.yaml"]
            codes = [self.run(*command, *option[1:], f"./{name}", cwd=folder).returncode for name in names]
            assert set(codes) <= {0, 1}, codes
            return [code == 1 for code in codes]


BROKEN = {
    "profile": [
        "headline: no name",
        "name: ''",
        "{name: A, nmae: B}",
        "{name: A, contact: {emial: a@b.c}}",
        "{name: A, contact: {email: nobody}}",
        "{name: A, contact: a@b.c}",
        "{name: A, lang: english!}",
        "{name: A, sections: [summary, jobs]}",
        "{name: A, sections: [summary, summary]}",
        "{name: A, experience: {employer: B}}",
        "{name: A, experience: [{employer: B, title: C, start: 2020}]}",
        "{name: A, experience: [{employer: B, title: C, start: March 2020, end: 2021}]}",
        "{name: A, experience: [{employer: B, title: C, start: 2020, end: now}]}",
        "{name: A, experience: [{employer: B, title: C, positions: [{title: D, start: 2020, end: 2021}]}]}",
        "{name: A, experience: [{employer: B, positions: []}]}",
        "{name: A, experience: [{employer: B, title: C, start: 2020, end: 2021, highlights: [{text: D, pin: yes please}]}]}",
        "{name: A, experience: [{employer: B, title: C, start: 2020, end: 2021, highlights: [[D]]}]}",
        "{name: A, education: [{institution: B, end: 2020, expected: 2021}]}",
        "{name: A, projects: [{name: B, date: 2020, start: 2019}]}",
        "{name: A, projects: [{name: B, url: 'tel:123'}]}",
        "{name: A, skills: [{group: B}]}",
        "{name: A, skills: [{group: B, items: []}]}",
        "{name: A, other: [{items: [B]}]}",
        "{name: A, interests: [true]}",
        "{name: A, summaries: [{text: B, id: 'a b'}]}",
        "[name]",
    ],
    "guide": [
        "themes: [{name: A}]",
        "guide: A",
        "{guide: A, themes: []}",
        "{guide: A, themes: [{name: B, weight: 0}]}",
        "{guide: A, themes: [{name: B, weight: 11}]}",
        "{guide: A, themes: [{name: B, competencies: [magic]}]}",
        "{guide: A, themes: [{name: B, terms: [{also: [C]}]}]}",
        "{guide: A, themes: [{name: B}], metrics: lots}",
    ],
    "template": [
        "about: no name",
        "{template: A, pages: 1.5}",
        "{template: A, pages: 21}",
        "{template: A, margins: {left: 10}}",
        "{template: A, body: {size: 9}}",
        "{template: A, body: {color: blue}}",
        "{template: A, page_numbers: perhaps}",
        "{template: A, heading: {rule: {drp: 1}}}",
    ],
    "house": [
        "weak-openr: off",
        "tense: warnning",
        "gpa: {below: 9}",
        "too-long: {words: 20.5}",
        "gap: {below: 3}",
    ],
    "config": [
        "guid: teacher",
        "{pages: 0}",
        "{pages: 1.5}",
        "{paper: legal}",
        "{quiet: perhaps}",
        "{font: {file: a.ttf}}",
        "{color: blue}",
    ],
    "roster": [
        "[{guide: A}]",
        "[{profile: a.yaml, pages: '0'}]",
        "[{profile: a.yaml, paper: legal}]",
        "[{profile: a.yaml, consent: perhaps}]",
        "{profile: a.yaml}",
    ],
}


def examples(program):
    """Kind, name and content of every file that must be valid."""
    for path in sorted(ROOT.glob("profiles/*.yaml")) + [ROOT / "templates/starter-profile.yaml"]:
        yield "profile", path.name, load(path.read_text())
    for path in sorted(ROOT.glob("guides/*.yaml")):
        yield "guide", path.name, load(path.read_text())
    for path in sorted(ROOT.glob("templates/*.yaml")):
        if path.name != "starter-profile.yaml":
            yield "template", path.name, load(path.read_text())
    yield "house", "check --rules", load(program.out("check", "--rules"))
    for path in sorted(ROOT.glob("profiles/*.csv")):
        yield "roster", path.name, list(csv.DictReader(path.open()))
    yield "config", "what every key may be", load("{guide: teacher, template: [modern, own.hbs], pages: 2, paper: a4, "
                                                  "house: house.yaml, font: a.ttf, system-fonts: false, quiet: true}")
    yield "config", "what `config` lists", load(program.out("config", "--no-config")) or {}


def places(document, path=()):
    yield path
    if isinstance(document, dict):
        for key in document:
            yield from places(document[key], (*path, key))
    elif isinstance(document, list):
        # Entries of one list are alike: the first two stand for all.
        for index in range(min(2, len(document))):
            yield from places(document[index], (*path, index))


def variants(document, needed):
    """The document, broken in one place each time, or just changed; of the rest it has what is needed."""
    values = [None, True, "", " ", "x y", "present", "off", "2021-13", "2021-03", -1, 1.5, 7, 2021, 99999, [], ["x"], ["x", "x"],
              [None], [["x"]], {}, {"x": 1}, "https://a.b", "#12345"]
    for path in places(document):
        if not path:
            continue
        for value in [*values, "delete", "unknown"]:
            changed = copy.deepcopy({key: document[key] for key in document if key in needed or key == path[0]})
            holder = changed
            for step in path[:-1]:
                holder = holder[step]
            if value == "delete":
                del holder[path[-1]]
            elif value == "unknown":
                if not isinstance(holder[path[-1]], dict):
                    continue
                holder[path[-1]]["zzqq"] = "x"
            else:
                holder[path[-1]] = value
            yield path, value, changed


# Documents small enough to be broken everywhere, with every key of their kind.
def whole_of(schema, examples_of):
    """A mapping with every key of a schema's properties that can stand together, from the examples."""
    document = {}
    for key, it in schema["properties"].items():
        if key not in examples_of:
            document[key] = it["examples"][0]
    return document


def whole_documents(kind, schema):
    if kind == "profile":
        of = schema["definitions"]
        entry = lambda name, *without: whole_of(of[name], without)
        document = whole_of(schema, ())
        number = 0

        def unique(node):
            nonlocal number
            if isinstance(node, dict):
                if "id" in node:
                    number += 1
                    node["id"] = f"id-{number}"
                for value in node.values():
                    unique(value)
            elif isinstance(node, list):
                for value in node:
                    unique(value)

        document["contact"] = {**entry("contact"), "links": [entry("link")]}
        highlight = entry("highlight")
        position = {**entry("position"), "highlights": [highlight]}
        several = {**entry("employment", "title", "start", "end", "highlights"), "positions": [position]}
        single = entry("employment", "positions")
        unpaid = {**entry("volunteer_work", "positions"), "highlights": [highlight]}
        promoted = {**entry("volunteer_work", "title", "start", "end", "highlights"),
                    "positions": [entry("volunteer_position")]}
        document.update(
            summaries=[highlight], summary=[highlight], experience=[several, single],
            projects=[entry("project", "date", "expected"), entry("project", "start", "end", "expected")],
            education=[entry("studies", "expected"), entry("studies", "end")],
            certifications=[entry("certification")], skills=[{**entry("skill_group"), "items": [entry("item")]}],
            languages=[entry("language")], awards=[entry("award")], publications=[entry("publication")],
            volunteering=[unpaid, promoted], interests=[entry("item")], other=[entry("other_section")])
        document = json.loads(json.dumps(document))
        unique(document)
        yield document
    elif kind == "guide":
        of = schema["definitions"]
        document = whole_of(schema, ())
        document["themes"] = [{**whole_of(of["theme"], ()), "terms": [whole_of(of["term"], ())]}]
        yield json.loads(json.dumps(document))
    else:
        document = {}
        for key, it in schema["properties"].items():
            mapping = next((form for form in it.get("anyOf", []) if "properties" in form), None)
            if mapping is None:
                document[key] = it["examples"][0]
            else:
                document[key] = {name: inner["examples"][0] for name, inner in mapping["properties"].items()
                                 if name != "size"}
        yield json.loads(json.dumps(document))


def check_validator(program):
    validators, schemas = {}, {}
    for kind in BROKEN:
        schemas[kind] = json.loads(program.out("schema", kind))
        jsonschema.Draft7Validator.check_schema(schemas[kind])
        validators[kind] = jsonschema.Draft7Validator(schemas[kind])
    n_valid = 0
    for kind, name, document in examples(program):
        found = [f"{list(it.path)}: {it.message}" for it in validators[kind].iter_errors(document)]
        assert not found, f"{name}: {found}"
        n_valid += 1
    print(f"{n_valid} examples are valid")
    n_broken = 0
    for kind, sources in BROKEN.items():
        documents = [load(it) for it in sources]
        for source, document in zip(sources, documents):
            assert not validators[kind].is_valid(document), f"the schema of a {kind} takes {source}"
        if kind != "roster":
            for source, refused in zip(sources, program.refuses(kind, documents)):
                assert refused, f"the program takes {source}"
        n_broken += len(sources)
    print(f"{n_broken} broken files are refused by schema and program")
    for kind in ["profile", "guide", "template", "house", "config"]:
        n_stricter, n_refused, n_taken, told = 0, 0, 0, []
        for document in whole_documents(kind, schemas[kind]):
            found = [f"{list(it.path)}: {it.message}" for it in validators[kind].iter_errors(document)]
            assert not found, f"the whole {kind}: {found}"
            assert program.refuses(kind, [document]) == [False], f"the program refuses the whole {kind}: {document}"
            changes = list(variants(document, schemas[kind].get("required", [])))
            refused = program.refuses(kind, [changed for _, _, changed in changes])
            assert len(refused) == len(changes)
            for (path, value, changed), by_program in zip(changes, refused):
                by_schema = not validators[kind].is_valid(changed)
                if by_schema and not by_program:
                    told.append(f"{list(path)} = {value!r}")
                n_refused += by_schema and by_program
                n_taken += not by_schema and not by_program
                n_stricter += by_program and not by_schema
        assert not told, f"{kind}: refused by the schema alone: {len(told)}, such as {told[:20]}"
        print(f"{kind}: of {n_refused + n_taken + n_stricter} changed files both refuse {n_refused} and take {n_taken}; "
              f"the program alone refuses {n_stricter}")


class Server:
    """A client of the language server, over its standard streams."""

    def __init__(self, module):
        self.process = subprocess.Popen(
            ["node", str(module), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.number = 0
        self.diagnostics = {}
        self.request("initialize", {
            "processId": None, "rootUri": None,
            "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]},
                                              "completion": {"completionItem": {"documentationFormat": ["markdown"]}}}}})
        self.send("initialized", {})

    def write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def send(self, method, params):
        self.write({"method": method, "params": params})

    def read(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server ended"
        message = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            # It asks for settings or registers what it can: the defaults will do.
            n_items = len(message.get("params", {}).get("items", []))
            self.write({"id": message["id"], "result": [None] * n_items if n_items else None})
        return message

    def request(self, method, params):
        self.number += 1
        number = self.number
        self.write({"id": number, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def open(self, path, text):
        uri = path.resolve().as_uri()
        self.diagnostics.pop(uri, None)
        self.send("textDocument/didOpen",
                  {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while uri not in self.diagnostics:
            self.read()
        return uri

    def at(self, method, uri, line, character):
        return self.request(method, {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})

    def stop(self):
        self.request("shutdown", None)
        self.send("exit", None)
        self.process.wait(timeout=30)


def place(text, needle):
    """Line and column of the end of a piece of text."""
    before = text[:text.index(needle) + len(needle)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def check_server(program):
    if not (shutil.which("node") and shutil.which("npm")):
        print("the language server: skipped, node and npm are not at hand")
        return
    home = ROOT / "target/yaml-language-server"
    module = home / "node_modules/yaml-language-server/bin/yaml-language-server"
    if not module.exists():
        home.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(home), SERVER])
        if done.returncode != 0:
            print("the language server: skipped, npm can't install it")
            return
    server = Server(module)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for args in [["new", "p.yaml"], ["guide", "new", "g.yaml"], ["template", "new", "t.yaml"]]:
            done = program.run(*args, cwd=folder)
            assert done.returncode == 0, done.stderr
            path = folder / args[-1]
            uri = server.open(path, path.read_text())
            found = [it["message"] for it in server.diagnostics[uri]]
            assert not found, (args, found)
        head = (folder / "p.yaml").read_text().split("\n")[0] + "\n"
        number = 0

        def opened(text):
            nonlocal number
            number += 1
            return server.open(folder / f"{number}.yaml", head + text), head + text

        def completed(text, needle):
            uri, text = opened(text)
            answer = server.at("textDocument/completion", uri, *place(text, needle))
            items = answer["items"] if isinstance(answer, dict) else answer
            return {it["label"]: it for it in items}

        # Completion, where a key or a value is to be written.
        keys = completed("name: A\nex\n", "\nex")
        assert "experience" in keys, sorted(keys)
        assert "Paid work by employer" in str(keys["experience"].get("documentation")), keys["experience"]
        keys = completed("name: A\nexperience:\n  - employer: B\n    po\n", "    po")
        assert {"positions", "title", "industry"} <= set(keys), sorted(keys)
        highlight = "name: A\nexperience:\n  - employer: B\n    title: C\n    start: 2020\n    end: present\n    highlights:\n"
        keys = completed(highlight + "      - text: D\n        va\n", "        va")
        assert {"variants", "tags", "pin", "note"} <= set(keys), sorted(keys)
        values = completed(highlight + "      - text: D\n        pin: \n", "pin: ")
        assert {"always", "never"} <= set(values), sorted(values)
        print(f"completion: {len(keys)} keys of a highlight; values of pin: {', '.join(sorted(values))}")

        # Hover over a key.
        for needle, says in [("experience", "A paid position never vanishes"), ("employer", "The employer's name"),
                             ("start", "YYYY-MM"), ("highlights", "one line each")]:
            uri, text = opened(highlight + "      - D\n")
            hover = server.at("textDocument/hover", uri, *place(text, needle[:-1]))
            assert hover and says in str(hover["contents"]), (needle, hover)
        print("hover: " + str(hover["contents"]["value"]).replace("\n", " "))

        # Diagnostics.
        for text, says in [("name: A\nexperiance: []\n", "experiance"),
                           (highlight + "      - text: D\n        varients: [E]\n", "varients"),
                           ("name: A\neducation:\n  - institution: B\n    end: March 2020\n", "write YYYY-MM"),
                           ("name: A\neducation:\n  - institution: B\n    end: 2020\n    expected: 2021\n", "can't be combined with"),
                           ("headline: A\n", "name")]:
            uri, text = opened(text)
            found = [it["message"] for it in server.diagnostics[uri]]
            assert len(found) >= 1 and any(says in it for it in found), (text, found)
            print(f"diagnostic: {found}")
        uri, _ = opened(highlight + "      - D\n")
        assert server.diagnostics[uri] == [], server.diagnostics[uri]
    server.stop()


def main():
    program = Program(sys.argv[1])
    check_validator(program)
    check_server(program)


main()
