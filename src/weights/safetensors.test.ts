import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSafetensors, type SafetensorsFile, writeSafetensors } from "./safetensors.ts";

const sample: SafetensorsFile = {
  metadata: { made: "for a test" },
  tensors: [
    { name: "a", shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, -0, 1e-30) },
    { name: "b", shape: [], values: Float32Array.of(7) },
    { name: "empty", shape: [0, 4], values: new Float32Array(0) },
  ],
};
const whole = writeSafetensors(sample);

/** A file with a header of some JSON and as many bytes of numbers as given. */
function fileOf(header: unknown, numbers: Uint8Array | number = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const body = typeof numbers === "number" ? new Uint8Array(numbers) : numbers;
  const bytes = new Uint8Array(8 + text.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(body, 8 + text.length);
  return bytes;
}
const tensor = (dtype: string, shape: readonly number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe("a safetensors file", () => {
  it("is read as it was written, also from the middle of a buffer", () => {
    const within = new Uint8Array(whole.length + 5);
    within.set(whole, 3);
    for (const bytes of [whole, within.subarray(3, 3 + whole.length)]) expect(readSafetensors(bytes)).toEqual(sample);
  });

  it("has its layout: header length, JSON with the places of all tensors, then numbers from a multiple of 8 on", () => {
    const view = new DataView(whole.buffer);
    const length = Number(view.getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(whole.subarray(8, 8 + length)));
    expect(length % 8).toBe(0);
    expect(header).toEqual({
      __metadata__: sample.metadata,
      a: tensor("F32", [2, 3], 0, 24),
      b: tensor("F32", [], 24, 28),
      empty: tensor("F32", [0, 4], 28, 28),
    });
    expect(view.getFloat32(8 + length + 8, true)).toBe(3.5);
  });

  it("is read with numbers of 16 and 64 bits as well", () => {
    const numbers = new Uint8Array(2 * 6 + 2 * 3 + 8);
    const view = new DataView(numbers.buffer);
    // 1, -2, 65504, the smallest subnormal, infinity and not a number, as IEEE 754 binary16 has them.
    for (const [i, bits] of [0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00, 0x7e00].entries())
      view.setUint16(2 * i, bits, true);
    // 1, -2 and pi, cut to its upper half.
    for (const [i, bits] of [0x3f80, 0xc000, 0x4049].entries()) view.setUint16(12 + 2 * i, bits, true);
    view.setFloat64(18, Math.PI, true);
    const header = { h: tensor("F16", [6], 0, 12), b: tensor("BF16", [3], 12, 18), d: tensor("F64", [1], 18, 26) };
    const [h, b, d] = readSafetensors(fileOf(header, numbers)).tensors.map(({ values }) => [...values]);
    expect(h).toEqual([1, -2, 65504, 2 ** -24, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(b).toEqual([1, -2, 3.140625]);
    expect(d).toEqual([Math.fround(Math.PI)]);
  });
});

/** Written by the format's own library, safetensors 0.8.0 for Python. */
const ofLibrary =
  "EAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJtYWRlIGJ5Ijoic2FmZXRlbnNvcnMgMC44LjAifSwiZCI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJ3Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDJdLCJkYXRhX29mZnNldHMiOls4LDI0XX0sImIiOnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjhdfSwiaCI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzI4LDMyXX19ICAgIJqZmZmZmbk/AACAPwAAIMAAAIA+bxKDOsA/IMAAPgCw";

describe("a file of the format's own library", () => {
  it("is read with all its number types", () => {
    const { metadata, tensors } = readSafetensors(Uint8Array.from(atob(ofLibrary), (char) => char.charCodeAt(0)));
    expect(metadata).toEqual({ "made by": "safetensors 0.8.0" });
    expect(Object.fromEntries(tensors.map(({ name, shape, values }) => [name, [shape, [...values]]]))).toEqual({
      w: [
        [2, 2],
        [1, -2.5, 0.25, Math.fround(1e-3)],
      ],
      h: [[2], [1.5, -0.125]],
      b: [[2], [1.5, -2.5]],
      d: [[1], [Math.fround(0.1)]],
    });
  });
});

describe("a damaged safetensors file", () => {
  const pair = (first: readonly [number, number], second: readonly [number, number], size = 16) =>
    fileOf({ a: tensor("F32", [2], ...first), b: tensor("F32", [2], ...second) }, size);
  it.each([
    ["too short", whole.slice(0, 5), "it has only 5 bytes"],
    ["a header longer than the file", whole.slice(0, 20), "ends within its header"],
    ["a header of more than a megabyte", fileOf("{}").fill(0xff, 0, 8), "at most 1048576 are read"],
    ["no JSON", fileOf("{"), "is no JSON"],
    ["no UTF-8", fileOf("{}").fill(0xff, 8), "is no JSON"],
    ["a list", fileOf([]), "no JSON object"],
    ["a key twice", fileOf('{"a":1,"a":2}'), '"a" stands there twice'],
    ["metadata that are no texts", fileOf({ __metadata__: { a: 1 } }), "something else than texts"],
    ["a tensor without dtype", fileOf({ a: { shape: [1], data_offsets: [0, 4] } }, 4), 'of "a" is wrong at dtype'],
    ["whole numbers", fileOf({ a: tensor("I64", [1], 0, 8) }, 8), "numbers of the type I64; save it as one of F32"],
    ["an inherited dtype", fileOf({ a: tensor("constructor", [1], 0, 8) }, 8), "numbers of the type constructor"],
    ["a negative size", fileOf({ a: tensor("F32", [-1], 0, 4) }, 4), "wrong at shape.0"],
    ["a place outside the file", fileOf({ a: tensor("F32", [2], 0, 8) }, 4), "bytes 0 to 8, but the file has 4"],
    ["a place backwards", fileOf({ a: tensor("F32", [2], 8, 0) }, 8), "lies at bytes 8 to 0"],
    ["a place of another size", fileOf({ a: tensor("F32", [3], 0, 8) }, 8), "8 bytes where [3] of F32 needs 12"],
    ["a shape beyond all memory", fileOf({ a: tensor("F32", [2 ** 52, 2 ** 52], 0, 8) }, 8), "has 8 bytes where"],
    ["overlapping tensors", pair([0, 8], [4, 12], 12), "within another tensor"],
    ["a hole", pair([0, 8], [12, 20], 20), "bytes 8 to 12 belong to no tensor"],
    ["bytes at the end", pair([0, 8], [8, 16], 17), "last 1 bytes belong to no tensor"],
  ])("is refused with what is wrong: %s", (_, bytes, wrong) => {
    expect(() => readSafetensors(bytes)).toThrow(RangeError);
    expect(() => readSafetensors(bytes)).toThrow(wrong);
  });

  it("is whole or refused, whatever is changed, cut, put in or appended", () => {
    const edit = fc.record({ at: fc.nat(whole.length - 1), gone: fc.nat(12), put: fc.uint8Array({ maxLength: 12 }) });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        let bytes = [...whole];
        for (const { at, gone, put } of edits) bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + gone)];
        try {
          const { tensors } = readSafetensors(Uint8Array.from(bytes));
          for (const { shape, values } of tensors) expect(values.length).toBe(shape.reduce((a, b) => a * b, 1));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
