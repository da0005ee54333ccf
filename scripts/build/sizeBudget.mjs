/**
 * The budgets of the built site: what a browser loads for Home, and then for the lab before its first slider works, all recordings of Hinton's
 * section, what the workers load before they run, which is to be without tfjs, and what is cached for use offline.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { reachableFiles, staticChunks } from "./builtFiles.ts";

const dist = join(import.meta.dirname, "../../dist");
const assets = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
const packed = (file) => gzipSync(readFileSync(join(dist, file))).length;
const size = (file) => statSync(join(dist, file)).size;
const kB = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;
const MB = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MB`;
const failures = [];

/** The one built chunk of a source file. */
function chunkOf(source) {
  const found = assets.filter((file) => file.startsWith(`assets/${source}-`) && file.endsWith(".js"));
  if (found.length === 1) return found[0];
  throw new Error(`dist/assets has ${found.length} chunks of ${source}, not one; build anew, or name it here as it is`);
}

/** Files with their sizes, one a line, and the sum. */
function listed(files) {
  for (const file of files) console.log(`  ${file}: ${kB(packed(file))}`);
  return files.reduce((sum, file) => sum + packed(file), 0);
}

const HOME_BUDGET = 60 * 1024;
const MARKUP_BUDGET = 6 * 1024;
const html = readFileSync(join(dist, "index.html"), "utf8");
const linked = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((match) => match[1]);
const ofHome = ["index.html", ...linked];
const home = listed(ofHome);
console.log(
  `Home ${kB(home)} of ${kB(HOME_BUDGET)}, its markup and numbers ${kB(packed("index.html"))} of ${kB(MARKUP_BUDGET)}`,
);
if (home > HOME_BUDGET) failures.push("Home is larger than its budget");
if (packed("index.html") > MARKUP_BUDGET) failures.push("Home's markup is larger than its budget");

/** What a browser that opens the lab first loads before its first slider works: the page's beginning, the lab and its run. */
const FIRST_VIEW_BUDGET = 200 * 1024;
const named = /data-files="([^"]+)"/
  .exec(html)[1]
  .split(" ")
  .map((file) => file.slice("./".length));
const ofLab = [...named.filter((file) => !ofHome.includes(file)), "runs/hinton.jsonl.gz"];
const firstView = home + listed(ofLab);
const chart = kB(packed(chunkOf("AccuracyChart")));
console.log(
  `the lab's first view, with the page's beginning, ${kB(firstView)} of ${kB(FIRST_VIEW_BUDGET)}; the chart, when it is first idle, ${chart} more`,
);
if (firstView > FIRST_VIEW_BUDGET) failures.push("the lab's first view is larger than its budget");

const REPLAY_BUDGET = 3 * 2 ** 20;
const replay = readdirSync(join(dist, "replay"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
console.log(`Hinton's section, when it is opened, ${MB(replay)} of ${MB(REPLAY_BUDGET)} in all`);
if (replay > REPLAY_BUDGET) failures.push("the recordings of Hinton's section are larger than their budget");

/** A message of tfjs-core, which is in every build of it. */
const TFJS_MARKER = "not found in registry";
const hasTfjs = (file) => file.endsWith(".js") && readFileSync(join(dist, file), "utf8").includes(TFJS_MARKER);
for (const source of ["conductingWorker", "trainingWorkerEntry"]) {
  const chunks = [...staticChunks(dist, chunkOf(source))];
  const withTfjs = chunks.filter(hasTfjs);
  console.log(
    `${source}: ${kB(chunks.reduce((sum, file) => sum + size(file), 0))} unpacked in ${chunks.length} chunk(s) before it runs, ${withTfjs.length} of them with tfjs`,
  );
  if (withTfjs.length > 0) failures.push(`${source} loads tfjs on its default path, in ${withTfjs.join(", ")}`);
}
const onDemand = [...reachableFiles(dist, chunkOf("trainingWorkerEntry"))].filter(hasTfjs);
if (onDemand.length === 0)
  failures.push(`"${TFJS_MARKER}" is in no chunk of the training worker's: it no longer marks tfjs`);

const PRECACHE_BUDGET = 10 * 2 ** 20;
const list = /\[\{"url":.*?\}\]/.exec(readFileSync(join(dist, "serviceWorker.js"), "utf8"))[0];
const cached = JSON.parse(list).map(({ url }) => url);
const precached = cached.reduce((sum, file) => sum + size(file), 0);
console.log(`cached for use offline ${MB(precached)} of ${MB(PRECACHE_BUDGET)}, ${cached.length} files`);
if (precached > PRECACHE_BUDGET) failures.push("the files cached for use offline are larger than their budget");

for (const failure of failures) console.error(`failed: ${failure}`);
process.exit(failures.length > 0 ? 1 : 0);
