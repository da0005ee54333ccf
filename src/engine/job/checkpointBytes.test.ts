import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { volume } from "../../tensor/graph.ts";
import { type Checkpoint, packCheckpoint, unpackCheckpoint } from "./checkpointBytes.ts";

const sample: Checkpoint = {
  job: "taught/0",
  step: 12,
  live: { temperature: 4 },
  arrays: [
    { name: "student/0/weights", shape: [3, 2], values: Float32Array.of(1, -2, 3.5, 0, -0, 1e-30) },
    { name: "student/0/bias", shape: [2], values: Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY) },
  ],
};
const packed = packCheckpoint(sample);
const HEADER_LENGTH = new DataView(packed.buffer).getUint32(4, true);
const NUMBERS = Math.ceil((8 + HEADER_LENGTH) / 4) * 4;
const REMEDY = /^this checkpoint cannot be used: .+; start the run anew$/;

/** A checkpoint with another header, and as many bytes of numbers as given. */
function withHeader(header: string, numbers = 0): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(Math.ceil((8 + text.length) / 4) * 4 + numbers);
  bytes.set(packed.subarray(0, 4));
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

function changed(change: (view: DataView) => void): Uint8Array {
  const bytes = packed.slice();
  change(new DataView(bytes.buffer));
  return bytes;
}

/** The checkpoint, or null where it is refused with a remedy; any other error is thrown on. */
function unpackOrNull(bytes: Uint8Array): Checkpoint | null {
  try {
    return unpackCheckpoint(bytes);
  } catch (error) {
    if (error instanceof RangeError && REMEDY.test(error.message)) return null;
    throw error;
  }
}

function expectWhole({ job, step, arrays }: Checkpoint): void {
  expect(typeof job).toBe("string");
  expect(Number.isInteger(step) && step >= 0).toBe(true);
  for (const { shape, values } of arrays) expect(values.length).toBe(volume(shape));
}

describe("a checkpoint", () => {
  it("is unpacked as it was packed, to the last bit, also from the middle of a buffer", () => {
    const within = new Uint8Array(packed.length + 7);
    within.set(packed, 3);
    for (const bytes of [packed, within.subarray(3, 3 + packed.length)]) {
      const found = unpackCheckpoint(bytes);
      expect(found).toEqual(sample);
      expect(packCheckpoint(found)).toEqual(packed);
    }
  });
});

describe("a damaged checkpoint", () => {
  it("is refused at every length but its own", () => {
    for (let length = 0; length < packed.length; length++)
      expect(unpackOrNull(packed.slice(0, length)), `${length} bytes`).toBeNull();
    expect(unpackOrNull(new Uint8Array([...packed, 0]))).toBeNull();
  });

  const parts = { job: "taught/0", step: 12, live: {}, arrays: [{ name: "a", shape: [2] }] };
  const headerOf = (changes: object) => withHeader(JSON.stringify({ ...parts, ...changes }), 8);
  it.each([
    ["too short", packed.slice(0, 7), "it has only 7 bytes"],
    ["another file", changed((view) => view.setUint32(0, 0x04034b50, true)), "it does not begin like one"],
    ["an older format", changed((view) => view.setUint8(3, 0x30)), "it does not begin like one"],
    ["a header longer than the file", changed((view) => view.setUint32(4, 2 ** 32 - 1, true)), "its header is longer"],
    ["a header that is not JSON", changed((view) => view.setUint8(8, 0x2b)), "its header is not JSON"],
    ["a header cut off", changed((view) => view.setUint32(4, HEADER_LENGTH - 1, true)), "its header is not JSON"],
    ["no header", withHeader(""), "its header is not JSON"],
    ["a header that is no object", withHeader("12"), "its header is wrong at the top"],
    ["a negative step", headerOf({ step: -1 }), "its header is wrong at step"],
    ["a step that is not whole", headerOf({ step: 1.5 }), "its header is wrong at step"],
    ["no job", headerOf({ job: undefined }), "its header is wrong at job"],
    [
      "a setting that is no number",
      headerOf({ live: { temperature: "4" } }),
      "its header is wrong at live.temperature",
    ],
    ["a shape with a 0", headerOf({ arrays: [{ name: "a", shape: [0] }] }), "its header is wrong at arrays.0.shape.0"],
    ["a shape of rank 5", headerOf({ arrays: [{ name: "a", shape: [1, 1, 1, 1, 1] }] }), "arrays.0.shape"],
    ["an unknown field", headerOf({ more: 1 }), "its header is wrong at more"],
    ["too few numbers", headerOf({ arrays: [{ name: "a", shape: [3] }] }), "bytes where its header promises"],
    ["too many numbers", headerOf({ arrays: [{ name: "a", shape: [1] }] }), "bytes where its header promises"],
    ["a shape beyond all memory", headerOf({ arrays: [{ name: "a", shape: [2 ** 52, 2 ** 52] }] }), "header promises"],
  ] as const)("is refused with what is wrong and a remedy: %s", (_, bytes, wrong) => {
    expect(() => unpackCheckpoint(bytes)).toThrow(RangeError);
    expect(() => unpackCheckpoint(bytes)).toThrow(REMEDY);
    expect(() => unpackCheckpoint(bytes)).toThrow(wrong);
  });

  it("is whole or refused, whichever single byte is changed", () => {
    let refused = 0;
    for (let at = 0; at < packed.length; at++)
      for (const flip of [0x01, 0x20, 0xff]) {
        const found = unpackOrNull(changed((view) => view.setUint8(at, view.getUint8(at) ^ flip)));
        if (!found) refused++;
        else expectWhole(found);
        // The numbers have no check of their own; all before the header is checked.
        if (at < 8) expect(found, `byte ${at}`).toBeNull();
        if (at >= NUMBERS) expect(found, `byte ${at}`).not.toBeNull();
      }
    expect(refused).toBeGreaterThan(HEADER_LENGTH);
  });

  it("is whole or refused, whatever is changed, cut, put in or appended", () => {
    const edit = fc.record({
      at: fc.nat(packed.length - 1),
      gone: fc.nat(12),
      put: fc.uint8Array({ maxLength: 12 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        let bytes = [...packed];
        for (const { at, gone, put } of edits) bytes = [...bytes.slice(0, at), ...put, ...bytes.slice(at + gone)];
        const found = unpackOrNull(Uint8Array.from(bytes));
        if (found) expectWhole(found);
      }),
      { numRuns: 500 },
    );
  });

  it("is whole or refused, whatever JSON its header is", () => {
    const header = fc.oneof(
      fc.json(),
      fc
        .record({
          job: fc.oneof(fc.string(), fc.anything()),
          step: fc.oneof(fc.nat(), fc.double()),
          live: fc.oneof(fc.dictionary(fc.string(), fc.double()), fc.anything()),
          arrays: fc.array(fc.record({ name: fc.string(), shape: fc.array(fc.integer({ min: -1, max: 4 })) })),
        })
        .map((value) => JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part))),
    );
    fc.assert(
      fc.property(header, fc.nat(16), (text, numbers) => {
        const found = unpackOrNull(withHeader(text, 4 * numbers));
        if (found) expectWhole(found);
      }),
      { numRuns: 500 },
    );
  });
});
