"""What the checks ask of one PDF: conformance, the structure of its tags, and the fields that text extractors find.

Needs: pikepdf, page-validation, pdfminer.six, pypdf and pdfplumber (scripts/test installs them); poppler and MuPDF.
"""
import json
import re
import subprocess
import sys
import unicodedata

import page
import pikepdf

# Operators that leave a mark on the page.
MARKS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}

# The structure types that a resume or a book is made of, and what may stand right inside each; links stand in text.
INSIDE = {
    "Document": {"H1", "H2", "H3", "H4", "P", "L", "Part", "Sect", "Div", "TOC", "Figure"},
    "Part": {"H1", "H2", "H3", "H4", "P", "L", "Sect", "Div", "TOC"},
    "Sect": {"H1", "H2", "H3", "H4", "P", "L", "Sect", "Div", "TOC", "Document"},
    "Div": {"H1", "H2", "H3", "H4", "P", "L", "Div"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": {"P", "Span", "Link", "L"},
    "TOC": {"TOCI", "TOC"},
    "TOCI": {"P", "Reference", "Link", "Span", "Lbl"},
}
TEXT = {"H1", "H2", "H3", "H4", "P", "Lbl", "Span", "Link", "Reference", "Figure"}


def conformance(pdf):
    """Yields what a validator says against PDF/UA-1 and PDF/A-2a."""
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        result = page.validate_pdf(pdf, profile=profile)
        if not result.is_compliant:
            yield f"{profile}: {json.dumps(json.loads(result.to_json()))[:600]}"


def as_list(item):
    if item is None:
        return []
    return list(item) if isinstance(item, pikepdf.Array) else [item]


class Tree:
    """The structure tree of a document: who owns each piece of marked content, and each annotation."""

    def __init__(self, pdf):
        self.wrong, self.content, self.annotations, self.headings = [], {}, {}, []
        self.root = pdf.Root.get("/StructTreeRoot")
        if self.root is None:
            self.wrong.append("there is no structure tree")
            return
        self.roles = {str(name): str(role) for name, role in (self.root.get("/RoleMap") or {}).items()}
        for child in as_list(self.root.get("/K")):
            self.visit(child, self.root, None, None)

    def role(self, element):
        name = str(element.S)
        return self.roles.get(name, name).lstrip("/")

    def visit(self, element, parent, within, page):
        role = self.role(element)
        if element.P.objgen != parent.objgen:
            self.wrong.append(f"a {role} names another parent than the one that holds it")
        if role not in INSIDE and role not in TEXT:
            self.wrong.append(f"{role} is not a type that a resume needs")
        if within is not None and role not in INSIDE.get(within, TEXT):
            self.wrong.append(f"a {role} stands in a {within}")
        if re.fullmatch(r"H\d", role):
            self.headings.append(int(role[1]))
        page = element.get("/Pg", page)
        for child in as_list(element.get("/K")):
            if isinstance(child, int):
                self.own(self.content, (page.objgen, child), element)
            elif child.get("/Type") == "/MCR":
                self.own(self.content, (child.get("/Pg", page).objgen, int(child.MCID)), element)
            elif child.get("/Type") == "/OBJR":
                self.own(self.annotations, child.Obj.objgen, element)
            else:
                self.visit(child, element, role, page)

    def own(self, owners, what, element):
        if what in owners:
            self.wrong.append("two structure elements hold the same content")
        owners[what] = element.objgen


def number_tree(node):
    """Returns the entries of a number tree by their key."""
    entries = {}
    numbers = as_list(node.get("/Nums"))
    for key, value in zip(numbers[::2], numbers[1::2]):
        entries[int(key)] = value
    for child in as_list(node.get("/Kids")):
        entries |= number_tree(child)
    return entries


def marked_content(page):
    """Returns the ids of marked content on a page, in order, and the operators that paint outside any tag or artifact."""
    ids, open_tags, stray = [], [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator == "BMC":
            open_tags.append(str(operands[0]) == "/Artifact")
        elif operator == "BDC":
            properties = operands[1]
            has_id = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
            if has_id:
                ids.append(int(properties.MCID))
            open_tags.append(has_id or str(operands[0]) == "/Artifact")
        elif operator == "EMC":
            if not open_tags:
                stray.append("EMC")
            else:
                open_tags.pop()
        elif operator in MARKS and not any(open_tags):
            stray.append(operator)
    return ids, stray + ["unclosed"] * len(open_tags)


def structure(path):
    """Yields what is wrong with the tags of a PDF: all that is painted is tagged or an artifact; content, structure
    elements, the parent tree and annotations name each other; elements stand where their types allow; headings start at
    1 and skip no level."""
    with pikepdf.open(path) as pdf:
        tree = Tree(pdf)
        yield from sorted(set(tree.wrong))
        if tree.root is None:
            return
        if tree.headings[:1] != [1]:
            yield "the first heading is not of level 1"
        for above, below in zip(tree.headings, tree.headings[1:]):
            if below > above + 1:
                yield f"a heading of level {below} follows one of level {above}"
        parents = number_tree(tree.root.ParentTree) if "/ParentTree" in tree.root else {}
        on_pages = set()
        for number, page in enumerate(pdf.pages, 1):
            ids, stray = marked_content(page)
            if stray:
                yield f"page {number}: outside any tag: {' '.join(sorted(set(stray)))}"
            if len(ids) != len(set(ids)):
                yield f"page {number}: an id of marked content stands twice"
            on_pages |= {(page.objgen, it) for it in ids}
            owners = as_list(parents.get(int(page.get("/StructParents", -1))))
            for it in ids:
                owner = owners[it].objgen if it < len(owners) and owners[it] is not None else None
                if owner is None or tree.content.get((page.objgen, it)) != owner:
                    yield f"page {number}: the parent tree and the structure tree differ about content {it}"
            for annotation in as_list(page.get("/Annots")):
                owner = parents.get(int(annotation.get("/StructParent", -1)))
                if owner is None or tree.annotations.get(annotation.objgen) != owner.objgen:
                    yield f"page {number}: an annotation is not tied to its structure element"
        for _, content in sorted(set(tree.content) - on_pages):
            yield f"content {content} of the structure tree is on no page"


def python(code):
    return [sys.executable, "-c", f"import sys\n{code}", "{f}"]


# Seven ways in which programs take the text from a PDF.
EXTRACTORS = {
    "poppler": ["pdftotext", "-enc", "UTF-8", "{f}", "-"],
    "poppler -raw": ["pdftotext", "-enc", "UTF-8", "-raw", "{f}", "-"],
    "poppler -layout": ["pdftotext", "-enc", "UTF-8", "-layout", "{f}", "-"],
    "mupdf": ["mutool", "draw", "-q", "-F", "txt", "{f}"],
    "pdfminer": python("from pdfminer.high_level import extract_text\nprint(extract_text(sys.argv[1]))"),
    "pypdf": python("import pypdf\nfor it in pypdf.PdfReader(sys.argv[1]).pages: print(it.extract_text())"),
    "pdfplumber": python("import pdfplumber\nfor it in pdfplumber.open(sys.argv[1]).pages: print(it.extract_text() or '')"),
}


def extracted(name, pdf):
    """Returns the text that an extractor finds in a PDF."""
    command = [part.replace("{f}", pdf) for part in EXTRACTORS[name]]
    return subprocess.run(command, capture_output=True, timeout=60, check=True).stdout.decode("utf8", "replace")


def normalize(text):
    """Returns the words of a text, lowercase, with what tells C from C++ and one date or address from another."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").lower()
    return " ".join(re.findall(r"[\w+#@.%/|]+", plain))


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_pattern(date):
    """Returns a pattern for the ways in which a date of a profile, 2021, 2021-04 or present, may be printed."""
    if date == "present":
        return r"\b(?:present|current|now)\b"
    year, *month = date.split("-")
    if not month:
        return rf"\b{year}\b"
    number = int(month[0])
    return rf"(?:\b{MONTHS[number - 1]}[a-z]*\.? {year}\b|\b{number:02}/{year}\b|\b{year} {number:02}\b)"


def has_words(text, words):
    """Whether a run of whole words stands in a text; both normalized."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def contact_fields(truth, text, raw):
    return {
        "name": normalize(truth["name"]) in text,
        "email": has_words(raw.lower(), truth["email"].lower()),
        "phone": re.sub(r"\D", "", truth["phone"])[-10:] in re.sub(r"\D", "", text[:800]),
    }


def job_fields(jobs, text):
    """Whether the title, the employer and the dates of each job stand between the last bullet of the one before and its own
    first bullet."""
    fields, begin = {}, 0
    for number, job in enumerate(jobs):
        first, last = normalize(job["bullets"][0]), normalize(job["bullets"][-1])
        at = text.find(first[:30], begin)
        head = text[begin:at] if at >= 0 else ""
        fields[f"job{number}.title"] = has_words(head, normalize(job["title"]))
        if job["company"]:
            fields[f"job{number}.company"] = normalize(job["company"]) in head
        for end in ("start", "end"):
            fields[f"job{number}.{end}"] = re.search(date_pattern(job[end]), head) is not None
        end = text.find(last[-20:], max(at, begin))
        fields[f"job{number}.bullets"] = at >= 0 and end >= 0
        begin = end + 20 if end >= 0 else begin
    return fields


def education_fields(schools, text):
    """Whether each school's degree and year stand nearer to its name than any other school does."""
    fields = {}
    places = [text.find(normalize(it["institution"])) for it in schools]
    for number, (school, at) in enumerate(zip(schools, places)):
        fields[f"school{number}.institution"] = at >= 0
        before = [it for it in places if 0 <= it < at]
        after = [it for it in places if it > at]
        around = text[max([at - 80, 0, *(it + 10 for it in before)]):min([at + 170, *after])] if at >= 0 else ""
        fields[f"school{number}.degree"] = normalize(school["degree"]) in around
        fields[f"school{number}.end"] = re.search(date_pattern(school["end"]), around) is not None
    return fields


def skill_fields(skills, text):
    at = text.find("skills")
    return {f"skill {it}": at >= 0 and has_words(text[at:], normalize(it)) for it in skills}


def fields(truth, raw):
    """Returns each field of a resume, and whether it was found where it belongs in the text of an extractor.

    `truth` has name, email, phone; jobs (title, company, start, end, bullets) and education (institution, degree, end) in
    printed order; skills. A job without a company is at the one before it."""
    text = normalize(raw)
    return {
        **contact_fields(truth, text, raw),
        **job_fields(truth["jobs"], text),
        **education_fields(truth["education"], text),
        **skill_fields(truth["skills"], text),
    }
