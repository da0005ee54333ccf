/** How the lab is looked at, as an address tells it: nothing of it changes what is trained. */

import { MAX_BIAS } from "../math/classBias.ts";

/** How bars are drawn: probabilities, their logarithms, or those of the classes other than the largest. */
export const SCALES = ["linear", "logarithmic", "others"] as const;
export type Scale = (typeof SCALES)[number];

/** What can be looked at more closely, each in a room of its own. */
export const DETAILS = ["perClass", "confusion", "similarity", "lossCard", "networks", "picture"] as const;
export type Detail = (typeof DETAILS)[number];

/** The sets of images from which an address can choose; what is drawn by hand is in none of them. */
const IMAGE_SETS = ["gallery", "confusing"] as const;

/** The view of the lab. */
export interface LabView {
  /** the image: its set, and its index there; null: the first one that the lab shows */
  readonly image: { readonly set: (typeof IMAGE_SETS)[number]; readonly index: number } | null;
  /** the step at which everything is shown; null: the newest */
  readonly step: number | null;
  /** the bias of the dropped classes; 0: none */
  readonly bias: number;
  readonly scale: Scale;
  readonly detail: Detail | null;
  /** the beat of the lecture, from 1; null outside of its beats */
  readonly beat: number | null;
}

export const FIRST_VIEW: LabView = { image: null, step: null, bias: 0, scale: "linear", detail: null, beat: null };

/** The fields of an address. Their values are short, and without characters that a link would have to escape. */
const FIELDS = ["image", "step", "bias", "scale", "open", "beat"] as const;
const FIELD = new RegExp(`[&?](?:${FIELDS.join("|")})=[^&]*`, "g");

/** A whole number of an address; null where it is none. */
function wholeNumber(text: string | null | undefined): number | null {
  return text && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function oneOf<T extends string>(values: readonly T[], text: string | null | undefined): T | null {
  return values.find((value) => value === text) ?? null;
}

/** An address without the fields of a view. */
export function withoutLabView(hash: string): string {
  return hash.replaceAll(FIELD, "");
}

/** The view that an address tells; a field that is damaged or out of range is left as it is at first. */
export function readLabView(hash: string): LabView {
  const fields = new URLSearchParams(hash.replace(/^#[^?]*\?/, "").replace(/^#/, ""));
  const [set, index] = (fields.get("image") ?? "").split(".");
  const [imageSet, imageIndex] = [oneOf(IMAGE_SETS, set), wholeNumber(index)];
  const bias = Number(fields.get("bias") ?? 0);
  return {
    image: imageSet !== null && imageIndex !== null ? { set: imageSet, index: imageIndex } : null,
    step: wholeNumber(fields.get("step")),
    bias: Number.isFinite(bias) && Math.abs(bias) <= MAX_BIAS ? bias : 0,
    scale: oneOf(SCALES, fields.get("scale")) ?? "linear",
    detail: oneOf(DETAILS, fields.get("open")),
    beat: wholeNumber(fields.get("beat")) || null,
  };
}

/** An address with the fields of a view; those that are as at first are left out. */
export function withLabView(hash: string, view: LabView): string {
  const { image, step, bias, scale, detail, beat } = view;
  const values: Readonly<Record<(typeof FIELDS)[number], string | null>> = {
    image: image && `${image.set}.${image.index}`,
    step: step === null ? null : `${step}`,
    bias: bias === 0 ? null : `${bias}`,
    scale: scale === "linear" ? null : scale,
    open: detail,
    beat: beat === null ? null : `${beat}`,
  };
  const fields = FIELDS.flatMap((name) => (values[name] === null ? [] : `${name}=${values[name]}`)).join("&");
  const own = withoutLabView(hash);
  if (fields === "") return own;
  return `${own}${own.startsWith("#/") ? "?" : "&"}${fields}`;
}
