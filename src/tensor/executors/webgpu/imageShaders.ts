/** WGSL for convolutions, pooling and their gradients. */

import type { PlannedOpOf } from "../../plan/plannedOps.ts";
import { convolvedSides } from "./productTiling.ts";
import { element, type Locate, type ShaderBody, tileStores, upTo, withEpilogue } from "./wgslExpressions.ts";

type Convolution = PlannedOpOf<"convolve" | "convolveInputGradient" | "convolveFilterGradient">;

/**
 * One invocation for each tile of the output, or of the input gradient, which reads the filter rotated.
 * @param tile neighbours in a row, and filters
 */
export function convolveBody(op: Convolution, locate: Locate, [strip, lanes]: readonly [number, number]): ShaderBody {
  const [batch, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const isInputGradient = op.kind === "convolveInputGradient";
  const [from, into] = isInputGradient ? [filters, channels] : [channels, filters];
  const [high, wide] = convolvedSides(op);
  const border = isInputGradient ? kernel - 1 - op.border : op.border;
  const [fromHeight, fromWidth, toHeight, toWidth] = isInputGradient
    ? [high, wide, height, width]
    : [height, width, high, wide];
  const [across, down] = [Math.ceil(into / lanes), Math.ceil(toWidth / strip)];
  const place = isInputGradient
    ? `((${kernel - 1}u - dy) * ${kernel}u + ${kernel - 1}u - dx)`
    : `(dy * ${kernel}u + dx)`;
  const weight = (out: string) =>
    element(
      locate(op.filterOrGradient),
      isInputGradient ? `place + ${out} * ${filters}u + c` : `place + c * ${filters}u + ${out}`,
    );
  const [p, f] = [upTo(strip), upTo(lanes)];
  const store = (a: number, b: number) => {
    const at = `((n * ${toHeight}u + y) * ${toWidth}u + x + ${a}u) * ${into}u + out + ${b}u`;
    return `${element(locate(op.to), at)} = ${withEpilogue(`s${a}_${b}`, at, `out + ${b}u`, op.epilogue, locate)};`;
  };
  return {
    invocations: batch * toHeight * down * across,
    elementwise: false,
    cost: (kernel * kernel * from * (strip + lanes)) / 2,
    body: `
      let out = (i % ${across}u) * ${lanes}u;
      let x = (i / ${across}u % ${down}u) * ${strip}u;
      let y = (i / ${across * down}u) % ${toHeight}u;
      let n = i / ${across * down * toHeight}u;
      ${f.map((b) => `let f${b} = min(out + ${b}u, ${into - 1}u);`).join(" ")}
      ${p.flatMap((a) => f.map((b) => `var s${a}_${b} = 0.0;`)).join(" ")}
      for (var dy = 0u; dy < ${kernel}u; dy++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${fromHeight}) { continue; }
        let row = (n * ${fromHeight}u + u32(sy)) * ${fromWidth}u;
        for (var dx = 0u; dx < ${kernel}u; dx++) {
          let sx = i32(x + dx) - ${border};
          let place = ${place} * ${channels * filters}u;
          ${p.map((a) => `let is${a} = sx + ${a} >= 0 && sx + ${a} < ${fromWidth};`).join(" ")}
          ${p.map((a) => `let p${a} = (row + u32(clamp(sx + ${a}, 0, ${fromWidth - 1}))) * ${from}u;`).join(" ")}
          for (var c = 0u; c < ${from}u; c++) {
            ${f.map((b) => `let w${b} = ${weight(`f${b}`)};`).join(" ")}
            ${p
              .map((a) => {
                const value = `select(0.0, ${element(locate(op.image), `p${a} + c`)}, is${a})`;
                return `let v${a} = ${value}; ${f.map((b) => `s${a}_${b} += v${a} * w${b};`).join(" ")}`;
              })
              .join("\n            ")}
          }
        }
      }
      ${tileStores({ tile: strip, begin: "x", whole: toWidth }, { tile: lanes, begin: "out", whole: into }, store).join("\n      ")}`,
  };
}

/**
 * Each image's share of the filter's gradient, [batch, k, k, channels, filters], which is summed over the images: one
 * invocation for some neighbours in a row of the filter, [k, channels], and some filters.
 * @param tile so many of each
 */
export function filterGradientBody(
  op: Convolution,
  locate: Locate,
  [strip, lanes]: readonly [number, number],
): ShaderBody {
  const [batch, height, width] = op.images as readonly [number, number, number, number];
  const [kernel, , channels, filters] = op.filter as readonly [number, number, number, number];
  const { border } = op;
  const [high, wide] = convolvedSides(op);
  const row = kernel * channels;
  const [across, down] = [Math.ceil(filters / lanes), Math.ceil(row / strip)];
  const [p, f] = [upTo(strip), upTo(lanes)];
  const store = (a: number, b: number) => {
    const at = `((n * ${kernel}u + dy) * ${row}u + q + ${a}u) * ${filters}u + out + ${b}u`;
    return `${element(locate(op.to), at)} = s${a}_${b};`;
  };
  return {
    invocations: batch * kernel * down * across,
    elementwise: false,
    cost: (high * wide * (strip + lanes)) / 2,
    body: `
      let out = (i % ${across}u) * ${lanes}u;
      let q = (i / ${across}u % ${down}u) * ${strip}u;
      let dy = (i / ${across * down}u) % ${kernel}u;
      let n = i / ${across * down * kernel}u;
      ${f.map((b) => `let f${b} = min(out + ${b}u, ${filters - 1}u);`).join(" ")}
      ${p.map((a) => `let q${a} = min(q + ${a}u, ${row - 1}u); let c${a} = q${a} % ${channels}u;`).join(" ")}
      ${p.map((a) => `let left${a} = i32(q${a} / ${channels}u) - ${border};`).join(" ")}
      ${p.flatMap((a) => f.map((b) => `var s${a}_${b} = 0.0;`)).join(" ")}
      for (var y = 0u; y < ${high}u; y++) {
        let sy = i32(y + dy) - ${border};
        if (sy < 0 || sy >= ${height}) { continue; }
        let line = (n * ${height}u + u32(sy)) * ${width}u;
        for (var x = 0u; x < ${wide}u; x++) {
          let g = ((n * ${high}u + y) * ${wide}u + x) * ${filters}u;
          ${f.map((b) => `let w${b} = ${element(locate(op.filterOrGradient), `g + f${b}`)};`).join(" ")}
          ${p
            .map((a) => {
              const at = `(line + u32(clamp(x${a}, 0, ${width - 1}))) * ${channels}u + c${a}`;
              return `let x${a} = i32(x) + left${a};
          let v${a} = select(0.0, ${element(locate(op.image), at)}, x${a} >= 0 && x${a} < ${width});
          ${f.map((b) => `s${a}_${b} += v${a} * w${b};`).join(" ")}`;
            })
            .join("\n          ")}
        }
      }
      ${tileStores({ tile: strip, begin: "q", whole: row }, { tile: lanes, begin: "out", whole: filters }, store).join("\n      ")}`,
  };
}

/** One invocation for each block. */
export function poolBody(op: PlannedOpOf<"maxPool" | "maxPoolGradient">, locate: Locate): ShaderBody {
  const [batch, height, width, channels] = op.images as readonly [number, number, number, number];
  const { size } = op;
  const [h, w] = [height / size, width / size];
  const from = element(locate(op.from), `corner + (dy * ${width}u + dx) * ${channels}u`);
  const each = (inside: string) =>
    `for (var dy = 0u; dy < ${size}u; dy++) { for (var dx = 0u; dx < ${size}u; dx++) { ${inside} } }`;
  const finish =
    op.kind === "maxPool"
      ? `${element(locate(op.to), "i")} = top;`
      : `var open = ${element(locate(op.gradient), "i")};
      ${each(`let first = ${from} == top;
        ${element(locate(op.to), `corner + (dy * ${width}u + dx) * ${channels}u`)} = select(0.0, open, first);
        open = select(open, 0.0, first);`)}`;
  return {
    invocations: batch * h * w * channels,
    elementwise: false,
    cost: size * size,
    body: `
      let c = i % ${channels}u;
      let x = (i / ${channels}u) % ${w}u;
      let y = i / ${channels * w}u;
      let corner = (y * ${size * width}u + x * ${size}u) * ${channels}u + c;
      var top = ${element(locate(op.from), "corner")};
      ${each(`top = max(top, ${from});`)}
      ${finish}`,
  };
}
