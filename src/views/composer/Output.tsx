/** What a composed lesson is given away as: a link, a frame for another page, a QR code, a hand-out and a file. */

import { type ReactNode, useEffect, useId, useState } from "react";
import { errorText } from "../../domain/errorText.ts";
import { count } from "../../i18n/numberFormats.ts";
import { type ComposedLesson, checkComposed } from "../../lessons/composed/composedLesson.ts";
import { fitsAddress, lessonFile, packedLesson } from "../../lessons/composed/lessonLink.ts";
import { addressOf } from "../../places/place.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { NumberField } from "../elements/NumberField.tsx";
import { saveFile } from "../elements/saveFile.ts";
import { useWords } from "../elements/translation.ts";
import { QrCode } from "../lecture/QrCode.tsx";

/** Height at which the frame is offered first, in pixels. */
const FRAME_HEIGHT = 900;
/** The longest address that a camera still reads as a QR code with the least correction, in characters. */
const LONGEST_QR = 2953;

/** What the lesson is packed into: its address, or why it has none. */
type Packed = { readonly address: string } | { readonly fault: string } | null;

function usePacked(draft: ComposedLesson): Packed {
  const [packed, setPacked] = useState<Packed>(null);
  useEffect(() => {
    let isCurrent = true;
    const pack = async (): Promise<Packed> => {
      try {
        checkComposed({ ...draft });
        return { address: addressOf({ kind: "lesson-link", packed: await packedLesson(draft), card: null }) };
      } catch (error) {
        return { fault: errorText(error) };
      }
    };
    pack().then((made) => isCurrent && setPacked(made));
    return () => {
      isCurrent = false;
    };
  }, [draft]);
  return packed;
}

/** A text that is copied with a button beside it. */
function Copied({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const id = useId();
  const { copied, copyByHand } = useWords();
  const { composer: words } = useLaterWords().lessons;
  const [message, setMessage] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setMessage(copied),
      () => setMessage(copyByHand),
    );
  return (
    <>
      <div className="composed-copy">
        <label htmlFor={id}>{label}</label>
        <textarea id={id} readOnly value={text} />
      </div>
      <p>
        <button type="button" onClick={copy}>
          {words.copy(label)}
        </button>{" "}
        <span role="status">{message}</span>
      </p>
    </>
  );
}

/** A text as the value of an attribute. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** @param props.title the lesson's title in the language of the page */
export function Output({ draft, title }: { readonly draft: ComposedLesson; readonly title: string }): ReactNode {
  const { lessons, lecture } = useLaterWords();
  const { composer: words } = lessons;
  const packed = usePacked(draft);
  const [height, setHeight] = useState(FRAME_HEIGHT);
  if (packed === null) return null;
  if ("fault" in packed)
    return (
      <p role="status">
        {words.incomplete} <span lang="en">({packed.fault})</span>
      </p>
    );
  const link = new URL(packed.address, location.href).href;
  const save = () => saveFile("lesson.json", "application/json", lessonFile(draft));
  const file = (
    <button type="button" onClick={save}>
      {words.save}
    </button>
  );
  if (!fitsAddress(packed.address))
    return (
      <>
        <p role="status">{words.tooLong(count(packed.address.length))}</p>
        {file}
      </>
    );
  const frame = `<iframe src="${escaped(link)}" title="${escaped(title)}" width="100%" height="${height}"></iframe>`;
  return (
    <>
      <p>{words.length(count(link.length))}</p>
      <Copied label={words.link} text={link} />
      <NumberField label={words.height} value={height} min={300} max={4000} step={10} onChange={setHeight} />
      <Copied label={words.frame} text={frame} />
      {link.length <= LONGEST_QR ? <QrCode text={link} label={lecture.code} /> : <p>{words.noCode}</p>}
      <p className="composed-buttons">
        {file}
        <button type="button" onClick={() => print()}>
          {words.print}
        </button>
      </p>
    </>
  );
}
