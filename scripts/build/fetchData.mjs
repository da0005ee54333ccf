/**
 * `npm run data`: puts the four files of MNIST into public/data/mnist, or with `-- fashion` those of Fashion-MNIST into
 * public/data/fashion, so that the built site has them. They come from public addresses, from another one (`--url`), or
 * from a folder (`--from DIR`). Every file is checked before it is kept.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";

const root = join(import.meta.dirname, "../..");
const factsOf = (file) => JSON.parse(readFileSync(join(root, "src/data", file), "utf8"));

/** The data sets: their public addresses, the first that answers is taken, and what the page knows of their files. */
const datasets = {
  mnist: {
    name: "MNIST",
    addresses: ["https://storage.googleapis.com/cvdf-datasets/mnist/"],
    facts: factsOf("mnistFiles.json"),
  },
  fashion: {
    name: "Fashion-MNIST",
    addresses: [
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
    ],
    facts: factsOf("fashionFiles.json"),
  },
};
/** The largest file that is unpacked; the page unpacks no larger one. */
const MAX_BYTES = 96 * 2 ** 20;

const usage = "npm run data -- [mnist|fashion] [--from FOLDER_WITH_THE_FOUR_FILES | --url ADDRESS] [--to FOLDER]";

function readFolder(folder, file) {
  try {
    return readFileSync(join(folder, file));
  } catch (error) {
    throw new Error(`${join(folder, file)} cannot be read (${error.code}); --from wants the folder with ${file}`);
  }
}

async function download(address, file) {
  const response = await fetch(new URL(file, address)).catch((error) => {
    throw new Error(`${address} cannot be reached (${error.cause?.code ?? error.message})`);
  });
  if (!response.ok) throw new Error(`${address}${file} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

function unpack({ name }, file, packed) {
  try {
    return gunzipSync(packed, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw new Error(`${file} is not ${name}'s file, packed with gzip (${error.code}); fetch it again`);
  }
}

/** How many images or labels an unpacked file of Fashion-MNIST's format has. */
function countOf(file, bytes) {
  const isImages = file.includes("images");
  const header = isImages ? 16 : 8;
  const size = isImages ? 28 * 28 : 1;
  const isWhole = bytes.length >= header && bytes.readUInt32BE(4) * size === bytes.length - header;
  const isOfSize = !isImages || (isWhole && bytes.readUInt32BE(8) === 28 && bytes.readUInt32BE(12) === 28);
  if (isWhole && isOfSize && bytes.readUInt32BE(0) === (isImages ? 0x803 : 0x801)) return bytes.readUInt32BE(4);
  throw new Error(`${file} holds no ${isImages ? "28x28 images" : "labels"} in MNIST's format; fetch it again`);
}

/**
 * Checks a file.
 * @param isOwn it is from a folder: files of Fashion-MNIST's format that are not the published ones are then taken, too
 * @returns what it is, in words
 */
function check(dataset, file, packed, isOwn) {
  const { name, facts } = dataset;
  const { sha256: expected, packedSha256 } = facts[file];
  const unpacked = unpack(dataset, file, packed);
  const found = sha256(expected ? unpacked : packed);
  if (found === (expected ?? packedSha256)) return "checked";
  const differs = `${file} has sha256 ${found}, not ${name}'s ${expected ?? packedSha256}`;
  if (expected || !isOwn) throw new Error(`${differs}; fetch it again`);
  return `not the published file of ${name}: it has ${countOf(file, unpacked)} entries; the page says so`;
}

/** A file from the first address that has it as it should be. @throws Error with what each address answered */
async function fetchChecked(dataset, addresses, file) {
  const refused = [];
  for (const address of addresses) {
    try {
      const packed = await download(address, file);
      return { packed, said: check(dataset, file, packed, false) };
    } catch (error) {
      refused.push(error.message);
    }
  }
  throw new Error(
    `${refused.join("; ")}; try again later, or without a network use --from FOLDER_WITH_THE_FOUR_FILES (${usage})`,
  );
}

function readOptions() {
  try {
    const options = { from: { type: "string" }, url: { type: "string" }, to: { type: "string" } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [id = "mnist", ...others] = positionals;
    if (!Object.hasOwn(datasets, id) || others.length > 0)
      throw new Error(`"${positionals.join(" ")}" is no data set; name mnist or fashion`);
    if (values.url !== undefined && !URL.canParse(values.url)) throw new Error(`--url ${values.url} is no address`);
    return { id, ...values };
  } catch (error) {
    console.error(`${error.message.split("\n")[0]}; ${usage}`);
    process.exit(2);
  }
}

try {
  const { id, from, url, to = join(root, "public/data", id) } = readOptions();
  const dataset = datasets[id];
  const addresses = url === undefined ? dataset.addresses : [url.endsWith("/") ? url : `${url}/`];
  mkdirSync(to, { recursive: true });
  for (const file of Object.keys(dataset.facts)) {
    const own = from === undefined ? null : readFolder(from, file);
    const { packed, said } = own
      ? { packed: own, said: check(dataset, file, own, true) }
      : await fetchChecked(dataset, addresses, file);
    writeFileSync(join(to, file), packed);
    console.log(`${file}: ${packed.length} bytes, ${said}`);
  }
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
