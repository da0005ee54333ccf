/**
 * `npm run data`: puts MNIST's four files into public/data/mnist, so that the built site has them. They come from a
 * public mirror, or from a folder: `npm run data -- --from DIR`. Every file is checked before it is kept.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const MIRROR = "https://storage.googleapis.com/cvdf-datasets/mnist/";
/** sha256 of what the files unpack to, since packing differs from mirror to mirror */
const checksums = {
  "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

const { values } = parseArgs({ options: { from: { type: "string" } } });
const target = join(import.meta.dirname, "../public/data/mnist");

async function read(name) {
  if (values.from) return readFileSync(join(values.from, name));
  const response = await fetch(MIRROR + name);
  if (!response.ok) throw new Error(`the mirror answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

try {
  mkdirSync(target, { recursive: true });
  for (const [name, expected] of Object.entries(checksums)) {
    const bytes = await read(name);
    const found = createHash("sha256").update(gunzipSync(bytes)).digest("hex");
    if (found !== expected) throw new Error(`${name} has sha256 ${found}, not ${expected}; it is not MNIST's file`);
    writeFileSync(join(target, name), bytes);
    console.log(`${name}: ${bytes.length} bytes, checked`);
  }
} catch (error) {
  console.error(`${error.message}. Without a network, use: npm run data -- --from FOLDER_WITH_THE_FOUR_FILES`);
  process.exit(1);
}
