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
const root = join(import.meta.dirname, "../..");
/** sizes and checksums of the unpacked files, since packing differs from mirror to mirror; the page uses the same table */
const facts = JSON.parse(readFileSync(join(root, "src/data/mnistFiles.json"), "utf8"));
const target = join(root, "public/data/mnist");

function readFolder(folder, name) {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    throw new Error(`${join(folder, name)} cannot be read (${error.code}); --from wants the folder with ${name}`);
  }
}

async function download(name) {
  const remedy = "without a network, use: npm run data -- --from FOLDER_WITH_THE_FOUR_FILES";
  const response = await fetch(MIRROR + name).catch((error) => {
    throw new Error(`${MIRROR} cannot be reached (${error.cause?.code ?? error.message}); ${remedy}`);
  });
  if (!response.ok) throw new Error(`${MIRROR}${name} answered ${response.status}; try again later, or ${remedy}`);
  return Buffer.from(await response.arrayBuffer());
}

function check(name, packed) {
  const { bytes, sha256 } = facts[name];
  let unpacked;
  try {
    unpacked = gunzipSync(packed, { maxOutputLength: bytes });
  } catch (error) {
    throw new Error(`${name} is not MNIST's file, packed with gzip (${error.code}); fetch it again`);
  }
  const found = createHash("sha256").update(unpacked).digest("hex");
  if (found !== sha256) throw new Error(`${name} has sha256 ${found}, not MNIST's ${sha256}; fetch it again`);
}

function fromOption() {
  try {
    return parseArgs({ options: { from: { type: "string" } } }).values.from;
  } catch (error) {
    console.error(`${error.message.split("\n")[0]}; the only option is --from FOLDER_WITH_THE_FOUR_FILES`);
    process.exit(2);
  }
}

try {
  const from = fromOption();
  mkdirSync(target, { recursive: true });
  for (const name of Object.keys(facts)) {
    const packed = from === undefined ? await download(name) : readFolder(from, name);
    check(name, packed);
    writeFileSync(join(target, name), packed);
    console.log(`${name}: ${packed.length} bytes, checked`);
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
