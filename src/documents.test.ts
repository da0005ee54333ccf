import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const documents = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"],
  ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** The files that a document names: whole paths, and paths from src as the architecture writes them. */
function namedFiles(text: string): readonly string[] {
  const paths = [...text.matchAll(/(?<![\w/.*-])((?:[\w.-]+\/)+[\w.-]+\.(?:tsx?|mjs|md|json|png|svg))/g)];
  return [...new Set(paths.map((match) => match[1]!))];
}

describe("the documents", () => {
  it.each(documents)("of %s name only files that are there", (name) => {
    const isThere = (path: string) =>
      ["", "src", "docs"].some((base) => existsSync(join(root, base, path))) || /NAME|yourMethod|^\.\./.test(path);
    expect(namedFiles(readFileSync(join(root, name), "utf8")).filter((path) => !isThere(path))).toEqual([]);
  });

  it("name only commands of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const named = documents.flatMap((name) => [
      ...readFileSync(join(root, name), "utf8").matchAll(/npm run ([a-z][\w:-]*)/g),
    ]);
    expect(named.map((match) => match[1]!).filter((command) => !Object.hasOwn(scripts, command))).toEqual([]);
  });
});
