/** Writes a grey image as a PNG file (ISO/IEC 15948): black ink, whose opacity is the byte. */

import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Colour type 4: a grey sample and an alpha sample for each pixel, eight bits each. */
const GREY_WITH_ALPHA = 4;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/**
 * The bytes of the file.
 * @param image [size, size], row by row; 0 is transparent, 255 is black
 * @throws RangeError where the image is not a square
 */
export function inkPng(image: Uint8Array): Buffer {
  const size = Math.sqrt(image.length);
  if (!Number.isInteger(size) || size === 0)
    throw new RangeError(`${image.length} pixels are no square image; pass size * size bytes`);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header[8] = 8;
  header[9] = GREY_WITH_ALPHA;
  // Each row begins with its filter, 0 for none.
  const rows = Buffer.alloc(size * (1 + 2 * size));
  image.forEach((ink, i) => {
    rows[Math.floor(i / size) * (1 + 2 * size) + 1 + 2 * (i % size) + 1] = ink;
  });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
