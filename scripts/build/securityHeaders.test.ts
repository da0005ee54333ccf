import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "./securityHeaders.ts";

const hosting = readFileSync(join(import.meta.dirname, "../../docs/hosting.md"), "utf8");

describe("the content security policy", () => {
  it("allows no code as text but WASM, nothing inline, and no hosts but those of the public copies", () => {
    for (const policy of [contentSecurityPolicy, securityHeaders["Content-Security-Policy"]]) {
      expect(policy).not.toMatch(/'unsafe-(inline|eval|hashes)'|blob:|\*/);
      expect(policy).toContain("default-src 'none'");
      expect(policy.match(/https?:[^\s;]+/g)).toEqual([
        "https://storage.googleapis.com/learnjs-data/model-builder/",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
      ]);
    }
  });

  it("is the same in the page and in the headers, and leaves to the host who may put the page into a frame", () => {
    expect(securityHeaders["Content-Security-Policy"]).toBe(contentSecurityPolicy);
    expect(contentSecurityPolicy).not.toContain("frame-ancestors");
  });

  it("allows addresses with their content in them for pictures and for workers' programs, and for no other scripts", () => {
    const directives = contentSecurityPolicy.split("; ");
    expect(directives.filter((directive) => directive.includes("data:"))).toEqual([
      "worker-src 'self' data:",
      "img-src 'self' data:",
    ]);
  });
});

it("every file may be read by a page without an origin, as in a sandboxed frame", () => {
  expect(securityHeaders["Access-Control-Allow-Origin"]).toBe("*");
});

describe("the document on hosting", () => {
  const blocks = [...hosting.matchAll(/```\w*\n([\s\S]*?)```/g)].map((match) => match[1]!);

  it.each(Object.entries(securityHeaders))("has %s as it is sent, for every server it names", (name, value) => {
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) {
      expect(block).toContain(name);
      expect(block).toContain(value);
    }
  });
});
