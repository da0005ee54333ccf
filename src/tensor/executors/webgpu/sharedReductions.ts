/**
 * Sums, maxima and softmax: how many invocations share a result, and their WGSL. Each takes some of the result's terms, and
 * trees in workgroup memory join what they have found.
 */

import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import type { DeviceProfile } from "./deviceProfile.ts";
import { GROUP, SHARES } from "./fusedKernels.ts";
import { element, type Locate, type ShaderBody, withEpilogue } from "./wgslExpressions.ts";

/** Results, each made of terms. */
interface Reduction {
  readonly results: number;
  readonly terms: number;
  /** how often the terms are gone through */
  readonly passes: number;
  /** true where neighbours in memory are terms of one result, false where they are of different results */
  readonly alongTerms: boolean;
}

/** Least terms of an invocation, so that they outweigh the tree. */
const LEAST_TERMS = 4;
/** Terms that one invocation may read in turn in a workgroup with its neighbours: a kernel of its own takes about as long to start. */
const IN_TURN = 128;
/** Most invocations of a result. Where neighbours are of different results, eight of these are read together: 32 bytes. */
const mostLanes = (alongTerms: boolean) => (alongTerms ? GROUP : GROUP / 8);
/** Most terms of an invocation, of as many as there may be: longer reductions are split into two. */
const LONG_SHARE = 32;

const powerBelow = (limit: number) => 2 ** Math.floor(Math.log2(Math.max(1, limit)));

/** Reads of one invocation, one after the other, where one workgroup does all. */
function readsInTurn({ results, terms, passes }: Reduction, lanes: number): number {
  return Math.ceil((results * lanes) / GROUP) * Math.ceil(terms / lanes) * passes;
}

/** How a reduction is shared. */
interface Sharing {
  /** invocations of each result: a power of 2, 1 where it is not shared */
  readonly lanes: number;
  /** workgroups of its own, or one workgroup together with its neighbours */
  readonly own: boolean;
}

/**
 * What one workgroup does in few reads stays with its neighbours, and its idle invocations take a share. Otherwise results
 * have as many invocations as fill the device.
 */
function sharingOf(reduction: Reduction, { reductions, workgroups }: DeviceProfile): Sharing {
  const { results, terms, alongTerms } = reduction;
  if (reductions === "direct") return { lanes: 1, own: false };
  if (reductions !== "shared")
    return { lanes: reductions.lanes, own: readsInTurn(reduction, reductions.lanes) > IN_TURN };
  const inGroup = powerBelow(Math.min(GROUP / results, terms / LEAST_TERMS));
  if (readsInTurn(reduction, inGroup) <= IN_TURN) return { lanes: inGroup, own: false };
  const filling = (workgroups * GROUP) / results;
  const lanes = powerBelow(Math.min(mostLanes(alongTerms), terms / LEAST_TERMS, filling));
  return { lanes, own: lanes > 1 };
}

/** The most terms of a result that are not split into two reductions; null where results are not shared. */
export function longestReduction(alongTerms: boolean, { reductions }: DeviceProfile): number | null {
  return reductions === "direct" ? null : mostLanes(alongTerms) * LONG_SHARE;
}

/** WGSL of a reduction for some number of lanes, which goes through the terms `c` of the result `i`. */
interface ReductionSource {
  /** a loop over the terms that this invocation takes */
  each(inside: string): string;
  /** joins what the lanes have in a variable, by an expression of two values */
  join(name: string, both: (a: string, b: string) => string): string;
  /** statements of every lane of a result, and of one lane of it: those which store */
  stored(inside: string): string;
  storedOnce(inside: string): string;
}

function sourceFor(terms: number, lanes: number, alongTerms: boolean): ReductionSource {
  if (lanes === 1)
    return {
      each: (inside) => `for (var c = 0u; c < ${terms}u; c++) { ${inside} }`,
      join: () => "",
      stored: (inside) => inside,
      storedOnce: (inside) => inside,
    };
  const stride = alongTerms ? 1 : GROUP / lanes;
  return {
    each: (inside) => `for (var c = lane; c < ${terms}u; c += ${lanes}u) { ${inside} }`,
    join: (name, both) => `shares[thread] = ${name};
      workgroupBarrier();
      for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
        if (lane < half) { shares[thread] = ${both("shares[thread]", `shares[thread + half * ${stride}u]`)}; }
        workgroupBarrier();
      }
      ${name} = shares[thread - lane * ${stride}u];
      workgroupBarrier();`,
    stored: (inside) => `if (is_result) { ${inside} }`,
    storedOnce: (inside) => `if (is_result && lane == 0u) { ${inside} }`,
  };
}

/** A reduction as a shader body. @param write what is computed, for any number of lanes */
function reductionBody(
  reduction: Reduction,
  { lanes, own }: Sharing,
  write: (source: ReductionSource) => string,
): ShaderBody {
  const { results, terms, passes, alongTerms } = reduction;
  const body = write(sourceFor(terms, lanes, alongTerms));
  if (lanes === 1) return { invocations: results, elementwise: false, cost: passes * terms, body };
  const together = GROUP / lanes;
  const [lane, result] = alongTerms ? ["%", "/"] : ["/", "%"];
  const by = alongTerms ? lanes : together;
  const at = (first: string) => `
      let lane = thread ${lane} ${by}u;
      let result = ${first} + thread ${result} ${by}u;
      let is_result = result < ${results}u;
      let i = min(result, ${results - 1}u);
      ${body}`;
  // A sum of everything counts its terms.
  const [invocations, share] = results === 1 ? [terms, 1] : [results * lanes, Math.ceil(terms / lanes)];
  const shape = { invocations, elementwise: false, cost: passes * share };
  if (!own)
    return {
      ...shape,
      body: `for (var first = 0u; first < ${results}u; first += ${together}u) { ${at("first")} }`,
      isWorkgroup: true,
    };
  const workgroups = Math.ceil(results / together);
  const kernel = { workgroups, threads: GROUP, declarations: SHARES, body: at(`group * ${together}u`) };
  return { ...shape, body: "", own: kernel };
}

type RowOp = PlannedOpOf<"softmax" | "logSoftmax" | "max">;

/** Softmax or its logarithm, or the largest value, of each row. */
export function rowBody(op: RowOp, locate: Locate, profile: DeviceProfile): ShaderBody {
  const { classes, rows, kind } = op;
  const from = element(locate(op.from), "at + c");
  const to = element(locate(op.to), "at + c");
  const reduction = { results: rows, terms: classes, passes: kind === "max" ? 1 : 3, alongTerms: true };
  return reductionBody(reduction, sharingOf(reduction, profile), ({ each, join, stored, storedOnce }) => {
    const largest = `
      let at = i * ${classes}u;
      var top = ${element(locate(op.from), "at")};
      ${each(`top = max(top, ${from});`)}
      ${join("top", (a, b) => `max(${a}, ${b})`)}`;
    if (kind === "max") return `${largest} ${storedOnce(`${element(locate(op.to), "i")} = top;`)}`;
    const value = kind === "softmax" ? `exp(${from} - top) / total` : `${from} - top - log(total)`;
    return `${largest}
      var total = 0.0;
      ${each(`total += exp(${from} - top);`)}
      ${join("total", (a, b) => `${a} + ${b}`)}
      ${stored(each(`${to} = ${value};`))}`;
  });
}

/** Sums over the middle one of three axes, with the epilogue of the product that they end, if they end one. */
export function sumBody(op: PlannedOpOf<"sum">, locate: Locate, profile: DeviceProfile): ShaderBody {
  const { outer, middle, inner, product } = op;
  const reduction = { results: outer * inner, terms: middle, passes: 1, alongTerms: inner === 1 };
  // A sum of everything is shared on every device: it has no other invocations.
  const isTotal = reduction.results === 1 && !product;
  const sharing = isTotal ? { lanes: GROUP, own: false } : sharingOf(reduction, profile);
  const start =
    inner === 1 ? `i * ${middle}u` : outer === 1 ? "i" : `(i / ${inner}u) * ${middle * inner}u + i % ${inner}u`;
  return reductionBody(reduction, sharing, ({ each, join, storedOnce }) => {
    const value = product ? withEpilogue("total", "i", `i % ${product.columns}u`, product.epilogue, locate) : "total";
    return `
      let at = ${start};
      var total = 0.0;
      ${each(`total += ${element(locate(op.from), `at + c * ${inner}u`)};`)}
      ${join("total", (a, b) => `${a} + ${b}`)}
      ${storedOnce(`${element(locate(op.to), "i")} = ${value};`)}`;
  });
}
