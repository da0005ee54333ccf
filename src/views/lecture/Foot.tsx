/** The last line of a slide: the beats, where the run is from, and the way to the list of keys. */

import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { laterWords } from "../../i18n/laterWords.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { leaveLecture } from "./commands.ts";
import { useLecture } from "./lectureState.ts";

/** Backend, seed and data of the shown run. */
function useSource(): string {
  const words = useWords();
  const { recorded, live } = laterWords[words.tag].lecture.source;
  const facts = usePlayground(
    useShallow(({ run }) => ({
      origin: run?.origin,
      date: run?.date ?? "",
      backend: run?.backend.name ?? "",
      seed: run?.experiment.seed ?? 0,
      dataset: run?.experiment.data.dataset ?? "digits",
    })),
  );
  if (!facts.origin) return "";
  const from =
    facts.origin === "recorded" ? recorded(facts.date, facts.backend, facts.seed) : live(facts.backend, facts.seed);
  return [from, words.onData[facts.dataset] ?? facts.dataset].join(words.punctuation.comma);
}

/**
 * The end of a slide's last line: what a key could not do, in place of what the slide is from, and the ways to the keys
 * and out.
 * @param props.children stand before these ways
 */
export function FootEnd({ source, children }: { readonly source: string; readonly children?: ReactNode }): ReactNode {
  const { lecture } = useLaterWords();
  const told = useLecture((state) => state.told);
  const change = useLecture((state) => state.change);
  return (
    <>
      <span className="grow" />
      <span className="slide-told" role="status">
        {told}
      </span>
      {told === "" ? <span className="slide-source">{source}</span> : null}
      {children}
      <button type="button" onClick={() => change({ open: "keys" })}>
        {lecture.keys}
      </button>
      <button type="button" className="slide-leave" aria-label={lecture.leave} onClick={leaveLecture}>
        {lecture.leave} <span aria-hidden="true">✕</span>
      </button>
    </>
  );
}

/** The line. */
export function Foot(): ReactNode {
  const { lecture } = useLaterWords();
  const beats = useLecture((state) => state.beats);
  const beat = useLecture((state) => state.beat);
  const source = useSource();
  return (
    <footer className="slide-foot">
      <ol className="slide-beats" aria-label={lecture.beats}>
        {beats.map((_, i) => (
          <li key={i} className={i + 1 === beat ? "on" : ""} aria-current={i + 1 === beat ? "step" : undefined}>
            <span>{i + 1}</span>
          </li>
        ))}
      </ol>
      <span>{beat === null ? lecture.outside(beats.length) : lecture.beatOf(beat, beats.length)}</span>
      <FootEnd source={source} />
    </footer>
  );
}
