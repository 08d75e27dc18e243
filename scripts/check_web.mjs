// Makes the examples' resumes with a `bespoke` binary as HTML and JSON Resume, and asks outside tools what they see.
//
// usage: node scripts/check_web.mjs BINARY NODE_MODULES_PARENT
//
// For every example profile and page style: html-validate has no complaint, axe-core finds no fault of accessibility
// (without the contrast of colours, which needs a browser and which page styles are held to as they are read), and the
// JSON validates with the official schema, tailored and whole, and drawn by `resumed` with a theme of the JSON Resume
// community it shows name, employers and every highlight. So does the export of other people's JSON Resumes. Then it
// damages a page and a resume, which must be seen. Exits 1 and says what is wrong.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [binary, modules] = process.argv.slice(2).map((it) => resolve(it));
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(modules, "package.json"));
const { HtmlValidate } = require("html-validate");
const { JSDOM, VirtualConsole } = require("jsdom");
const axe = require("axe-core");
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats").default;
const schema = JSON.parse(readFileSync(require.resolve("@jsonresume/schema/schema.json"), "utf8"));
// These two are modules of a kind that `require` can't load.
const load = (path) => import(pathToFileURL(join(modules, "node_modules", path)));
const { render } = await load("resumed/dist/index.js");
const theme = await load("jsonresume-theme-even/dist/index.js");

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:standard"],
  // The style sheet keeps a telephone number on one line, so that its characters can stay the person's.
  rules: { "tel-non-breaking": ["error", { ignoreClasses: ["nobr"] }] },
});
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const isResume = ajv.compile(schema);

async function faultsOfPage(html) {
  const report = await validator.validateString(html);
  const found = report.results.flatMap((it) => it.messages).map((it) => `html-validate: ${it.line}: ${it.message}`);
  const dom = new JSDOM(html, { runScripts: "outside-only", virtualConsole: new VirtualConsole() });
  dom.window.eval(axe.source);
  const seen = await dom.window.axe.run({ rules: { "color-contrast": { enabled: false } } });
  for (const it of seen.violations) found.push(`axe-core: ${it.id}: ${it.nodes[0].html}`);
  return found;
}

function faultsOfJson(text) {
  return isResume(JSON.parse(text)) ? [] : isResume.errors.map((it) => `schema: ${it.instancePath} ${it.message}`);
}

const words = (text) => text.replace(/\s+/g, " ").trim();

// What of a resume its page doesn't show, drawn by somebody else's theme. `drawn` is what the theme draws.
async function faultsOfTheme(text, drawn = text) {
  const resume = JSON.parse(text);
  const jobs = [...(resume.work ?? []), ...(resume.volunteer ?? []), ...(resume.projects ?? [])];
  const said = [resume.basics.name, ...jobs.flatMap((it) => [it.name ?? it.organization, ...(it.highlights ?? [])])];
  const dom = new JSDOM(await render(JSON.parse(drawn), theme), { virtualConsole: new VirtualConsole() });
  for (const it of dom.window.document.querySelectorAll("style, script")) it.remove();
  const shown = words(dom.window.document.body.textContent);
  return said.filter((it) => !shown.includes(words(it))).map((it) => `theme: doesn't show: ${it}`);
}

const folder = mkdtempSync(join(tmpdir(), "bespoke-"));
const out = (name) => join(folder, name);
const bespoke = (...args) => execFileSync(binary, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
let made = 0;
let bad = 0;
const tell = (name, faults) => {
  made += 1;
  bad += faults.length > 0;
  for (const it of faults) console.log(`${name}: ${it}`);
};
try {
  const styles = bespoke("template", "list", "--names").split("\n").filter((it) => it && it !== "resume");
  const profiles = readdirSync(join(root, "profiles")).filter((it) => it.endsWith(".yaml")).sort();
  for (const name of profiles) {
    const profile = join(root, "profiles", name);
    for (const style of styles) {
      bespoke("tailor", profile, "-q", "--template", style, "-o", out("r.html"), "-o", out("r.json"));
      tell(`${name} ${style} html`, await faultsOfPage(readFileSync(out("r.html"), "utf8")));
      tell(`${name} ${style} json`, faultsOfJson(readFileSync(out("r.json"), "utf8")));
    }
    const whole = bespoke("export", "-q", profile);
    tell(`${name} export`, faultsOfJson(whole));
    tell(`${name} export, drawn by a theme`, await faultsOfTheme(whole));
    tell(`${name} json, drawn by a theme`, await faultsOfTheme(readFileSync(out("r.json"), "utf8")));
  }
  const inputs = [join(root, "tests/fixtures/import")];
  for (const folder of inputs) {
    for (const name of readdirSync(folder).filter((it) => it.startsWith("jsonresume") && it.endsWith(".json")).sort()) {
      const whole = bespoke("export", "-q", join(folder, name));
      tell(`${name} export`, faultsOfJson(whole));
      tell(`${name} export, drawn by a theme`, await faultsOfTheme(whole));
    }
  }
  const page = readFileSync(out("r.html"), "utf8");
  for (const [from, to] of [[/ lang="[^"]*"/, ""], ["</h2>", "</h3>"], [/<title>.*<\/title>/, "<title></title>"]]) {
    if ((await faultsOfPage(page.replace(from, to))).length === 0) tell("a damaged page", [`nobody sees ${from}`]);
  }
  const resume = readFileSync(out("r.json"), "utf8");
  if (faultsOfJson(resume.replace(/"startDate": "/, '"startDate": "since ')).length === 0) {
    tell("a damaged resume", ["nobody sees a date that is none"]);
  }
  const lacking = JSON.parse(resume);
  lacking.work[0].highlights.pop();
  if ((await faultsOfTheme(resume, JSON.stringify(lacking))).length === 0) {
    tell("a page without a highlight", ["nobody sees that it is gone"]);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`web: ${made - bad} of ${made} are as they should be`);
process.exit(bad > 0 || made === 0 ? 1 : 0);
