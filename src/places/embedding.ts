/** The page in a frame of another site: what of the lab the frame's address shows, and which controls it locks or hides. */

import { isControl } from "./controlNames.ts";
import type { Control, ControlMask, ControlState } from "./controls.ts";
import { isRegion, type Region } from "./regions.ts";

/** What a frame shows of the lab. */
export interface Embedding {
  /** whether the digit and the answers are shown, above the regions */
  readonly answers: boolean;
  readonly regions: readonly Region[];
  /** the controls that are not free */
  readonly controls: Readonly<Partial<Record<Control, "locked" | "hidden">>>;
}

/** What an address tells, with what of it is not known, such as "show=answer", each once. */
export interface ReadEmbedding extends Embedding {
  readonly unknown: readonly string[];
}

/** What a frame shows whose address does not say. */
export const FIRST_EMBEDDING: Embedding = { answers: true, regions: ["result", "chart", "train"], controls: {} };

/** Most names that are read of one field, and the longest part of an unknown one that is shown, in characters. */
const [MAX_NAMES, MAX_SHOWN] = [64, 40];

/** The regions that consist of one control: where it is hidden, so are they. */
const CONTROL_OF: Readonly<Partial<Record<Region, Control>>> = {
  drop: "dropClasses",
  bias: "bias",
  arms: "arm",
  train: "train",
  time: "step",
};

/** The names of a field, and null where the address has no such field. */
function namesOf(query: URLSearchParams, field: string): readonly string[] | null {
  const texts = query.getAll(field);
  if (texts.length === 0) return null;
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))].slice(0, MAX_NAMES);
}

/**
 * Reads the query of a frame's address: `show` names regions, "answers" among them, `lock` and `hide` name controls.
 * What is hidden by `hide` and locked by `lock` is hidden. Names that are not known are left out, and told.
 */
export function readEmbedding(search: string): ReadEmbedding {
  const query = new URLSearchParams(search);
  const shown = namesOf(query, "show");
  const [locked, hidden] = [namesOf(query, "lock") ?? [], namesOf(query, "hide") ?? []];
  const strange = (field: string, names: readonly string[], isKnown: (name: string) => boolean) =>
    names.filter((name) => !isKnown(name)).map((name) => `${field}=${name.slice(0, MAX_SHOWN)}`);
  const inState = (names: readonly string[], state: "locked" | "hidden") =>
    names.filter(isControl).map((name) => [name, state] as const);
  const controls = Object.fromEntries([...inState(locked, "locked"), ...inState(hidden, "hidden")]);
  const known = shown?.filter(isRegion) ?? FIRST_EMBEDDING.regions;
  const isEmpty = known.length === 0 && !shown?.includes("answers");
  const regions = (isEmpty ? FIRST_EMBEDDING.regions : known).filter((region) => {
    const control = CONTROL_OF[region];
    return control === undefined || controls[control] !== "hidden";
  });
  return {
    // A frame is never empty.
    answers: shown === null || shown.includes("answers") || isEmpty || regions.length === 0,
    regions,
    controls,
    unknown: [
      ...strange("show", shown ?? [], (name) => name === "answers" || isRegion(name)),
      ...strange("lock", locked, isControl),
      ...strange("hide", hidden, isControl),
    ],
  };
}

const STRICTNESS = ["free", "locked", "hidden"] as const satisfies readonly ControlState[];

/**
 * A lesson's mask in a frame that locks or hides controls: of two states of a control the stricter one holds.
 * @param reason what is said of a control that the frame locks and for which the lesson has no reason
 */
export function maskWithin(
  { controls }: Pick<Embedding, "controls">,
  mask: ControlMask | null,
  reason: string,
): ControlMask {
  const { others = "free", named = {}, reasons = {}, ...rest } = mask ?? {};
  const strict = (one: ControlState, other: ControlState) =>
    STRICTNESS[Math.max(STRICTNESS.indexOf(one), STRICTNESS.indexOf(other))]!;
  const own = Object.entries(controls) as [Control, "locked" | "hidden"][];
  return {
    ...rest,
    others,
    named: {
      ...named,
      ...Object.fromEntries(own.map(([name, state]) => [name, strict(named[name] ?? others, state)])),
    },
    reasons: { ...Object.fromEntries(own.map(([name]) => [name, reason])), ...reasons },
    // The lecture, whose keys move every control, is no part of a frame.
    isComposed: true,
  };
}

/** The query of an address that shows the page in a frame. @param language that it begins with; null: the browser's */
export function embeddingSearch({ answers, regions, controls }: Embedding, language: string | null): string {
  const own = Object.entries(controls);
  const named = (state: ControlState) => own.flatMap(([name, is]) => (is === state ? [name] : [])).join(",");
  const fields = {
    show: [...(answers ? ["answers"] : []), ...regions].join(","),
    lock: named("locked"),
    hide: named("hidden"),
    lang: language ?? "",
  };
  // Names are letters, digits and points: commas between them can stand as they are.
  const written = Object.entries(fields).flatMap(([name, value]) => (value === "" ? [] : [`${name}=${value}`]));
  return `?${["embed=1", ...written].join("&")}`;
}
