/** Pictures of every kind of pixel that PNG has, made by hand, and one of JPEG. */

import { crc32, deflateSync } from "node:zlib";
import { encode } from "jpeg-js";
import { describe, expect, it } from "vitest";
import { decodePicture } from "./decodePicture.ts";

function chunk(type: string, body: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  checksum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, checksum]);
}

/** A PNG of 2x2 pixels. @param colour its kind: 0 grey, 2 colour, 3 palette, 4 grey and opacity, 6 colour and opacity */
function png(depth: number, colour: number, rows: readonly (readonly number[])[], ...others: readonly Buffer[]) {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, depth, colour, 0, 0, 0]);
  const data = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const chunks = [chunk("IHDR", header), ...others, chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([mark, ...chunks]));
}

const grey = (...values: readonly number[]) => values.flatMap((value) => [value, value, value, 255]);

describe("a picture", () => {
  it.each([
    [
      "8-bit grey",
      png(8, 0, [
        [0, 77],
        [200, 255],
      ]),
      grey(0, 77, 200, 255),
    ],
    ["1-bit grey", png(1, 0, [[0b01000000], [0b10000000]]), grey(0, 255, 255, 0)],
    ["2-bit grey", png(2, 0, [[0b00010000], [0b10110000]]), grey(0, 85, 170, 255)],
    [
      "16-bit grey",
      png(16, 0, [
        [0, 0, 0x80, 0x80],
        [0xff, 0xff, 1, 1],
      ]),
      grey(0, 128, 255, 1),
    ],
    [
      "grey with opacity",
      png(8, 4, [
        [9, 255, 8, 0],
        [7, 128, 6, 1],
      ]),
      [9, 9, 9, 255, 8, 8, 8, 0, 7, 7, 7, 128, 6, 6, 6, 1],
    ],
    [
      "colour",
      png(8, 2, [
        [1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12],
      ]),
      [1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 10, 11, 12, 255],
    ],
    [
      "colour with opacity",
      png(8, 6, [
        [1, 2, 3, 4, 5, 6, 7, 8],
        [9, 10, 11, 12, 13, 14, 15, 16],
      ]),
      Array.from({ length: 16 }, (_, i) => i + 1),
    ],
    [
      "a palette",
      png(1, 3, [[0b01000000], [0b10000000]], chunk("PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6))),
      [1, 2, 3, 255, 4, 5, 6, 255, 4, 5, 6, 255, 1, 2, 3, 255],
    ],
    [
      "a palette with opacity",
      png(
        8,
        3,
        [
          [0, 1],
          [1, 0],
        ],
        chunk("PLTE", Uint8Array.of(1, 2, 3, 4, 5, 6)),
        chunk("tRNS", Uint8Array.of(0)),
      ),
      [1, 2, 3, 0, 4, 5, 6, 255, 4, 5, 6, 255, 1, 2, 3, 0],
    ],
    [
      "grey with a transparent value",
      png(
        8,
        0,
        [
          [0, 77],
          [200, 255],
        ],
        chunk("tRNS", Uint8Array.of(0, 77)),
      ),
      [0, 0, 0, 255, 77, 77, 77, 0, 200, 200, 200, 255, 255, 255, 255, 255],
    ],
  ])("of %s is red, green, blue and opacity", async (_, bytes, expected) => {
    const { width, height, rgba } = await decodePicture(bytes, "own.png");
    expect([width, height, [...rgba]]).toEqual([2, 2, expected]);
  });

  it("of one grey as JPEG has it within 2 of 255", async () => {
    const data = Uint8Array.from({ length: 8 * 8 * 4 }, (_, i) => (i % 4 === 3 ? 255 : 120));
    const jpeg = new Uint8Array(encode({ width: 8, height: 8, data }, 95).data);
    const { rgba } = await decodePicture(jpeg, "own.jpg");
    for (const [i, value] of rgba.entries()) expect(Math.abs(value - (i % 4 === 3 ? 255 : 120))).toBeLessThanOrEqual(2);
  });

  it("whose checksum is wrong, or that is cut off, is refused", async () => {
    const bytes = png(8, 0, [
      [0, 77],
      [200, 255],
    ]);
    const changed = bytes.slice();
    changed[18] = 3;
    await expect(decodePicture(changed, "own.png")).rejects.toThrow();
    await expect(decodePicture(bytes.slice(0, 50), "own.png")).rejects.toThrow();
  });
});
