/** What the page may load and run: as a policy in the built page, and as headers of the servers that send it. */

import type { Plugin } from "vite";
import { sprite } from "../../src/data/dataSources.ts";
import { PUBLIC_FASHION } from "../../src/data/publicCopies.ts";

/** The folders of the public copies of MNIST and Fashion-MNIST, which are fetched when the visitor asks for them. */
const publicCopies = [new URL(".", sprite.images).href, PUBLIC_FASHION];

/**
 * Directives by name. Styles of single elements are set by scripts, which needs no permission. A worker of a page in a
 * sandboxed frame starts from an address that has its one line in it (protocol/ownScripts.ts); the policy of Trusted Types
 * allows no other such address.
 */
const directives: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self' data:",
  "connect-src": `'self' ${publicCopies.join(" ")}`,
  "img-src": "'self' data:",
  "style-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  "trusted-types": "default",
};

const written = (all: Readonly<Record<string, string>>) =>
  Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** The policy in the page. */
export const contentSecurityPolicy = written(directives);

/**
 * Headers of every file. The files are the same for everybody, so that any page may read them: one in a sandboxed frame has
 * no origin, and loads its own scripts as another site would.
 */
export const securityHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
} as const;

/** The plugin that writes the policy into the built page, before anything that it concerns. */
export function securityPolicy(): Plugin {
  return {
    name: "security-policy",
    apply: "build",
    transformIndexHtml: (html) => {
      const first = '<meta charset="utf-8" />';
      if (!html.includes(first)) throw new Error(`index.html lacks ${first}, after which the policy is written`);
      return html.replace(
        first,
        `${first}\n    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`,
      );
    },
  };
}
