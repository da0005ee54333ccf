/** What else can be made of a link that was copied: a lesson, and a frame for another page. */

import { type ReactNode, useState } from "react";
import { addressOf, COMPOSER } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { EmbedSheet } from "./EmbedSheet.tsx";

/** @param props.isLab whether the link shows the lab, which a lesson can begin with */
export default function SharedLink({ link, isLab }: { readonly link: string; readonly isLab: boolean }): ReactNode {
  const { embed: words } = useLaterWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {isLab ? <a href={addressOf({ kind: "lesson", lesson: COMPOSER, card: null })}>{words.asLesson}</a> : null}{" "}
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {words.embed}
      </button>
      {isOpen ? <EmbedSheet link={link} isLab={isLab} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
