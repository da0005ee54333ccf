import { decode } from "jpeg-js";
import { describe, expect, it } from "vitest";
import * as made from "../../../testing/ownData/builtFiles.ts";
import { withoutExif } from "./browserPictures.ts";

const owned = (bytes: Uint8Array) => new Uint8Array(bytes);

describe("a JPEG that asks to be turned", () => {
  const images = made.madeImages(5, 1, [16, 32, 3]);
  const jpeg = owned(made.jpegBytes(images, 0));

  it("loses its Exif segment and nothing else", () => {
    const turned = owned(made.turnedJpegBytes(images, 0));
    expect(turned.length).toBeGreaterThan(jpeg.length);
    expect([...withoutExif(turned)]).toEqual([...jpeg]);
    expect([...decode(withoutExif(turned)).data]).toEqual([...decode(jpeg).data]);
  });

  it("is the same file where it does not, and so is one that is no JPEG or is cut off anywhere", () => {
    const png = owned(made.pngBytes(images, 0));
    for (const bytes of [jpeg, png, owned(Uint8Array.of()), jpeg.slice(0, 3), jpeg.slice(0, 5), jpeg.slice(0, 300)])
      expect([...withoutExif(bytes)]).toEqual([...bytes]);
  });
});
