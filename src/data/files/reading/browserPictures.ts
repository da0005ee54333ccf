/** Decodes pictures by the browser. */

import type { DecodedPicture, DecodePicture } from "../labelledPictures.ts";

const [MARK, FIRST_SEGMENT, APP1, SCAN] = [0xff, 2, 0xe1, 0xda];

/**
 * A JPEG without its Exif segments, which may ask for turning: browsers turn a picture by them whatever they are told.
 * Other files are as they were.
 */
export function withoutExif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes[0] !== MARK || bytes[1] !== 0xd8) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array<ArrayBuffer>[] = [bytes.subarray(0, FIRST_SEGMENT)];
  let at = FIRST_SEGMENT;
  // Segments are two bytes of mark and two of length, up to the scan; what breaks this is left for the decoder to refuse.
  while (at + 4 <= bytes.length && bytes[at] === MARK && bytes[at + 1] !== SCAN) {
    const end = at + 2 + view.getUint16(at + 2);
    if (bytes[at + 1] !== APP1) kept.push(bytes.subarray(at, end));
    at = end;
  }
  kept.push(bytes.subarray(at));
  const out = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of kept) {
    out.set(part, place);
    place += part.length;
  }
  return out;
}

/** A PNG or JPEG's pixels as they are stored: neither turned by its metadata nor brought to another colour space. */
export const decodeInBrowser: DecodePicture = async (bytes): Promise<DecodedPicture> => {
  const bitmap = await createImageBitmap(new Blob([withoutExif(bytes)]), {
    imageOrientation: "none" as ImageOrientation,
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new RangeError("this browser gives no canvas to read pictures with; try another one");
    context.drawImage(bitmap, 0, 0);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
