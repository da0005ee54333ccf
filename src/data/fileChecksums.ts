/** What is known of the published files of MNIST and Fashion-MNIST, by which they are recognised. */

import fashionFacts from "./fashionFiles.json" with { type: "json" };
import mnistFacts from "./mnistFiles.json" with { type: "json" };

/** Data sets of four IDX files. */
export type IdxDatasetId = "mnist" | "fashion";

/** What is known of a published file. */
interface FileFacts {
  /** length when unpacked */
  readonly bytes: number;
  /** of the unpacked file: of MNIST, whose gzip files differ from mirror to mirror */
  readonly sha256?: string;
  /** of the gzip file: of Fashion-MNIST, of which every mirror has the same ones */
  readonly packedSha256?: string;
}

/** Data sets of four IDX files by their ids: the name, the published files, and the command that fetches them. */
export const idxDatasets: Readonly<
  Record<
    IdxDatasetId,
    { readonly name: string; readonly files: Readonly<Record<string, FileFacts>>; readonly command: string }
  >
> = {
  mnist: { name: "MNIST", files: mnistFacts, command: "npm run data" },
  fashion: { name: "Fashion-MNIST", files: fashionFacts, command: "npm run data -- fashion" },
};

/** The sha256 of some bytes; null without a secure context (a site on http), where browsers have none. */
export async function sha256Of(bytes: BufferSource): Promise<string | null> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (!subtle) return null;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Whether a file is packed and has another sha256 than the published one: false where there is none to compare with, and
 * for a file that a server has unpacked on the way.
 */
export async function isOtherPacking(id: IdxDatasetId, name: string, file: Blob): Promise<boolean> {
  const expected = idxDatasets[id].files[name]?.packedSha256;
  if (!expected) return false;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return false;
  const found = await sha256Of(bytes);
  return found !== null && found !== expected;
}
