#!/usr/bin/env python3
"""Writes src/text/names.tsv: names of technologies, computer languages and credentials with their other spellings.

    fit/names.py SKILL_NAMES.tsv.gz TECHNOLOGIES.tsv.gz src/text/names.tsv

The sources and their licences are named in src/text/names.LICENSE.md. Standard library only.
Columns: kind (t technology, l computer language, c credential, m term), then the spellings, the usual one first. A
spelling that ends in ? is also an ordinary word or very short: it names its thing only as it is written here.
"""
import collections, csv, gzip, re, sys

KINDS = {"technology": "t", "language": "l", "credential": "c", "term": "m"}

# Products that people name by one word, which the sources list with their maker or not at all.
BY_HAND = """t Node.js = NodeJS
t Datadog
l Python = Python 3
l Java
l JavaScript
l TypeScript
l SQL
t Figma
t React? = React.js = ReactJS
t Epic? = Epic Systems
t Cerner
t Canvas? = Canvas LMS
t Google Classroom
t Google Workspace = G Suite
t HealthStream
t Looker
t Mixpanel
t Amplitude?
t Gainsight
t HubSpot
t Zendesk
t Intercom?
t Notion?
t Asana
t Monday.com
t Smartsheet
t Airtable
t Procore
t Bluebeam = Bluebeam Revu
t dbt
t Dagster
t Stan?
t PyMC
t PyTorch
t pandas
t NumPy
t scikit-learn = sklearn
t LaunchDarkly
t PagerDuty
t Okta
t Workday
t NetSuite
t QuickBooks = QuickBooks Online = QBO
t Salesforce = Salesforce CRM = SFDC
t ServiceNow
t Clever?
t Miro
t Teams? = Microsoft Teams = MS Teams
t Word? = Microsoft Word = MS Word
t Excel? = Microsoft Excel = MS Excel
t Access? = Microsoft Access = MS Access
t Outlook? = Microsoft Outlook = MS Outlook
t PowerPoint = Microsoft PowerPoint = MS PowerPoint
t Spring? = Spring Boot = Spring Framework
c BLS? = Basic Life Support
c ACLS = Advanced Cardiac Life Support = Advanced Cardiovascular Life Support
c PALS? = Pediatric Advanced Life Support
c CCRN
c CSC? = Cardiac Surgery Certification
c TNCC = Trauma Nursing Core Course
c NIHSS = NIH Stroke Scale
c PMP = Project Management Professional
c CAPM = Certified Associate in Project Management
c PMI-ACP = PMI Agile Certified Practitioner
c PgMP = Program Management Professional
c CSM? = Certified ScrumMaster = Certified Scrum Master
c PSM? = Professional Scrum Master = PSM I = PSM II
c CSPO = Certified Scrum Product Owner
c CPA? = Certified Public Accountant
c CMA? = Certified Management Accountant
c CFA? = Chartered Financial Analyst
c CISSP = Certified Information Systems Security Professional
c CISA = Certified Information Systems Auditor
c CISM = Certified Information Security Manager
c CIPP = Certified Information Privacy Professional = CIPP/E = CIPP/US
c SHRM-CP = SHRM Certified Professional
c SHRM-SCP = SHRM Senior Certified Professional
c PHR? = Professional in Human Resources
c CKA = Certified Kubernetes Administrator
c CPACC
c OSHA 10
c OSHA 30
c TESOL = TEFL
c CNE? = Certified Nurse Educator
c LEED
c ITIL
c PRINCE2
t Six Sigma = Lean Six Sigma
c Security+ = CompTIA Security+
c Network+ = CompTIA Network+
"""

# Ordinary words that the sources take for products.
WORDS = set("""ballerina bicep honeycomb lasso seesaw wren
access amplitude apex assembly atom awk basic bash batch beacon bison blade board boo brand buildings c calendar
case center clarity clean clever click close cloud compass concert connect consul core creo crystal cool curl d dash dart design
delta director discover drive drupal eagle edge elastic elixir elm ember epic excel express factor fantom flask flow focus forth
foundation front go graph graphite groovy harbour harbor helm ice icon impact insight inform intercom io iris jade jest julia
launch lean learn less lever link liquid logos lookup loop map mask max meet mercury metal mirror mocha monday monkey notion nu
oak objective office opal open orca outlook oxygen outreach pan pass pilot plan play plus point power prime process prolog project
propeller pug pulse q quest r racket rails react reason red reference ring ruby rust sage sas sass scale scheme
script self sharp sign sketch slack smart snap spark spring squirrel stan stata stream stylus swift switch tea teams terra
text think track trello turing unity unison vault view vision wasp web wiki word work workday writer xs zoom zap""".split())

# Kinds of work and of software that the sources list as if they were products.
GENERIC = {"chef", "accounting", "a programming language", "payroll", "productivity", "purchasing", "reporting", "statistical", "checksums", "accounting software",
           "business software applications", "software libraries", "software development tools",
           "career management systems", "web application", "order management"}



def first_run(name):
    found = re.match(r"[^\W_]+", name)
    return found.group(0).lower() if found else None


def plain(name):
    return re.sub(r"\s+", " ", name.strip().lstrip("/"))


def main():
    names, technologies, out = sys.argv[1:]
    by_hand = []
    for row in BY_HAND.splitlines():
        kind, rest = row.split(" ", 1)
        by_hand.append((kind, [it.strip() for it in rest.split(" = ")]))
    taken = {it.rstrip("?").lower() for _, row in by_hand for it in row}
    rows = list(by_hand)
    with gzip.open(names, "rt", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            sources = set(row["sources"].split(","))
            if row["kind"] not in KINDS or sources == {"certlist"}:
                continue
            # Shades of short names for colours, fonts and file types of editors: no skill by themselves.
            if row["kind"] == "language" and sources == {"linguist"} and not row["onet_name"]:
                alternatives = []
            else:
                alternatives = row["alternatives"].split("|") + row["derived"].split("|")
            flags = {}
            for it in filter(None, row["ambiguous"].split("|")):
                spelling, flag = it.rsplit(":", 1)
                flags[spelling.lower()] = flag
            spellings = []
            for spelling in [row["name"]] + alternatives:
                spelling = plain(spelling)
                low = spelling.lower()
                flag = flags.get(low, "")
                if len(low) < 2 or len(spelling) > 60 or low in taken or low in GENERIC or not first_run(spelling) or "m" in flag:
                    continue
                # A lower-case spelling that is guarded by its case alone guards nothing.
                guarded = bool(flag) or low in WORDS or len(low) < 4
                if guarded and (spelling == low or len(low) < 2) and low not in ("dbt", "pandas", "k8s"):
                    continue
                taken.add(low)
                spellings.append(spelling + "?" * guarded)
            if spellings:
                rows.append((KINDS[row["kind"]], spellings))
    hot = collections.Counter()
    with gzip.open(technologies, "rt", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["hot"] == "1" or row["in_demand"] == "1":
                hot[row["name"]] += 1
    for name in sorted(hot):
        name = plain(re.sub(r" software$", "", name))
        if name.lower() not in taken and name.lower() not in GENERIC and first_run(name) and len(name) > 1:
            taken.add(name.lower())
            rows.append(("t", [name + "?" * (name.lower() in WORDS or len(name) < 4)]))
    rows.sort(key=lambda it: (it[1][0].lower(), it))
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        f.writelines("%s\t%s\n" % (kind, "\t".join(row)) for kind, row in rows)


main()
