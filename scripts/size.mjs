/** The size budget: what a visitor's browser fetches before the first slider answers, gzipped. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 200 * 1024;
const dist = join(import.meta.dirname, "../dist");
const html = readFileSync(join(dist, "index.html"), "utf8");
const linked = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const chart = readdirSync(join(dist, "assets")).find((name) => name.startsWith("AccuracyChart"));
const size = (name) => gzipSync(readFileSync(join(dist, name))).length;

let total = 0;
for (const name of ["index.html", ...linked, "runs/hinton.jsonl"]) {
  total += size(name);
  console.log(`${name}: ${(size(name) / 1024).toFixed(1)} kB`);
}
console.log(
  `first view ${(total / 1024).toFixed(1)} kB of ${BUDGET / 1024} kB; the chart, when it is first idle, ${(size(`assets/${chart}`) / 1024).toFixed(1)} kB more`,
);
process.exit(total <= BUDGET ? 0 : 1);
