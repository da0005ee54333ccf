/** What a composed lesson is given away as: a link, a frame for another page, a QR code, a hand-out and a file. */

import { type ReactNode, useState } from "react";
import { count } from "../../i18n/numberFormats.ts";
import type { ComposedLesson } from "../../lessons/composed/composedLesson.ts";
import { lessonFile } from "../../lessons/composed/lessonLink.ts";
import { CopiedText } from "../elements/CopiedText.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { saveFile } from "../elements/saveFile.ts";
import { QrCode } from "../lecture/QrCode.tsx";
import { framedAddress, frameText } from "../sharing/frameText.ts";
import { blockedCards, doneFromStart, missingIn } from "./draft.ts";
import { EASY_QR, type LessonAddress, LONGEST_QR } from "./lessonAddress.ts";

/** Height at which the frame is offered first, in pixels. */
const FRAME_HEIGHT = 900;

/** A lesson's cards name what is shown beside them. */
const NO_REGIONS = { answers: false, regions: [], controls: {} } as const;

/** What the lesson lacks before it can be given away, or what is wrong with it. */
function Unfinished({ draft, fault }: { readonly draft: ComposedLesson; readonly fault: string }): ReactNode {
  const { composer: words } = useLaterWords().lessons;
  const missing = missingIn(draft);
  if (missing.length === 0)
    return (
      <p role="status">
        {words.refused} <span lang="en">{fault}</span>
      </p>
    );
  return (
    <div role="status">
      <p>{words.incomplete}</p>
      <ul>
        {missing.map((one) => {
          const name = words.missing(one);
          return <li key={name}>{name}</li>;
        })}
      </ul>
    </div>
  );
}

/** The link, and what is made of it. */
function Given({ link, title }: { readonly link: string; readonly title: string }): ReactNode {
  const { lessons, lecture } = useLaterWords();
  const { composer: words } = lessons;
  const [height, setHeight] = useState(FRAME_HEIGHT);
  const language = new URL(link).searchParams.get("lang");
  const frame = frameText(framedAddress(link, NO_REGIONS, language), title, height);
  return (
    <>
      <p className="hint">{words.length(count(link.length))}</p>
      <CopiedText label={words.link} text={link} />
      <p>
        <a href={link} target="_blank" rel="noreferrer">
          {words.tryIt}
        </a>
      </p>
      {link.length <= LONGEST_QR ? <QrCode text={link} label={lecture.code} /> : null}
      {link.length <= EASY_QR ? null : <p className="hint">{link.length <= LONGEST_QR ? words.dense : words.noCode}</p>}
      <CopiedText label={words.frame} text={frame} />
      <NumberField label={words.height} value={height} min={300} max={4000} step={10} onChange={setHeight} />
      <p className="hint">{words.frameHint}</p>
    </>
  );
}

/** @param props.title the lesson's title in the language of the page */
export function Output(props: {
  readonly draft: ComposedLesson;
  readonly address: LessonAddress;
  readonly title: string;
}): ReactNode {
  const { draft, address, title } = props;
  const { composer: words } = useLaterWords().lessons;
  const blocked = blockedCards(draft);
  const fromStart = doneFromStart(draft);
  const save = () => saveFile("lesson.json", "application/json", lessonFile(draft));
  const isMade = address !== null && !("fault" in address);
  return (
    <fieldset className="composed-part">
      <legend>{words.output}</legend>
      <p className="hint">{words.outputHint}</p>
      {blocked.length > 0 ? <p role="status">{words.blocked(blocked)}</p> : null}
      {fromStart.length > 0 ? <p role="status">{words.fromStart(fromStart)}</p> : null}
      {address && "fault" in address ? <Unfinished draft={draft} fault={address.fault} /> : null}
      {address && "tooLong" in address ? <p role="status">{words.tooLong(count(address.tooLong))}</p> : null}
      {address && "link" in address ? <Given link={address.link} title={title} /> : null}
      {isMade ? (
        <p className="composed-buttons">
          <button type="button" onClick={() => print()}>
            {words.print}
          </button>
          <button type="button" onClick={save}>
            {words.save}
          </button>
        </p>
      ) : null}
    </fieldset>
  );
}
