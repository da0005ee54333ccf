/** Begins the page: shows the place that the address names, and fetches the lab only for a place that is in it. */

import { type Home, openHome } from "./home/homePage.ts";
import type { Lab } from "./main.tsx";
import { firstChoices, showChoices } from "./places/firstChoices.ts";
import { isEmbedded } from "./places/frame.ts";
import { addressOf, type Place, readPlace } from "./places/place.ts";
import { textStorage } from "./session/storage/textStorage.ts";
import "./styles/tokens.css";
import "./styles/home.css";
import "./embedded/frame.css";

function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new RangeError(`index.html has no element #${id}`);
  return found;
}

const [homeElement, root] = [elementOf("home"), elementOf("root")];
showChoices(firstChoices());
const isFrame = isEmbedded();
if (isFrame) {
  document.documentElement.dataset["embed"] = "";
  // Without it the page is shown all the same; its site is not told the height.
  import("./embedded/frame.ts").then(({ openFrame }) => openFrame()).catch(() => {});
}
let home: Home | null = null;

/** The style sheets of Home, which are there from the beginning: those of the lab are off while Home is shown. */
const homeSheets: ReadonlySet<StyleSheet> = new Set(document.styleSheets);
let lab: Promise<Lab> | null = null;
let mode: string | undefined;

function switchLabStyles(used: boolean): void {
  for (const sheet of document.styleSheets) if (!homeSheets.has(sheet)) sheet.disabled = !used;
}

function showHome(unknown: string | null): void {
  lab?.then((there) => there.leave());
  const { dataset } = document.documentElement;
  mode ??= dataset["mode"];
  delete dataset["mode"];
  switchLabStyles(false);
  root.hidden = true;
  root.before(homeElement);
  home ??= openHome(homeElement);
  home.show(unknown);
}

/** Begins to fetch the run that the lab shows first, beside the lab's code, where the visitor has no experiment stored. */
function fetchFirstRun(place: Place): void {
  const hasOwn = !isFrame && textStorage.get("experiment") !== null;
  if (place.kind !== "lab" || place.preset !== null || hasOwn) return;
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: "./runs/hinton.jsonl.gz" });
  document.head.append(link);
}

function showLab(place: Place): void {
  // Out of the document, so that nothing of the lab is found twice.
  homeElement.remove();
  root.hidden = false;
  switchLabStyles(true);
  if (mode) document.documentElement.dataset["mode"] = mode;
  mode = undefined;
  if (lab) {
    lab.then((there) => there.show(place));
    return;
  }
  fetchFirstRun(place);
  lab = import("./main.tsx").then(({ openLab }) => openLab(root, place));
  lab.then(
    // Home may have been called back while the lab was fetched; its styles are there only now.
    () => readPlace(location.hash).kind === "home" && showPlace(),
    () => {
      lab = null;
      showHome(null);
      home?.tellFailure();
    },
  );
}

/** The place of the address. A lecture that begins on Home begins in the lab, whose state it shows. */
function shownPlace(): Place {
  const place = readPlace(location.hash);
  const isLecture = new URLSearchParams(location.search).get("mode") === "lecture";
  if (!isLecture || isFrame || place.kind !== "home" || place.unknown !== null) return place;
  const lectured: Place = { kind: "lab", preset: null };
  history.replaceState(null, "", addressOf(lectured));
  return lectured;
}

function showPlace(): void {
  const place = shownPlace();
  if (place.kind === "home") showHome(place.unknown);
  else showLab(place);
}

/** Fetches the lab's files into the browser's cache, where the visitor has not set it to save data. */
function fetchAhead(): void {
  const { connection } = navigator as Navigator & { readonly connection?: { readonly saveData?: boolean } };
  if (lab || connection?.saveData) return;
  for (const file of root.dataset["files"]?.split(" ") ?? []) {
    const link = document.createElement("link");
    link.href = file;
    link.rel = file.endsWith(".js") ? "modulepreload" : "prefetch";
    document.head.append(link);
  }
}

addEventListener("hashchange", showPlace);
showPlace();
addEventListener("load", () =>
  (globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2000)))(fetchAhead),
);
