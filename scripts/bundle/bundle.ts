/**
 * `npm run bundle [-- --out DIR]`: makes one folder with the laboratory, the recordings and the benchmark for machines
 * that have nothing but Node.
 */

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import packageFile from "../../package.json" with { type: "json" };
import { compileKernels, kernelFile } from "../build/kernels.mjs";
import { inputError, readArguments, runCommand } from "../commandLine/commandLine.ts";

const root = join(import.meta.dirname, "../..");
const scripts = join(root, "scripts");

/** The bundle's programs: the commands by name, and what a training process runs. */
const programs = {
  lab: join(scripts, "lab/lab.ts"),
  record: join(scripts, "record/record.ts"),
  bench: join(scripts, "bench/bench.ts"),
  trainingProcess: join(scripts, "lab/trainingProcess.ts"),
};

/** Modules that a bundle has in another form. */
const replaced: Readonly<Record<string, string>> = {
  [join(scripts, "commandLine/installation.ts")]: join(scripts, "bundle/bundledInstallation.ts"),
  [join(scripts, "build/kernelFiles.ts")]: join(scripts, "bundle/bundledKernels.ts"),
};

/** The folder of the package `webgpu` in a bundle. */
const DAWN = "webgpu";

/** The file by which a folder is known as a bundle. */
const MARK = "bundle.json";

/** Puts the bundle's own modules in place of the checkout's, and leaves Dawn and the driving of browsers outside. */
const bundledModules: Plugin = {
  name: "bundled-modules",
  enforce: "pre",
  async resolveId(id, importer, options) {
    if (id === "webgpu") return { id: `./${DAWN}/index.js`, external: true };
    if (basename(id) === "benchInChromium.ts") return { id: "./benchInChromium.ts", external: true };
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    return found && replaced[found.id] ? replaced[found.id] : null;
  },
};

/** Removes the programs of an earlier bundle. @throws CommandError where a folder that is no bundle holds anything */
function prepareFolder(out: string): void {
  const names = existsSync(out) ? readdirSync(out) : [];
  if (names.length > 0 && !names.includes(MARK))
    throw inputError(`--out ${out}: the folder holds other files; name one that is empty or not there`);
  mkdirSync(out, { recursive: true });
  // What its commands have made stays: .lab, public and docs.
  for (const name of names) if (/\.(mjs|wasm)$|^LICENSE$/.test(name)) rmSync(join(out, name));
  rmSync(join(out, DAWN), { recursive: true, force: true });
}

/** The folder of the package `webgpu`; null where it is not installed. */
function dawnFolder(): string | null {
  try {
    return dirname(fileURLToPath(import.meta.resolve("webgpu")));
  } catch {
    return null;
  }
}

/** Copies Dawn's native file for this machine with what loads it. @returns its platform; null where it is not installed */
function copyDawn(out: string): string | null {
  const from = dawnFolder();
  if (from === null) return null;
  const platform = `${process.platform}-${process.platform === "darwin" ? "universal" : process.arch}`;
  const native = join(from, "dist", platform);
  if (!existsSync(native)) return null;
  for (const name of ["index.js", "package.json", "LICENSE.md"]) cpSync(join(from, name), join(out, DAWN, name));
  cpSync(native, join(out, DAWN, "dist", platform), { recursive: true });
  return platform;
}

async function main(): Promise<void> {
  const { values } = readArguments({ out: { type: "string", default: join(root, "reports/bundle") } });
  const out = resolve(values.out);
  prepareFolder(out);
  await compileKernels();
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    plugins: [bundledModules],
    // tfjs' WASM binding takes the folder of a CommonJS module.
    define: { __dirname: "import.meta.dirname" },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: "node20",
      outDir: out,
      emptyOutDir: false,
      minify: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: {
        checks: { ineffectiveDynamicImport: false },
        input: programs,
        output: { format: "es", entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
      },
    },
  });
  for (const variant of ["simd", "relaxed"] as const) cpSync(kernelFile(variant), join(out, `kernels.${variant}.wasm`));
  for (const name of ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"])
    cpSync(join(root, "node_modules/@tensorflow/tfjs-backend-wasm/dist", name), join(out, name));
  cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
  const dawn = copyDawn(out);
  const { version } = packageFile;
  writeFileSync(join(out, MARK), `${JSON.stringify({ version, dawn }, null, 2)}\n`);
  const gpu = dawn
    ? `with Dawn for ${dawn}`
    : `without Dawn, since the package webgpu is not installed here for this machine`;
  console.log(`${relative(process.cwd(), out) || out}: version ${version}, ${gpu}`);
}

await runCommand(main);
