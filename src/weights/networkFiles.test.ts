import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sizeOf } from "../domain/architecture.ts";
import { defaultExperiment } from "../domain/defaultExperiment.ts";
import { drawnImages, drawnWeights, logitsOf, sampleArchitectures } from "../testing/weights/sampleNetworks.ts";
import { readNetwork, type SavedNetwork, writeNetwork } from "./networkSafetensors.ts";
import { checksumOf } from "./networkWeights.ts";
import { readLayersModel } from "./readLayersModel.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";
import { writeLayersModel } from "./writeLayersModel.ts";

const samples = Object.entries(sampleArchitectures).map(([name, architecture]) => {
  return { name, saved: { weights: drawnWeights(architecture) } satisfies SavedNetwork };
});
const training = defaultExperiment.teacher.training;

const filesOf = (bytes: Uint8Array) => new Map([["weights.bin", bytes]]);
/** Written as a LayersModel and read back. */
function throughLayersModel(saved: SavedNetwork): SavedNetwork {
  const files = writeLayersModel(saved);
  return readLayersModel(files["model.json"], filesOf(files["weights.bin"]));
}

/** The model as tfjs itself loads it. */
function loadedByTfjs(saved: SavedNetwork): Promise<tf.LayersModel> {
  const files = writeLayersModel(saved);
  const { modelTopology, weightsManifest } = JSON.parse(files["model.json"]);
  const weightSpecs = weightsManifest.flatMap((group: { weights: unknown }) => group.weights);
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: files["weights.bin"].buffer }));
}

/** The files that tfjs itself saves of a model. */
async function savedByTfjs(model: tf.LayersModel) {
  let files: { model: string; weights: Uint8Array } | null = null;
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ["./weights.bin"], weights: weightSpecs }];
      const data = weightData as ArrayBuffer;
      files = { model: JSON.stringify({ modelTopology, weightsManifest }), weights: new Uint8Array(data) };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return files! as { model: string; weights: Uint8Array };
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

beforeAll(() => tf.setBackend("cpu"));

describe("a network as a file", () => {
  it.each(samples)("comes back whole from safetensors, to the last bit: $name", ({ saved }) => {
    expect(readNetwork(writeNetwork(saved))).toEqual(saved);
    expect(readNetwork(writeNetwork({ ...saved, training }))).toEqual({ ...saved, training });
  });

  it.each(samples)("comes back whole from a LayersModel, to the last bit: $name", ({ saved }) => {
    expect(throughLayersModel(saved)).toEqual(saved);
    expect(throughLayersModel({ ...saved, training })).toEqual({ ...saved, training });
  });

  it("has one checksum, whichever file it comes from, and another one with another number", async () => {
    const { saved } = samples[3]!;
    const own = await checksumOf(saved.weights);
    expect(own).toMatch(/^[0-9a-f]{16}$/);
    expect(await checksumOf(readNetwork(writeNetwork(saved)).weights)).toBe(own);
    expect(await checksumOf(throughLayersModel(saved).weights)).toBe(own);
    const other = drawnWeights(saved.weights.architecture);
    other.layers[0]!["weights"]!.values[0]! += 1e-6;
    expect(await checksumOf(other)).not.toBe(own);
  });
});

describe("a LayersModel", () => {
  it.each(samples)("is loaded by tfjs, which gives the same logits to 1e-4: $name", async ({ saved }) => {
    const { input, classes } = saved.weights.architecture;
    const [height, width, channels = 1] = input;
    const images = drawnImages(6, sizeOf(input));
    const model = await loadedByTfjs(saved);
    const logits = model.predict(tf.tensor4d(images, [6, height, width, channels])) as tf.Tensor;
    expect(logits.shape).toEqual([6, classes]);
    const expected = await logitsOf(saved.weights, images);
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.1);
    expect(largestDifference(await logits.data(), expected)).toBeLessThan(1e-4);
  });

  it.each(samples)("that tfjs has loaded and saved again is read: $name", async ({ saved }) => {
    const files = await savedByTfjs(await loadedByTfjs(saved));
    expect(readLayersModel(files.model, filesOf(files.weights))).toEqual(saved);
  });

  const { layers } = tf;
  const image = layers.input({ shape: [28, 28, 1] });
  const functional = () => {
    const maps = layers.conv2d({ filters: 3, kernelSize: 3, padding: "same", useBias: true }).apply(image);
    const normed = layers.batchNormalization({ epsilon: 0.01 }).apply(maps);
    const active = layers.reLU().apply(normed);
    const pooled = layers.maxPooling2d({ poolSize: 2 }).apply(active);
    const row = layers.dropout({ rate: 0.3 }).apply(layers.flatten().apply(pooled));
    const output = layers.dense({ units: 10, activation: "softmax" }).apply(row);
    return tf.model({ inputs: image, outputs: output as tf.SymbolicTensor });
  };
  const fromPixels = () =>
    tf.sequential({
      layers: [
        layers.dense({ units: 12, inputShape: [784] }),
        layers.dropout({ rate: 0.5 }),
        layers.activation({ activation: "relu" }),
        layers.dense({ units: 10 }),
        layers.softmax(),
      ],
    });
  const convolutional = () =>
    tf.sequential({
      layers: [
        layers.reshape({ targetShape: [28, 28, 1], inputShape: [28, 28] }),
        layers.conv2d({ filters: 3, kernelSize: 5, activation: "relu", useBias: false }),
        layers.depthwiseConv2d({ kernelSize: 3, padding: "same", activation: "relu" }),
        layers.maxPooling2d({ poolSize: 2, padding: "same" }),
        layers.flatten(),
        layers.dense({ units: 10 }),
      ],
    });
  /** Draws all weights anew; a variance is positive. */
  const withDrawnWeights = (model: tf.LayersModel) => {
    const drawn = model.getWeights().map(({ shape }, i) => tf.abs(tf.randomNormal(shape, 0, 0.3, "float32", 5 + i)));
    model.setWeights(drawn);
    return model;
  };
  it.each([
    ["functional, with batch norm of another epsilon after a bias", functional, [4, 28, 28, 1]],
    ["from pixels, with activations as layers", fromPixels, [4, 784]],
    ["of images without channels", convolutional, [4, 28, 28]],
  ] as const)("made by tfjs is read, and has the same answers: %s", async (_, make, shape) => {
    const model = withDrawnWeights(make());
    const files = await savedByTfjs(model);
    const { weights } = readLayersModel(files.model, filesOf(files.weights));
    const images = drawnImages(4);
    const answers = model.predict(tf.tensor(images, [...shape])) as tf.Tensor2D;
    const own = tf.tensor2d(await logitsOf(weights, images), [4, 10]);
    const isSoftmax = make !== convolutional;
    const difference = isSoftmax
      ? largestDifference(await answers.data(), await tf.softmax(own).data())
      : largestDifference(await answers.data(), await own.data());
    expect(difference).toBeLessThan(1e-4);
  });

  it.each([
    [
      "sigmoid",
      layers.conv2d({ filters: 2, kernelSize: 3, activation: "sigmoid" }),
      /conv2d_.*has the activation sigmoid/,
    ],
    ["oblong strides", layers.conv2d({ filters: 2, kernelSize: 3, strides: [1, 2] }), /strides \[1,2\]; only square/],
    ["another normalisation", layers.layerNormalization(), /LayerNormalization.*read are InputLayer/],
    ["a separable convolution", layers.separableConv2d({ filters: 2, kernelSize: 3 }), /DepthwiseConv2D and Conv2D/],
    ["upsampling", layers.upSampling2d({ size: [2, 2] }), /UpSampling2D.*read are InputLayer/],
    ["a leaky ReLU without weights before it", layers.leakyReLU(), /LeakyReLU.*put it behind one/],
    ["batch norm before weights", layers.batchNormalization(), /put it between that layer and its ReLU/],
    ["dense on maps", layers.dense({ units: 3 }), /Flatten before it/],
  ] as const)("is refused by the layer's name where networks here have no such layer: %s", async (_, layer, wrong) => {
    const model = tf.sequential({
      layers: [layers.inputLayer({ inputShape: [28, 28, 1] }), layer, layers.flatten(), layers.dense({ units: 10 })],
    });
    const files = await savedByTfjs(model);
    expect(() => readLayersModel(files.model, filesOf(files.weights))).toThrow(RangeError);
    expect(() => readLayersModel(files.model, filesOf(files.weights))).toThrow(wrong);
  });

  it("is refused where layers do not follow one another, or nothing gives logits", async () => {
    const row = layers.flatten().apply(image) as tf.SymbolicTensor;
    const [a, b] = [4, 4].map((units) => layers.dense({ units }).apply(row) as tf.SymbolicTensor);
    for (const [merge, wrong] of [
      [layers.concatenate(), /layers follow one another/],
      [layers.add(), /adds what goes through Dense; only a Conv2D of 1x1 is read there/],
      [layers.multiply(), /layers follow one another/],
    ] as const) {
      const both = merge.apply([a!, b!]) as tf.SymbolicTensor;
      const outputs = layers.dense({ units: 10 }).apply(both) as tf.SymbolicTensor;
      const files = await savedByTfjs(tf.model({ inputs: image, outputs }));
      expect(() => readLayersModel(files.model, filesOf(files.weights))).toThrow(wrong);
    }
    const withRelu = tf.sequential({ layers: [layers.dense({ units: 10, activation: "relu", inputShape: [784] })] });
    const relu = await savedByTfjs(withRelu);
    expect(() => readLayersModel(relu.model, filesOf(relu.weights))).toThrow(/does not give logits/);
  });
});

describe("a model with shortcuts that tfjs has made", () => {
  const { layers } = tf;
  const image = layers.input({ shape: [28, 28, 1] });
  const conv = (filters: number, strides = 1, kernelSize = 3) =>
    layers.conv2d({ filters, kernelSize, strides, padding: "same", useBias: false });
  type Value = tf.SymbolicTensor;
  const logits = (x: Value) => layers.dense({ units: 10 }).apply(layers.flatten().apply(x)) as Value;
  const relu = (x: Value) => layers.reLU().apply(x) as Value;
  /** A block whose projection is in the first place of the sum, or in the second. */
  const block = (x: Value, filters: number, strides: number, isFirst: boolean) => {
    const first = relu(layers.batchNormalization().apply(conv(filters, strides).apply(x)) as Value);
    const main = layers.batchNormalization().apply(conv(filters).apply(first)) as Value;
    const projected = layers.batchNormalization().apply(conv(filters, strides, 1).apply(x)) as Value;
    return relu(layers.add().apply(isFirst ? [projected, main] : [main, projected]) as Value);
  };
  const randomWeights = (model: tf.LayersModel) => {
    model.setWeights(
      model.getWeights().map(({ shape }, i) => tf.abs(tf.randomNormal(shape, 0, 0.3, "float32", 9 + i))),
    );
    return model;
  };

  it("is read, and has the same answers", async () => {
    const stem = relu(conv(4).apply(image) as Value);
    const identity = relu(layers.add().apply([stem, conv(4).apply(stem) as Value]) as Value);
    const outputs = logits(block(block(identity, 6, 2, true), 5, 1, false));
    const model = randomWeights(tf.model({ inputs: image, outputs }));
    const files = await savedByTfjs(model);
    const { weights } = readLayersModel(files.model, filesOf(files.weights));
    const sums = weights.architecture.layers.flatMap((one) => (one.kind === "add" ? [[one.back, one.projection]] : []));
    expect(sums).toEqual([
      [1, undefined],
      [2, true],
      [2, true],
    ]);
    const images = drawnImages(4, 28 * 28);
    const expected = await (model.predict(tf.tensor4d(images, [4, 28, 28, 1])) as tf.Tensor).data();
    const scale = Math.max(...Array.from(expected, Math.abs));
    expect(largestDifference(await logitsOf(weights, images), expected) / scale).toBeLessThan(1e-5);
  });

  it("is refused by name where what is added is not the output of a layer here", async () => {
    const before = conv(4).apply(image) as Value;
    // A sum with what comes before the ReLU.
    const preActivation = layers.add().apply([conv(4).apply(relu(before)) as Value, before]) as Value;
    const wide = layers.add().apply([conv(4).apply(conv(4).apply(image) as Value) as Value, before]) as Value;
    for (const [x, wrong] of [
      [preActivation, /ReLU.*follows no layer of weights/],
      [wide, /shortcut of more than one pixel/],
    ] as const) {
      const files = await savedByTfjs(randomWeights(tf.model({ inputs: image, outputs: logits(x) })));
      expect(() => readLayersModel(files.model, filesOf(files.weights))).toThrow(wrong);
    }
  });
});

describe("a file of another network", () => {
  const { saved } = samples[2]!;
  const file = readSafetensors(writeNetwork(saved));
  const withTensors = (change: (tensors: typeof file.tensors) => typeof file.tensors) => () =>
    readNetwork(writeSafetensors({ ...file, tensors: change(file.tensors) }));
  const changed = (name: string, to: Partial<(typeof file.tensors)[number]>) =>
    withTensors((tensors) => tensors.map((one) => (one.name === name ? { ...one, ...to } : one)));
  const withMetadata = (metadata: Record<string, string>) => () => readNetwork(writeSafetensors({ ...file, metadata }));
  const mean = file.tensors.find(({ name }) => name === "layers.0.mean")!.values;
  it.each([
    ["no architecture", withMetadata({}), /no "architecture".*docs\/weights.md/],
    [
      "an architecture that is no JSON",
      withMetadata({ architecture: "{" }),
      /"architecture" of its metadata is no JSON/,
    ],
    ["an architecture that is none", withMetadata({ architecture: "{}" }), /cannot be built: input is missing/],
    ["a tensor less", withTensors((all) => all.slice(1)), /the weights of layer 1 \(dense\) are missing/],
    [
      "a tensor more",
      withTensors((all) => [...all, { ...all[0]!, name: "more" }]),
      /"more" is no tensor of its layers/,
    ],
    [
      "another shape",
      changed("layers.0.mean", { shape: [3, 3] }),
      /have the shape \[3, 3\], and its layers need \[9\]/,
    ],
    [
      "no number",
      changed("layers.0.mean", { values: mean.map((x, i) => (i === 4 ? Number.NaN : x)) }),
      /NaN at place 4/,
    ],
    ["an infinite number", changed("layers.0.mean", { values: mean.map(() => Infinity) }), /Infinity at place 0/],
    ["a negative variance", changed("layers.0.variance", { values: mean.map(() => -1) }), /-1 at place 0.*at least 0/],
  ] as const)("is refused with what is wrong: %s", (_, read, wrong) => {
    expect(read).toThrow(RangeError);
    expect(read).toThrow(wrong);
  });

  it("is refused where weights.bin is missing, too short or too long", () => {
    const files = writeLayersModel(saved);
    const read = (given: ReadonlyMap<string, Uint8Array>) => () => readLayersModel(files["model.json"], given);
    const bytes = files["weights.bin"];
    expect(read(new Map())).toThrow(/weights.bin, which is not there \(there is none\); choose both files/);
    expect(read(filesOf(bytes.subarray(0, -1)))).toThrow(/weights.bin ends within/);
    expect(read(filesOf(Uint8Array.of(...bytes, 0)))).toThrow(/weights.bin has \d+ bytes, and its manifest/);
  });

  it("is the right one or refused in words, whatever is changed in it", () => {
    const small = samples[4]!.saved;
    const whole = writeNetwork(small);
    const model = writeLayersModel(small);
    const letters = new TextEncoder().encode(model["model.json"]);
    const edits = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 0.999999, noNaN: true }),
        gone: fc.nat(8),
        put: fc.uint8Array({ maxLength: 8 }),
      }),
      { minLength: 1, maxLength: 3 },
    );
    const headerLength = 8 + Number(new DataView(whole.buffer).getBigUint64(0, true));
    const edited = (bytes: Uint8Array, all: { at: number; gone: number; put: Uint8Array }[], within = bytes.length) =>
      all.reduce((now, { at, gone, put }) => {
        const place = Math.floor(at * Math.min(within, now.length));
        return Uint8Array.from([...now.subarray(0, place), ...put, ...now.subarray(place + gone)]);
      }, bytes);
    fc.assert(
      fc.property(edits, (all) => {
        for (const read of [
          () => readNetwork(edited(whole, all, headerLength)),
          () => readLayersModel(new TextDecoder().decode(edited(letters, all)), filesOf(model["weights.bin"])),
        ])
          try {
            const { weights } = read();
            for (const layer of weights.layers)
              for (const { values } of Object.values(layer)) expect(values.every(Number.isFinite)).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(RangeError);
            expect((error as Error).message).not.toMatch(/undefined|is not a function|call stack/);
          }
      }),
      { numRuns: 500 },
    );
  });
});
