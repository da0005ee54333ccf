import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelFiles } from "../../../scripts/build/kernelFiles.ts";
import "../../../scripts/build/relaxedSimd.ts";
import type { Architecture, LayerSpec } from "../../domain/architecture.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { resnet8 } from "../../domain/publishedArchitectures.ts";
import { layersOf } from "../../engine/graphs/networkGraph.ts";
import { recordLogits, recordMoments } from "../../engine/graphs/outputGraph.ts";
import { openStream, type Random, streamKey } from "../../math/random.ts";
import type { Executor } from "../../tensor/executor.ts";
import { openFloat64 } from "../../tensor/executors/float64/float64Executor.ts";
import { loadKernels } from "../../tensor/executors/wasm/kernelModule.ts";
import { openWasm } from "../../tensor/executors/wasm/wasmExecutor.ts";
import { volume } from "../../tensor/graph.ts";
import type { ActivationMoments, LayerWeights, NetworkSpec } from "../core/method.ts";
import { matchLayers } from "./networkGrowth.ts";
import { deepen, randomPad, widen } from "./networkSurgery.ts";
import { outputOf } from "./teacherStudent.ts";

const kernels = await loadKernels(kernelFiles);
const IMAGES = 6;
const images = (random: Random) => Float32Array.from({ length: IMAGES * 784 }, () => random.uniform());

const spec = (architecture: Architecture): NetworkSpec => {
  return { name: "net", role: "student", architecture, trains: "none", startsFrom: "random" };
};

/** Random weights, biases, scales and statistics for every layer. */
function drawn(architecture: Architecture, random: Random): readonly LayerWeights[] {
  return layersOf(spec(architecture)).map((cards) =>
    Object.fromEntries(
      cards.map(({ name, shape, kind, fanIn }) => {
        const part = name.slice(name.lastIndexOf("/") + 1);
        const draw = () => {
          if (part === "variance" || kind === "scale") return 0.5 + random.uniform();
          return kind === "weights" ? random.normal() * Math.sqrt(2 / fanIn) : 0.3 * random.normal();
        };
        return [part, { shape, values: Float32Array.from({ length: volume(shape) }, draw) }];
      }),
    ),
  );
}

/** Writes weights into an executor's store. */
function written(executor: Executor, architecture: Architecture, layers: readonly LayerWeights[]): Executor {
  for (const [i, cards] of layersOf(spec(architecture)).entries())
    for (const { name, shape } of cards) {
      const stored = layers[i]![name.slice(name.lastIndexOf("/") + 1)]!;
      expect([...stored.shape]).toEqual([...shape]);
      executor.write(name, stored.values, shape);
    }
  return executor;
}

async function logitsOf(
  open: () => Executor,
  architecture: Architecture,
  layers: readonly LayerWeights[],
  x: Float32Array,
) {
  const executor = written(open(), architecture, layers);
  const program = recordLogits({ networks: [spec(architecture)] }, outputOf("net"), IMAGES);
  return (await executor.compile(program).run({ images: x })).logits!;
}

async function momentsOf(architecture: Architecture, layers: readonly LayerWeights[], x: Float32Array) {
  const executor = written(openFloat64(), architecture, layers);
  const found = await executor.compile(recordMoments(spec(architecture), IMAGES)).run({ images: x });
  return layers.map((_, i): ActivationMoments => ({ mean: found[`${i}/mean`]!, variance: found[`${i}/variance`]! }));
}

const largestGap = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);

const activation = fc.constantFrom("relu" as const, "linear" as const);
const denseLayer = (batchNorm: boolean): fc.Arbitrary<LayerSpec> =>
  fc
    .record({ units: fc.integer({ min: 2, max: 9 }), activation })
    .map((layer) => ({ kind: "dense", ...layer, batchNorm }));
const convolution = (batchNorm: boolean): fc.Arbitrary<LayerSpec> =>
  fc.oneof(
    fc
      .record({ filters: fc.integer({ min: 1, max: 4 }), kernel: fc.constantFrom(1, 3, 5), activation })
      .map((layer): LayerSpec => ({ kind: "conv", ...layer, batchNorm })),
    fc
      .record({ kernel: fc.constantFrom(3 as const), activation })
      .map((layer): LayerSpec => ({ kind: "depthwise", ...layer, batchNorm })),
  );
const dropout: LayerSpec = { kind: "dropout", rate: 0.3 };
const pool: LayerSpec = { kind: "pool", size: 2 };

/** Small networks of convolutions, pooling, dropout and dense layers. */
const networks = fc.tuple(fc.boolean(), fc.boolean()).chain(([batchNorm, drops]) =>
  fc
    .tuple(
      fc.array(convolution(batchNorm), { maxLength: 2 }),
      fc.array(convolution(batchNorm), { maxLength: 1 }),
      fc.array(denseLayer(batchNorm), { maxLength: 2 }),
    )
    .map(([first, second, rows]): Architecture => {
      const between = drops ? [dropout] : [];
      return { input: [28, 28], layers: [...first, pool, ...second, pool, ...between, ...rows], classes: 10 };
    }),
);
const dense3 = fc
  .array(denseLayer(false), { minLength: 1, maxLength: 3 })
  .map((layers): Architecture => ({ ...dense(), layers }));

const wider = (architecture: Architecture, random: Random): Architecture => ({
  ...architecture,
  layers: architecture.layers.map((layer): LayerSpec => {
    if (layer.kind === "dense") return { ...layer, units: layer.units + random.integer(8) };
    return layer.kind === "conv" ? { ...layer, filters: layer.filters + random.integer(4) } : layer;
  }),
});

/** Each layer with ReLU twice. */
const deeper = (architecture: Architecture): Architecture => ({
  ...architecture,
  layers: architecture.layers.flatMap((layer): LayerSpec[] =>
    "activation" in layer && layer.activation === "relu" ? [layer, layer] : [layer],
  ),
});

const executors = [
  ["the float64 executor", openFloat64],
  ["WASM", () => openWasm(kernels)],
] as const;

it("a network that adds outputs of earlier layers is not grown, since new layers would be passed by", () => {
  const deeper8 = { ...resnet8, layers: [resnet8.layers[0]!, ...resnet8.layers] };
  for (const [small, grown] of [
    [resnet8, deeper8],
    [{ ...resnet8, layers: resnet8.layers.slice(0, 1) }, resnet8],
  ] as const)
    expect(() => matchLayers(small, grown)).toThrow(/adds outputs of earlier layers.*grow a network without/);
});

describe.each(executors)("on %s, surgery", (_, open) => {
  it("that widens changes no logit by more than 1e-4", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(networks, dense3), fc.integer(), async (small, seed) => {
        const random = openStream(streamKey(seed, "wider"));
        const wide = wider(small, random);
        const layers = drawn(small, random);
        const x = images(random);
        const growth = matchLayers(small, wide);
        const grown = widen(deepen(layers, growth, []), { narrow: growth.deepened, wide }, random, 0);
        const [before, after] = [await logitsOf(open, small, layers, x), await logitsOf(open, wide, grown, x)];
        expect(largestGap(before, after)).toBeLessThan(1e-4);
      }),
      { numRuns: 25 },
    ));

  it("that deepens changes no logit at all, but for the rounding of batch norm", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(networks, dense3), fc.integer(), async (small, seed) => {
        const random = openStream(streamKey(seed, "deeper"));
        const deep = deeper(small);
        const layers = drawn(small, random);
        const x = images(random);
        const growth = matchLayers(small, deep);
        const made = deepen(layers, growth, await momentsOf(small, layers, x));
        const [before, after] = [await logitsOf(open, small, layers, x), await logitsOf(open, deep, made, x)];
        const norms = small.layers.some((layer) => "batchNorm" in layer && layer.batchNorm);
        expect(largestGap(before, after)).toBeLessThanOrEqual(norms ? 1e-4 : 0);
      }),
      { numRuns: 25 },
    ));

  it("that does both changes no logit by more than 1e-4", () =>
    fc.assert(
      fc.asyncProperty(networks, fc.integer(), async (small, seed) => {
        const random = openStream(streamKey(seed, "both"));
        const grown = wider(deeper(small), random);
        const layers = drawn(small, random);
        const x = images(random);
        const growth = matchLayers(small, grown);
        const networksOf = { narrow: growth.deepened, wide: grown };
        const made = widen(deepen(layers, growth, await momentsOf(small, layers, x)), networksOf, random, 0);
        const [before, after] = [await logitsOf(open, small, layers, x), await logitsOf(open, grown, made, x)];
        expect(largestGap(before, after)).toBeLessThan(1e-4);
      }),
      { numRuns: 15 },
    ));
});

describe("widening", () => {
  const [small, wide] = [dense(3), dense(8)];
  const random = () => openStream(5);
  const layers = drawn(small, random());
  const networksOf = { narrow: small, wide };

  it("keeps the old units, copies old ones for the new, and divides their outgoing weights by the number of copies", () => {
    const [first, last] = widen(layers, networksOf, random(), 0);
    const column = (j: number) => Array.from({ length: 784 }, (_, i) => first!.weights!.values[i * 8 + j]!);
    const old = (j: number) => Array.from({ length: 784 }, (_, i) => layers[0]!.weights!.values[i * 3 + j]!);
    const copies = Array.from({ length: 8 }, (_, j) => [0, 1, 2].find((k) => String(old(k)) === String(column(j)))!);
    expect(copies.slice(0, 3)).toEqual([0, 1, 2]);
    for (const k of [0, 1, 2]) {
      const rows = copies.flatMap((copy, j) => (copy === k ? [j] : []));
      for (let c = 0; c < 10; c++) {
        const sum = rows.reduce((total, j) => total + last!.weights!.values[j * 10 + c]!, 0);
        expect(sum).toBeCloseTo(layers[1]!.weights!.values[k * 10 + c]!, 5);
        for (const j of rows) expect(last!.weights!.values[j * 10 + c]).toBe(last!.weights!.values[rows[0]! * 10 + c]);
      }
    }
  });

  it("with noise changes only the weights into copies", () => {
    const [still, noisy] = [widen(layers, networksOf, random(), 0), widen(layers, networksOf, random(), 0.1)];
    const changed = noisy[0]!.weights!.values.map((w, i) => (w === still[0]!.weights!.values[i] ? 0 : 1));
    for (const [i, is] of changed.entries()) expect(is).toBe(i % 8 < 3 ? 0 : 1);
    expect(noisy[1]).toEqual(still[1]);
  });
});

describe("padding", () => {
  it("keeps the old weights in their places and draws the rest", () => {
    const [small, wide] = [dense(3), dense(5)];
    const layers = drawn(small, openStream(5));
    const [first, last] = randomPad(layers, { narrow: small, wide }, openStream(6));
    for (let i = 0; i < 784; i++)
      for (let j = 0; j < 3; j++) expect(first!.weights!.values[i * 5 + j]).toBe(layers[0]!.weights!.values[i * 3 + j]);
    expect(last!.weights!.values.slice(0, 30)).toEqual(layers[1]!.weights!.values);
    expect(last!.weights!.values.slice(30).every((w) => w !== 0)).toBe(true);
    expect([...first!.bias!.values.slice(3)]).toEqual([0, 0]);
  });
});

describe("growth", () => {
  it("finds which layer continues which, and widens as few as it can", () => {
    expect(matchLayers(dense(64, 64), dense(128, 128, 128)).from).toEqual([0, 1, null]);
    expect(matchLayers(dense(64, 128), dense(64, 64, 128)).from).toEqual([0, null, 1]);
    expect(matchLayers(dense(3, 2), dense(3, 3, 2, 2)).from).toEqual([0, null, 1, null]);
  });

  it("refuses fewer or narrower layers, and new layers that cannot be identities", () => {
    expect(() => matchLayers(dense(64, 64), dense(32, 64))).toThrow(/784-64-64-10 cannot grow into 784-32-64-10; give/);
    expect(() => matchLayers(dense(64, 64), dense(64))).toThrow(RangeError);
    const linear: LayerSpec = { kind: "dense", units: 8, activation: "linear" };
    const relu: LayerSpec = { kind: "dense", units: 8, activation: "relu" };
    expect(() => matchLayers({ ...dense(), layers: [linear] }, { ...dense(), layers: [linear, relu] })).toThrow(
      RangeError,
    );
    const even: LayerSpec = { kind: "conv", filters: 2, kernel: 2, padding: "valid", activation: "relu" };
    expect(() => matchLayers(dense(8), { ...dense(), layers: [even, relu] })).toThrow(RangeError);
  });
});
