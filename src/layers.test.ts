import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "./i18n/en.ts";
import { zh } from "./i18n/zh.ts";

const src = import.meta.dirname;
const root = join(src, "..");

/** Folders from plain mathematics up to views. A file imports from its own folder or from a folder above it in this list. */
const order: readonly (readonly string[])[] = [
  ["math"],
  ["domain"],
  ["places"],
  ["hinton2015"],
  ["tensor"],
  ["tensor/plan"],
  ["tensor/executors/wasm/assembly"],
  ["tensor/executors/float64", "tensor/executors/tfjs", "tensor/executors/wasm", "tensor/executors/webgpu"],
  ["methods/core"],
  ["methods/parts"],
  ["methods/papers"],
  ["methods/registry"],
  ["methods/experiments"],
  ["pytorch"],
  ["data"],
  ["data/files/formats"],
  ["data/files"],
  ["data/files/reading"],
  ["protocol"],
  ["engine/graphs"],
  ["weights"],
  ["engine/job"],
  ["engine/evaluation"],
  ["engine/training"],
  ["engine/backends"],
  ["engine/pool"],
  ["session/run"],
  ["session/comparisons"],
  ["session/storage"],
  [
    "i18n/methodTextZh",
    "i18n/ownData",
    "i18n/report",
    "i18n/softTargets",
    "i18n/findings",
    "i18n/teachers",
    "i18n/embedded",
  ],
  ["i18n/words"],
  ["session", "i18n"],
  ["session/studies"],
  ["exports"],
  ["home", "report", "embedded"],
  ["hinton2015/replay"],
  ["lessons"],
  ["lessons/course", "lessons/composed"],
  ["bench"],
  ["views/elements"],
  ["views/shown"],
  ["hinton2015/views"],
  ["views/statements"],
  ["views/pictures"],
  ["views/dialogs", "views/ownData", "views/report", "views/sharing", "views/takeAway", "views/teachers"],
  ["views/chooser"],
  ["views/settings"],
  ["views/networks"],
  ["views/details/matrices"],
  ["views/digit", "views/softTargets", "views/details", "views/result", "views/runs"],
  ["views/frame"],
  ["views/lecture"],
  ["views/lab"],
  ["views/player"],
  ["views/composer"],
  ["views/lessons"],
  ["views/lessonSlides", "views/embedded"],
  ["."],
];
const levels = new Map(order.flatMap((folders, level) => folders.map((folder) => [folder, level] as const)));

/** The files that are shipped: no tests, and nothing that only tests import. */
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.|^testing\/|^tensor\/executors\/wasm\/assembly\/|\.d\.ts$/.test(file),
  );

const folderOf = (file: string) => dirname(file).replaceAll("\\", "/");

/** The folder of a file that no other of these folders may import. */
const sideOf = (file: string) => /^(engine|session|i18n)\//.exec(file)?.[1];

function specifiersOf(file: string): readonly string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
}

/** The files of `src` that a file imports. */
function importsOf(file: string): readonly string[] {
  return specifiersOf(file)
    .filter((path) => path.startsWith("."))
    .map((path) => relative(src, resolve(src, dirname(file), path)).replaceAll("\\", "/"))
    .filter((target) => !target.startsWith("..") && /\.tsx?$/.test(target));
}

describe("the layers", () => {
  it("have every folder in their order", () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !levels.has(folder))).toEqual([]);
  });

  it("are imported downwards only, and never between engine, session and i18n", () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => folderOf(target) !== folderOf(file))
        .filter((target) => {
          const [from, to] = [levels.get(folderOf(file))!, levels.get(folderOf(target))!];
          const [own, other] = [sideOf(file), sideOf(target)];
          return to === undefined || to >= from || (own !== undefined && other !== undefined && own !== other);
        })
        .map((target) => `${file} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("have no import cycle", () => {
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" > "));
      if (path.includes(file) || done.has(file)) return;
      for (const target of importsOf(file)) visit(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("ship nothing of src/testing", () => {
    expect(files.filter((file) => importsOf(file).some((target) => target.startsWith("testing/")))).toEqual([]);
  });

  it("keep tfjs in executors, engine/backends and bench, and React in views", () => {
    const mayUseTfjs = /^(tensor\/executors\/tfjs|engine\/backends|bench)\//;
    const mayUseReact = /(^|\/)views\/|^[A-Za-z]+\.tsx$/;
    const violations = files.flatMap((file) =>
      specifiersOf(file)
        .filter((path) =>
          path.startsWith("@tensorflow")
            ? !mayUseTfjs.test(file) && !path.endsWith("?url")
            : /^(react|recharts)/.test(path) && !mayUseReact.test(file),
        )
        .map((path) => `${file} imports ${path}`),
    );
    expect(violations).toEqual([]);
  });
});

describe("the reading of a visitor's files", () => {
  it("alone imports what unpacks and splits files, and is itself fetched when there are files", () => {
    const isReading = (file: string) => file.startsWith("data/files/");
    const libraries = /^(?:fflate|papaparse|npyjs)(?:\/|$)/;
    const violations = files.flatMap((file) => {
      if (isReading(file)) return [];
      const text = readFileSync(join(src, file), "utf8");
      const fixed = [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from "([^"]+)"|^import "([^"]+)"/gm)];
      // What ends so is imported as an address alone.
      const targets = fixed.map((match) => (match[1] ?? match[2])!).filter((path) => !path.endsWith("?worker&url"));
      return [
        ...specifiersOf(file).filter((path) => libraries.test(path)),
        ...targets.filter(
          (path) =>
            path.startsWith(".") && isReading(relative(src, resolve(src, dirname(file), path)).replaceAll("\\", "/")),
        ),
      ].map((path) => `${file} imports ${path}`);
    });
    expect(violations).toEqual([]);
  });
});

describe("the source tree", () => {
  it("has at most twenty files in a folder of src, scripts or e2e", () => {
    const counts = new Map<string, number>();
    for (const top of ["src", "scripts", "e2e"])
      for (const entry of readdirSync(join(root, top), { recursive: true, withFileTypes: true })) {
        const folder = relative(root, entry.parentPath);
        if (entry.isFile() && !entry.name.endsWith(".wasm")) counts.set(folder, (counts.get(folder) ?? 0) + 1);
      }
    expect([...counts].filter(([, count]) => count > 20)).toEqual([]);
  });

  it("has no file longer than 300 lines but the catalogues", () => {
    const long = files.filter(
      (file) => !file.startsWith("i18n/") && readFileSync(join(src, file), "utf8").split("\n").length > 300,
    );
    expect(long).toEqual([]);
  });

  it("has in the Chinese catalogue every key of the English one", () => {
    const keys = (value: unknown, path: string): readonly string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
        : [path];
    expect(keys(zh, "")).toEqual(keys(en, ""));
  });
});
