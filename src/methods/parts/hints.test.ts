import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Architecture, inferShapes, inferShapesFrom, type LayerSpec } from "../../domain/architecture.ts";
import { dense } from "../../domain/namedArchitectures.ts";
import { openStream, streamKey } from "../../math/random.ts";
import { evaluateOps } from "../../testing/evaluateOps.ts";
import { asMaps, hiddenLayer, hintLoss, regressorOf } from "./hints.ts";

const convolutions = (...layers: LayerSpec[]): Architecture => ({ ...dense(), layers });
const conv = (filters: number, activation: "relu" | "linear" = "relu"): LayerSpec => {
  return { kind: "conv", filters, kernel: 3, activation };
};
const pool: LayerSpec = { kind: "pool", size: 2 };
const drawn = (name: string, ...shape: number[]) => {
  const stream = openStream(streamKey(4, name));
  return { shape, values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => stream.normal()) };
};

describe("a hidden layer", () => {
  it("is the middle one of those with weights where none is named", () => {
    expect(hiddenLayer("student", dense(9, 8, 7, 6, 5), 0).index).toBe(2);
    expect(hiddenLayer("teacher", dense(9, 8), 0).index).toBe(0);
    const spaced = convolutions({ kind: "dropout", rate: 0.5 }, conv(4), pool, conv(8), pool, conv(9));
    expect(hiddenLayer("teacher", spaced, 0).index).toBe(3);
  });

  it("is refused where it is dropout, the logits, or not there, with the layers that may be chosen", () => {
    const network: Architecture = { ...dense(), layers: [{ kind: "dropout", rate: 0.5 }, ...dense(9, 8).layers] };
    expect(() => hiddenLayer("teacher", network, 1)).toThrow(/teacher has no hidden layer 1 .*choose 2, 3/);
    expect(() => hiddenLayer("student", network, 4)).toThrow(/student has no hidden layer 4 .*choose 2, 3/);
    expect(() => hiddenLayer("student", dense(), 0)).toThrow(/no hidden layer/);
  });
});

describe("a regressor", () => {
  it("maps any guided layer to the shape of the hint, maps to maps by a kernel of side less side plus 1", () => {
    const networks = [dense(30, 20), convolutions(conv(4), pool, conv(8), pool, conv(5), ...dense(11).layers)];
    for (const [teacher, student] of networks.flatMap((a) => networks.map((b) => [a, b] as const)))
      for (const hint of inferShapes(teacher).slice(0, -1))
        for (const guided of inferShapes(student).slice(0, -1)) {
          const maps = hint.outputShape.length === 3 && guided.outputShape.length === 3;
          if (maps && guided.outputShape[0]! < hint.outputShape[0]!) {
            expect(() => regressorOf(teacher, hint, guided)).toThrow(/choose an earlier guided layer/);
            continue;
          }
          const { inputShape, layers } = regressorOf(teacher, hint, guided);
          const to = inferShapesFrom(inputShape, layers).at(-1)!.outputShape;
          expect(to).toEqual(maps ? hint.outputShape : [hint.outputShape.reduce((a, b) => a * b, 1)]);
          const [layer] = layers;
          expect(layer?.kind).toBe(maps ? "conv" : "dense");
          if (layer?.kind === "conv") expect(layer.kernel).toBe(guided.outputShape[0]! - hint.outputShape[0]! + 1);
        }
  });

  it("has the nonlinearity of the teacher's layer, or of the one that was pooled", () => {
    const teacher = convolutions(conv(4, "linear"), pool, conv(8), pool);
    const [guided] = inferShapes(convolutions(conv(3)));
    const activations = inferShapes(teacher)
      .slice(0, -1)
      .map((hint) =>
        regressorOf(teacher, hint, guided!).layers.map((layer) => "activation" in layer && layer.activation),
      );
    expect(activations).toEqual([["linear"], ["linear"], ["relu"], ["relu"]]);
  });
});

describe("the hint loss", () => {
  it("is half the squared distance of each example, mean over the batch, and has a gradient for the regressor alone", async () => {
    const given = { hint: drawn("hint", 3, 2, 2, 2), regressed: drawn("regressed", 3, 8) };
    const found = await evaluateOps(given, (ops, x) => ({ loss: hintLoss(ops, x.hint!, x.regressed!) }), "loss");
    const [h, r] = [given.hint.values, given.regressed.values];
    expect(found.loss![0]).toBeCloseTo(h.reduce((sum, value, i) => sum + (value - r[i]!) ** 2, 0) / 6, 5);
    for (const [i, gradient] of found["d regressed"]!.entries()) expect(gradient).toBeCloseTo((r[i]! - h[i]!) / 3, 5);
    expect(found["d hint"]).toBeUndefined();
  });

  it("is the same for any order of the units that both sides have", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.integer(), async (units, seed) => {
        const order = openStream(streamKey(seed, "order")).permutation(units);
        const [hint, regressed] = [drawn("h", 1, units), drawn("r", 1, units)];
        const reordered = (x: typeof hint) => ({ ...x, values: x.values.map((_, i) => x.values[order[i]!]!) });
        const loss = async (h: typeof hint, r: typeof hint) =>
          (await evaluateOps({ h, r }, (ops, x) => ({ loss: hintLoss(ops, x.h!, x.r!) }))).loss![0]!;
        expect(await loss(reordered(hint), reordered(regressed))).toBeCloseTo(await loss(hint, regressed), 5);
      }),
      { numRuns: 20 },
    );
  });
});

describe("maps to draw", () => {
  it("of a row of units are nearly square, in order, with zeros at the end", async () => {
    for (const units of [1, 7, 12, 30, 300]) {
      const row = drawn("row", 2, units);
      const { map } = await evaluateOps({ row }, (ops, x) => {
        const square = asMaps(ops, x.row!);
        const [, rows, columns, channels] = square.shape;
        expect(Math.abs(rows! - columns!)).toBeLessThanOrEqual(1);
        expect(channels).toBe(1);
        return { map: square };
      });
      const first = map!.slice(0, map!.length / 2);
      expect(first.slice(0, units)).toEqual(row.values.slice(0, units));
      expect(first.slice(units).every((value) => value === 0)).toBe(true);
    }
  });

  it("have at most four channels", async () => {
    const { map } = await evaluateOps({ maps: drawn("maps", 1, 2, 2, 6) }, (ops, x) => ({ map: asMaps(ops, x.maps!) }));
    expect(map!.length).toBe(16);
  });
});
