import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "./i18n/en.ts";
import { zh } from "./i18n/zh.ts";

const src = import.meta.dirname;
const order: Readonly<Record<string, number>> = {
  math: 1,
  domain: 2,
  tensor: 3,
  methods: 4,
  data: 5,
  protocol: 6,
  engine: 7,
  session: 7,
  i18n: 7,
  bench: 8,
  lessons: 8,
  views: 9,
  app: 10,
};
/** A test may look down at anything. */
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (file) => /\.tsx?$/.test(file) && !file.includes(".test."),
);

const folderOf = (file: string) => (file.includes("/") ? file.slice(0, file.indexOf("/")) : "app");

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(src, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!);
}

describe("the house", () => {
  it("has imports that only go down, and never between engine, session and i18n", () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((path) => path.startsWith("."))
        .map((path) => relative(src, resolve(src, dirname(file), path)))
        .filter((target) => !target.startsWith("..") && folderOf(target) !== folderOf(file))
        .filter((target) => order[folderOf(target)]! >= order[folderOf(file)]!)
        .map((target) => `${file} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("keeps tfjs in tensor, engine and bench, and React in views and app", () => {
    const astray = files.flatMap((file) =>
      importsOf(file)
        .filter((path) =>
          path.startsWith("@tensorflow")
            ? !["tensor", "engine", "bench"].includes(folderOf(file))
            : /^(react|recharts)/.test(path) && order[folderOf(file)]! < order.views!,
        )
        .map((path) => `${file} imports ${path}`),
    );
    expect(astray).toEqual([]);
  });

  it("has no file longer than 300 lines but the catalogues", () => {
    const long = files.filter(
      (file) => folderOf(file) !== "i18n" && readFileSync(join(src, file), "utf8").split("\n").length > 300,
    );
    expect(long).toEqual([]);
  });

  it("speaks Chinese wherever it speaks English, down to every name", () => {
    const keys = (value: unknown, path: string): readonly string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`))
        : [path];
    expect(keys(zh, "")).toEqual(keys(en, ""));
  });
});
