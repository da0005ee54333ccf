/** `npm run release:notes -- VERSION`: prints the section of a version in CHANGELOG.md. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { changelogSection } from "./changelogSection.ts";

const version = process.argv[2];
try {
  if (!version) throw new RangeError("which version? npm run release:notes -- 1.2.3");
  console.log(changelogSection(readFileSync(join(import.meta.dirname, "../../CHANGELOG.md"), "utf8"), version));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
