/** Decodes pictures by the browser. */

import type { DecodedPicture, DecodePicture } from "../labelledPictures.ts";

/** A PNG or JPEG's pixels as they are stored: neither turned by its metadata nor brought to another colour space. */
export const decodeInBrowser: DecodePicture = async (bytes): Promise<DecodedPicture> => {
  const bitmap = await createImageBitmap(new Blob([bytes]), {
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
