/** The places of the page and their addresses: the part of an address from "#" on is read into a place and written from it. */

import { withoutLabView } from "./labView.ts";

/** A recorded run of Hinton's section: the figure, or the experiment, that is read from it. */
export interface SectionRun {
  readonly run: string;
  readonly seed: number;
  readonly dataset: "mnist" | "digits";
}

/** A place of the page. */
export type Place =
  /** the first thing a visitor sees; `unknown` is an address that was asked for and leads nowhere */
  | { readonly kind: "home"; readonly unknown: string | null }
  /** the sandbox, with the experiment that the browser has kept, or with a preset's */
  | { readonly kind: "lab"; readonly preset: string | null }
  /** the lab with the experiment of a link, whose whole hash is kept: session/experimentLink reads it */
  | { readonly kind: "experiment"; readonly hash: string }
  /** the MNIST section of Hinton, Vinyals and Dean (2015), or one of its recorded runs in the lab */
  | { readonly kind: "hinton-2015"; readonly run: SectionRun | null }
  /** the list of lessons, one lesson, or one card of it, counted from 1 */
  | { readonly kind: "lesson"; readonly lesson: string | null; readonly card: number | null }
  /** a lesson that a teacher has composed, as packed text that lessons/composed/lessonLink reads, and its card */
  | { readonly kind: "lesson-link"; readonly packed: string; readonly card: number | null };

/** The places that have a lesson, or the list of them. */
export type LessonPlace = Extract<Place, { readonly kind: "lesson" | "lesson-link" }>;

export function isLessonPlace(place: Place): place is LessonPlace {
  return place.kind.startsWith("lesson");
}

/** What stands in the place of a lesson's id in the address of the composer of lesson links. */
export const COMPOSER = "compose";

/** The longest part of an unknown address that is shown, in characters. */
const MAX_SHOWN = 40;

/** Addresses within the lab, which are no places of their own. */
const LAB_ANCHORS: readonly string[] = ["soft-targets"];

/** An id of a preset or lesson. */
const ID = /^[a-z0-9-]{1,64}$/;

const CARD = /^[1-9]\d?$/;

/** A run of Hinton's section, such as "30-2.5/1" or "soft/1/digits". */
const SECTION_RUN = /^([a-z0-9.-]{1,64})\/(0|[1-9]\d{0,8})(\/digits)?$/;

/** The place of what follows "hinton-2015/" in a path. */
function placeOfSection(rest: string): Place | null {
  const [, run, seed, digits] = SECTION_RUN.exec(rest) ?? [];
  if (run === undefined) return null;
  return { kind: "hinton-2015", run: { run, seed: Number(seed), dataset: digits ? "digits" : "mnist" } };
}

/** A composed lesson with its card; a damaged one is read too, so that the page can say so. */
const LESSON_LINK = /^(.+?)(\/[1-9]\d?)?$/;

/** The place of what follows "lesson-link/" in a path. */
function placeOfLessonLink(rest: string): Place | null {
  const [, packed, card] = LESSON_LINK.exec(rest) ?? [];
  return packed === undefined ? null : { kind: "lesson-link", packed, card: card ? Number(card.slice(1)) : null };
}

/** The place of a path such as "lab" or "lesson/drop-3s/2"; null where there is none. */
function placeOfPath(path: string): Place | null {
  if (path.startsWith("hinton-2015/")) return placeOfSection(path.slice("hinton-2015/".length));
  if (path.startsWith("lesson-link/")) return placeOfLessonLink(path.slice("lesson-link/".length));
  const [name, id, card, ...more] = path.split("/");
  if (more.length > 0 || (id !== undefined && !ID.test(id)) || (card !== undefined && !CARD.test(card))) return null;
  if (name === "" && id === undefined) return { kind: "home", unknown: null };
  if (name === "lab" && card === undefined) return { kind: "lab", preset: id ?? null };
  if (name === "hinton-2015" && id === undefined) return { kind: "hinton-2015", run: null };
  if (name === "lesson") return { kind: "lesson", lesson: id ?? null, card: card === undefined ? null : Number(card) };
  return null;
}

/**
 * The place of a hash. What has a field `v`, damaged or not, is a link to an experiment.
 * @param hash with or without its "#"
 * @returns Home with the address as `unknown` where there is no such place
 */
export function readPlace(hash: string): Place {
  const text = withoutLabView(hash).replace(/^#/, "");
  if (text === "") return { kind: "home", unknown: null };
  if (LAB_ANCHORS.includes(text)) return { kind: "lab", preset: null };
  if (/(^|&)v=/.test(text)) return { kind: "experiment", hash: `#${text}` };
  const place = text.startsWith("/") ? placeOfPath(text.slice(1).replace(/\/$/, "")) : null;
  return place ?? { kind: "home", unknown: `#${text.slice(0, MAX_SHOWN)}` };
}

/** The address of a place, from "#" on: `readPlace` reads it into the same place, and into Home where it is unknown. */
export function addressOf(place: Place): string {
  switch (place.kind) {
    case "home":
      return "#/";
    case "experiment":
      return place.hash;
    case "hinton-2015":
      return ["#/hinton-2015", place.run?.run, place.run?.seed, place.run?.dataset === "digits" ? "digits" : undefined]
        .filter((part) => part !== undefined)
        .join("/");
    case "lab":
      return place.preset === null ? "#/lab" : `#/lab/${place.preset}`;
    case "lesson-link":
      return ["#/lesson-link", place.packed, place.card].filter((part) => part !== null).join("/");
    case "lesson":
      return ["#/lesson", place.lesson, place.lesson === null ? null : place.card]
        .filter((part) => part !== null)
        .join("/");
  }
}
