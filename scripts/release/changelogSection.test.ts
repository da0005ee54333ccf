import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { changelogSection } from "./changelogSection.ts";

const changelog = `# Changelog

## 1.10.0 (unreleased)

### Added

- A thing.

## 1.1.0 (2026-01-02)

### Fixed

- A fault: ## 1.0.0 is no heading here.

## 1.0.0
`;

describe("the notes of a release", () => {
  it("are one version's section, from its heading to the next one's", () => {
    expect(changelogSection(changelog, "1.10.0")).toBe("### Added\n\n- A thing.");
    expect(changelogSection(changelog, "1.1.0")).toBe("### Fixed\n\n- A fault: ## 1.0.0 is no heading here.");
  });

  it("are found by a tag as by a version", () => {
    expect(changelogSection(changelog, "v1.1.0")).toBe(changelogSection(changelog, "1.1.0"));
  });

  it("are refused for a version that is unknown, a part of another, or has nothing to say", () => {
    expect(() => changelogSection(changelog, "2.0.0")).toThrow(/no section "## 2.0.0"; it has 1.10.0, 1.1.0, 1.0.0/);
    expect(() => changelogSection(changelog, "1.1")).toThrow(RangeError);
    expect(() => changelogSection(changelog, "1.0.0")).toThrow(/is empty/);
  });

  it("exist for the version of the package, by kinds of change", () => {
    const own = readFileSync(join(import.meta.dirname, "../../CHANGELOG.md"), "utf8");
    expect(changelogSection(own, packageFile.version)).toMatch(/^### (Added|Changed|Fixed)\n\n- /);
  });
});
