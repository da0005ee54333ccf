/** The top line: places, sharing and the page's own choices. */

import { type ReactNode, useEffect, useState } from "react";
import { type FirstChoices, keepChoices } from "../../places/firstChoices.ts";
import { withLabView } from "../../places/labView.ts";
import { addressOf, isLessonPlace, type Place } from "../../places/place.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useHasLecture, usePlace } from "./openPlace.ts";
import { shownView } from "./shownAddress.ts";

const sharedLink = loadedCode(() => import("../sharing/SharedLink.tsx"));

function ShareButton(): ReactNode {
  const words = useWords();
  const playground = usePlaygroundStore();
  const share = usePlayground((state) => state.share);
  const [message, setMessage] = useState("");
  const [link, setLink] = useState("");
  // The section has an address of its own; what the lab shows is in the link.
  const isLab = usePlace(({ place }) => !isLessonPlace(place) && (place.kind !== "hinton-2015" || place.run !== null));
  const copy = async () => {
    const own = new URL(isLab ? await share() : location.href);
    if (isLab) own.hash = withLabView(own.hash, shownView(usePage.getState(), playground.getState()));
    const link = own.href;
    setLink(link);
    history.replaceState(null, "", own.hash);
    try {
      await navigator.clipboard.writeText(link);
      setMessage(words.copied);
    } catch {
      setMessage(`${words.copyByHand} ${link}`);
    }
  };
  return (
    <>
      <button type="button" className="share" onClick={copy}>
        {words.share}
      </button>
      <span className={message && "told"}>
        <span role="status">{message}</span>{" "}
        {message && <LoadedPart code={sharedLink} props={{ link, isLab }} isAddition />}
      </span>
    </>
  );
}

const places = [
  { kind: "lesson", lesson: null, card: null },
  { kind: "lab", preset: null },
  { kind: "hinton-2015", run: null },
] as const satisfies readonly Place[];

/** Links to the places of the page; that of the one shown is marked. */
function Places(): ReactNode {
  const { lab: words } = useWords();
  const { place } = usePlace();
  // A recorded run of the section is shown in the lab.
  const isInLab = place.kind === "experiment" || (place.kind === "hinton-2015" && place.run !== null);
  const shown = isInLab ? "lab" : isLessonPlace(place) ? "lesson" : place.kind;
  return (
    <nav aria-label={words.placesLabel}>
      {places.map((one) => (
        <a key={one.kind} href={addressOf(one)} aria-current={one.kind === shown ? "page" : undefined}>
          {words.places[one.kind]}
        </a>
      ))}
    </nav>
  );
}

/** The top line: the places of the page, and what concerns all of them. Where it is narrow, one button opens its list. */
export function Header(): ReactNode {
  const words = useWords();
  const { language, theme, lecture, choose } = usePage();
  const { place } = usePlace();
  const hasLecture = useHasLecture();
  const [open, setOpen] = useState(false);
  // The list is closed by what is chosen in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what changes when a link has been followed
  useEffect(() => setOpen(false), [place]);
  const keep = (chosen: Partial<FirstChoices>) => {
    choose(chosen);
    keepChoices({ language, theme, ...chosen });
  };
  return (
    <header className={open ? "open" : ""}>
      <h1>
        <a href={addressOf({ kind: "home", unknown: null })}>{words.title}</a>
      </h1>
      <Places />
      <div className="grow" />
      <ShareButton />
      {hasLecture ? (
        <button type="button" aria-pressed={lecture} onClick={() => choose({ lecture: !lecture })}>
          {words.present}
        </button>
      ) : null}
      <button
        type="button"
        aria-label={`${words.theme}: ${theme === "dark" ? words.light : words.dark}`}
        onClick={() => keep({ theme: theme === "dark" ? "light" : "dark" })}
      >
        <span aria-hidden="true">{theme === "dark" ? "☀" : "☾"}</span>
      </button>
      <button
        type="button"
        aria-label={words.languageLabel}
        onClick={() => keep({ language: language === "zh" ? "en" : "zh" })}
      >
        <span lang={language === "zh" ? "en" : "zh"}>{words.language}</span>
      </button>
      <button
        type="button"
        className="menu"
        aria-label={words.lab.menu}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">☰</span>
      </button>
    </header>
  );
}
