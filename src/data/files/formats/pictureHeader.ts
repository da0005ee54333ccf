/** Width and height of PNG and JPEG pictures by their headers, so that large ones are refused before they are decoded. */

const PNG_MARK = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a file begins as PNG files do. */
export function isPng(head: Uint8Array): boolean {
  return PNG_MARK.every((byte, i) => head[i] === byte);
}

/** Whether a file begins as JPEG files do. */
export function isJpeg(head: Uint8Array): boolean {
  return head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
}

/** Width and height of a picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Markers of a JPEG frame, of whatever coding; the others between them have other uses. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** The size of a picture; null where its header is damaged. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isPng(bytes))
    return bytes.length < 24 ? null : positive({ width: view.getUint32(16), height: view.getUint32(20) });
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at++;
    else if (isFrame(marker)) return positive({ width: view.getUint16(at + 7), height: view.getUint16(at + 5) });
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function positive(size: PictureSize): PictureSize | null {
  return size.width > 0 && size.height > 0 ? size : null;
}
