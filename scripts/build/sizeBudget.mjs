/** The size budgets: what a browser fetches before the first slider answers, and all recordings of Hinton's section. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 200 * 1024;
const dist = join(import.meta.dirname, "../../dist");
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

const REPLAY_BUDGET = 3 * 2 ** 20;
const replay = readdirSync(join(dist, "replay"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
console.log(
  `Hinton's section, when it is opened, ${(replay / 2 ** 20).toFixed(2)} MB of ${REPLAY_BUDGET / 2 ** 20} MB in all`,
);
process.exit(total <= BUDGET && replay <= REPLAY_BUDGET ? 0 : 1);
