/** The numbers of a LayersModel: its weightsManifest and the binary files that it names. */

import * as v from "valibot";
import { float16At } from "./safetensors.ts";

const shape = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
  v.maxLength(8),
);
const QuantizationSchema = v.variant("dtype", [
  v.object({ dtype: v.picklist(["uint8", "uint16"]), scale: v.number(), min: v.number() }),
  v.object({ dtype: v.literal("float16") }),
]);
const ManifestSchema = v.pipe(
  v.array(
    v.object({
      paths: v.pipe(v.array(v.string()), v.maxLength(1000)),
      weights: v.pipe(
        v.array(
          v.object({
            name: v.string(),
            shape,
            dtype: v.string(),
            group: v.optional(v.string()),
            quantization: v.optional(QuantizationSchema),
          }),
        ),
        v.maxLength(2000),
      ),
    }),
  ),
  v.maxLength(1000),
);
type Entry = v.InferOutput<typeof ManifestSchema>[number]["weights"][number];

/** A stored array by its name in the manifest. */
export interface ManifestArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** How a stored value is read, and how many bytes it has. */
function readerOf({ name, dtype, quantization }: Entry): {
  readonly bytes: number;
  readonly at: (view: DataView, at: number) => number;
} {
  if (dtype !== "float32")
    throw new RangeError(`the weights "${name}" are of the type ${dtype.slice(0, 20)}; save them as float32`);
  if (!quantization) return { bytes: 4, at: (view, at) => view.getFloat32(at, true) };
  if (quantization.dtype === "float16") return { bytes: 2, at: float16At };
  const { scale, min } = quantization;
  if (quantization.dtype === "uint8") return { bytes: 1, at: (view, at) => view.getUint8(at) * scale + min };
  return { bytes: 2, at: (view, at) => view.getUint16(at, true) * scale + min };
}

const lastName = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The bytes of a group's files, one after another. @throws RangeError naming the file that is not there */
function bytesOf(paths: readonly string[], files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts = paths.map((path) => {
    const bytes = files.get(lastName(path));
    if (bytes) return bytes;
    const given = [...files.keys()].join(", ") || "none";
    throw new RangeError(
      `its weights are in ${lastName(path).slice(0, 60)}, which is not there (there is ${given}); choose both files`,
    );
  });
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function parseManifest(manifest: unknown): v.InferOutput<typeof ManifestSchema> {
  const parsed = v.safeParse(ManifestSchema, manifest);
  if (parsed.success) return parsed.output;
  throw new RangeError(`its weightsManifest is wrong at ${v.getDotPath(parsed.issues[0]) ?? "its top"}`);
}

/** The names of the files of a manifest, without folders. @throws RangeError where it cannot be read */
export function manifestPaths(manifest: unknown): readonly string[] {
  return parseManifest(manifest).flatMap(({ paths }) => paths.map(lastName));
}

/**
 * Reads the arrays of a manifest, but those of an optimiser; quantised ones become float32.
 * @param files the binary files by their names, without folders
 * @throws RangeError with what is missing, too short or too long, or of a type that is not read
 */
export function manifestArrays(manifest: unknown, files: ReadonlyMap<string, Uint8Array>): readonly ManifestArray[] {
  return parseManifest(manifest).flatMap(({ paths, weights }) => {
    const bytes = bytesOf(paths, files);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    const arrays = weights.map((entry) => {
      const reader = readerOf(entry);
      const size = entry.shape.reduce((product, n) => product * n, reader.bytes);
      if (at + size > view.byteLength)
        throw new RangeError(`${paths.map(lastName).join(", ")} ends within the weights "${entry.name}"`);
      const values = new Float32Array(size / reader.bytes);
      for (let i = 0; i < values.length; i++) values[i] = reader.at(view, at + i * reader.bytes);
      at += size;
      return { entry, array: { name: entry.name, shape: entry.shape, values } };
    });
    if (at !== view.byteLength)
      throw new RangeError(`${paths.map(lastName).join(", ")} has ${view.byteLength} bytes, and its manifest ${at}`);
    return arrays.flatMap(({ entry, array }) => (entry.group === "optimizer" ? [] : [array]));
  });
}
