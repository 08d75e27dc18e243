// Looks at pages with axe-core in Chromium: every rule it has, wide and narrow, light and dark.
// usage: node scripts/check_html.cjs CHROMIUM PAGE...
const fs = require("fs");
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

async function main([executablePath, ...files]) {
  const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
  let wrong = 0;
  for (const file of files) {
    for (const width of [1280, 390]) {
      for (const scheme of ["light", "dark"]) {
        const page = await browser.newPage();
        const asked = [];
        page.on("request", (it) => asked.push(it.url()));
        await page.setBypassCSP(true);
        await page.setViewport({ width, height: 900 });
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await page.goto("file://" + file);
        const elsewhere = asked.filter((it) => !it.startsWith("file://" + file) && !it.startsWith("data:"));
        await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
        await page.evaluate(axe);
        const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        for (const it of found.violations) {
          console.log(`${file}: ${it.id}: ${it.help}: ${it.nodes.length} times, first ${it.nodes[0].html}`);
        }
        if (elsewhere.length > 0) console.log(`${file}: asks for ${elsewhere.join(", ")}`);
        if (wider > 0) console.log(`${file}: is ${wider} pixels wider than ${width}`);
        wrong += found.violations.length + elsewhere.length + (wider > 0 ? 1 : 0);
        console.log(`${file.split("/").slice(-2).join("/")} at ${width}, ${scheme}: ${found.violations.length} violations`);
        await page.close();
      }
    }
  }
  await browser.close();
  process.exit(wrong === 0 ? 0 : 1);
}

main(process.argv.slice(2));
