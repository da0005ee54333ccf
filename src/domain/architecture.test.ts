import { describe, expect, it } from "vitest";
import {
  type Architecture,
  countFlops,
  countParameters,
  inferShapes,
  LayerMisfit,
  type LayerSpec,
} from "./architecture.ts";
import { describeArchitecture } from "./architectureName.ts";
import { kerasStudent, kerasTeacher, lenet5, pytorchDeep, pytorchLight, resnet8 } from "./publishedArchitectures.ts";

const dense = (...widths: number[]): Architecture => ({
  input: [28, 28],
  layers: widths.map((units) => ({ kind: "dense", units, activation: "relu" })),
  classes: 10,
});

describe("an architecture", () => {
  it("has the parameters of the networks of Hinton's MNIST section", () => {
    expect(countParameters(dense(800, 800))).toBe(1_276_810);
    expect(countParameters(dense(1200, 1200))).toBe(2_395_210);
    expect(countParameters(dense(30, 30))).toBe(24_790);
  });

  it("of 784-800-800-10 takes 2.55 MFLOP for the forward pass of one image", () => {
    expect(countFlops(dense(800, 800)) * 128).toBeCloseTo(326.5e6, -5);
  });

  it("of images in colour has the weights of three channels", () => {
    const colour: Architecture = {
      input: [16, 12, 3],
      layers: [{ kind: "dense", units: 20, activation: "relu" }],
      classes: 26,
    };
    expect(countParameters(colour)).toBe(16 * 12 * 3 * 20 + 20 + 20 * 26 + 26);
    expect(describeArchitecture(colour)).toBe("576-20-26");
    const filters: Architecture = { ...colour, layers: [{ kind: "conv", filters: 4, kernel: 3, activation: "relu" }] };
    expect(inferShapes(filters)[0]).toMatchObject({ outputShape: [16, 12, 4], parameters: 3 * 3 * 3 * 4 + 4 });
  });

  it("is named by its layers", () => {
    expect(describeArchitecture(dense(300, 300))).toBe("784-300-300-10");
  });

  it("has the shapes of convolution and pooling", () => {
    const shaped = inferShapes({
      input: [28, 28],
      layers: [
        { kind: "conv", filters: 8, kernel: 5, activation: "relu" },
        { kind: "pool", size: 2 },
      ],
      classes: 10,
    });
    expect(shaped.map((layer) => layer.outputShape)).toEqual([[28, 28, 8], [14, 14, 8], [10]]);
    expect(shaped.map((layer) => layer.parameters)).toEqual([208, 0, 15_690]);
  });

  it("has one mean of each map where pooling is by the mean of the whole, and says so in its name", () => {
    const layers: Architecture["layers"] = [
      { kind: "pool", size: 4 },
      { kind: "conv", filters: 5, kernel: 3, activation: "relu" },
      { kind: "pool", size: 7, by: "mean" },
    ];
    const means = { ...dense(), layers };
    expect(inferShapes(means).map(({ outputShape }) => outputShape)).toEqual([[7, 7, 1], [7, 7, 5], [1, 1, 5], [10]]);
    expect(inferShapes(means).map(({ parameters }) => parameters)).toEqual([0, 50, 0, 60]);
    expect(describeArchitecture(means)).toBe("pool4-conv5-mean7-10");
  });

  it("with strides has the shapes of Keras, and of windows that fit whole", () => {
    const shaped = inferShapes({
      input: [28, 28],
      layers: [
        { kind: "conv", filters: 256, kernel: 3, stride: 2, activation: "leakyRelu", slope: 0.2 },
        { kind: "pool", size: 2, stride: 1, by: "mean" },
        { kind: "conv", filters: 512, kernel: 4, activation: "relu" },
        { kind: "pool", size: 3, stride: 2 },
      ],
      classes: 10,
    });
    expect(shaped.map((layer) => layer.outputShape)).toEqual([
      [14, 14, 256],
      [13, 13, 256],
      [13, 13, 512],
      [6, 6, 512],
      [10],
    ]);
    expect(shaped[0]).toMatchObject({ parameters: 9 * 256 + 256, flops: 2 * 14 * 14 * 9 * 256 });
    expect(
      describeArchitecture({ input: [28, 28], layers: shaped.slice(0, 4).map(({ layer }) => layer), classes: 10 }),
    ).toBe("conv256s2-mean2-conv512-pool3s2-10");
  });

  it("is refused at the layer and the field that do not fit", () => {
    const refusalOf = (...layers: LayerSpec[]) => {
      try {
        inferShapes({ input: [8, 8], layers, classes: 10 });
      } catch (error) {
        return error instanceof LayerMisfit ? [error.index, error.field] : error;
      }
      return null;
    };
    const units: LayerSpec = { kind: "dense", units: 3, activation: "linear" };
    const filter: LayerSpec = { kind: "conv", filters: 2, kernel: 9, padding: "valid", activation: "relu" };
    expect(refusalOf({ kind: "pool", size: 2 }, { kind: "pool", size: 3 })).toEqual([1, "size"]);
    expect(refusalOf({ kind: "pool", size: 9, stride: 1 })).toEqual([0, "size"]);
    expect(refusalOf(filter)).toEqual([0, "kernel"]);
    expect(refusalOf(units, filter)).toEqual([1, null]);
    expect(refusalOf(units, { ...units, slope: 0.1 })).toEqual([1, "slope"]);
    expect(refusalOf(units)).toBeNull();
  });

  it("is refused where a slope has no leaky ReLU, or a window is larger than the map", () => {
    const withLayer = (layer: LayerSpec): Architecture => ({ input: [8, 8], layers: [layer], classes: 10 });
    expect(() => inferShapes(withLayer({ kind: "dense", units: 3, activation: "relu", slope: 0.1 }))).toThrow(
      "layer 1: slope is 0.1, but the activation is relu; leave it out, or take leakyRelu",
    );
    expect(() => inferShapes(withLayer({ kind: "pool", size: 9, stride: 2 }))).toThrow("9x9 window does not fit");
    expect(() => inferShapes(withLayer({ kind: "pool", size: 3 }))).toThrow("a size that divides it, or a stride");
  });

  it("has the parameters of the published networks that are named after", () => {
    // Conv2D(256, 3), Conv2D(512, 3) and Dense(10) on 7x7x512; the same with 16 and 32 filters.
    expect(countParameters(kerasTeacher)).toBe(2560 + 1_180_160 + 250_890);
    expect(countParameters(kerasStudent)).toBe(160 + 4640 + 15_690);
    // LeCun et al. 1998 have 156 and, with its table of connections, 1,516 in the convolutions, 48,120 and 10,164 behind.
    expect(inferShapes(lenet5).map(({ parameters }) => parameters)).toEqual([156, 0, 2416, 0, 48_120, 10_164, 850]);
    // The tutorial prints 1,186,986 and 267,738 parameters for images of CIFAR-10.
    const onCifar = (network: Architecture): Architecture => ({ ...network, input: [32, 32, 3] });
    expect(countParameters(onCifar(pytorchDeep))).toBe(1_186_986);
    expect(countParameters(onCifar(pytorchLight))).toBe(267_738);
    // MLPerf Tiny's ResNet-8 has 78,666 numbers on CIFAR-10: with biases before batch norm (240) and running means and
    // variances (480), and with projections that have 96 biases in place of batch norm, as many scales and shifts.
    const wholeMap = { kind: "pool", size: 8, by: "mean" } as const;
    const resnetOnCifar = onCifar({ ...resnet8, layers: [...resnet8.layers.slice(0, -1), wholeMap] });
    expect(countParameters(resnetOnCifar)).toBe(78_666 - 240 - 480 + 96);
    expect(describeArchitecture(resnet8)).toBe(
      "conv16-conv16-conv16-add-conv32s2-conv32-add-conv64s2-conv64-add-mean7-10",
    );
  });

  describe("with shortcuts", () => {
    const conv = (filters: number, stride = 1): LayerSpec => {
      return { kind: "conv", filters, kernel: 3, stride, activation: "relu" };
    };
    const add = (part: object = {}) => ({ kind: "add", back: 2, activation: "relu", ...part }) as LayerSpec;
    const row: LayerSpec = { kind: "dense", units: 8, activation: "relu" };
    const shapedOf = (...layers: LayerSpec[]) => inferShapes({ input: [13, 9, 3], layers, classes: 4 });

    it("adds what went into the layers that are passed by, as it is or through filters of 1x1", () => {
      const [, , , sum] = shapedOf(conv(5), conv(5), conv(5), add());
      expect(sum).toMatchObject({ outputShape: [13, 9, 5], parameters: 0, flops: 13 * 9 * 5 });
      expect(sum!.shortcut).toEqual({ shape: [13, 9, 5], stride: 1 });
      const [, , projected] = shapedOf(conv(6, 2), conv(7, 2), add({ projection: true }));
      expect(projected).toMatchObject({ outputShape: [4, 3, 7], parameters: 3 * 7 + 7 });
      expect(projected!.shortcut).toEqual({ shape: [13, 9, 3], stride: 4 });
      expect(projected!.flops).toBe(4 * 3 * 7 * (2 * 3 + 1));
      expect(shapedOf(row, row, row, add())[3]!.shortcut!.shape).toEqual([8]);
    });

    const valid: LayerSpec = { kind: "conv", filters: 5, kernel: 3, padding: "valid", activation: "relu" };
    const projects = add({ back: 1, projection: true });
    it.each<[readonly LayerSpec[], string, RegExp]>([
      [[conv(5), add()], "back", /layer 2: there are 1 layers before it, and it passes by 2; choose fewer/],
      [[conv(5), conv(6), add()], "projection", /layer 3: 13x9x3 outputs cannot be added to 13x9x6; take a projection/],
      [[conv(5), add({ back: 1, batchNorm: true })], "batchNorm", /layer 2: batch norm is that of a projection/],
      [[valid, projects], "projection", /layer 2: no filters of 1x1 make 11x7x5 outputs of 13x9x3/],
      [[row, projects], "projection", /no filters of 1x1 make 8 outputs of 13x9x3/],
    ])("is refused beside the field that is to blame, with what would fit: %j", (layers, field, reason) => {
      expect(() => shapedOf(...layers)).toThrow(reason);
      try {
        shapedOf(...layers);
      } catch (error) {
        expect((error as LayerMisfit).field).toBe(field);
      }
    });
  });

  it("is refused with the layer that does not fit and what would", () => {
    const layers = [...dense(30).layers, { kind: "pool" as const, size: 2 as const }];
    expect(() => inferShapes({ ...dense(), layers })).toThrow(/layer 2: pooling needs an image/);
    const odd: Architecture = {
      ...dense(),
      layers: [
        { kind: "pool", size: 4 },
        { kind: "pool", size: 4 },
      ],
    };
    expect(() => inferShapes(odd)).toThrow(/7x7 map cannot be pooled by 4/);
  });
});
