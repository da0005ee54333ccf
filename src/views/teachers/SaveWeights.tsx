/** Buttons that save a trained network's weights in both formats, and say the size of what was saved. */

import { type ReactNode, useState } from "react";
import { errorText } from "../../domain/errorText.ts";
import { count } from "../../i18n/numberFormats.ts";
import { jobOf } from "../../protocol/events.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { saveFile } from "../elements/saveFile.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";

/** What was saved last, or why it was not. */
type Outcome = { readonly files: readonly string[]; readonly bytes: number } | { readonly reason: string };

const sizeOf = (content: string | Uint8Array) =>
  typeof content === "string" ? new TextEncoder().encode(content).length : content.byteLength;

/** The buttons for the teacher, or for the shown student of the first pair; where the run has no weights, why. */
export function SaveWeights({ role }: { readonly role: "teacher" | "student" }): ReactNode {
  const { teachers: text } = useLaterWords();
  const store = usePlaygroundStore();
  const shownArm = usePlayground((state) => state.shownArm);
  const job = role === "teacher" ? "teacher" : jobOf(shownArm, 0);
  const hasWeights = usePlayground(({ run }) => run?.checkpoints[job] !== undefined);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const save = async (format: "safetensors" | "layersModel") => {
    const { run } = store.getState();
    if (!run) return;
    const { weightsFiles } = await import("./teacherNetworks.ts");
    const files = await weightsFiles(run, job, format);
    for (const { name, type, content } of files) saveFile(name, type, content);
    setOutcome({
      files: files.map(({ name }) => name),
      bytes: files.reduce((sum, one) => sum + sizeOf(one.content), 0),
    });
  };
  if (!hasWeights) return <p className="hint">{text.noWeights}</p>;
  return (
    <div role="group" className="row" aria-label={`${text.save}: ${role}`}>
      {text.save}
      {(["safetensors", "layersModel"] as const).map((format) => (
        <button
          key={format}
          type="button"
          onClick={() => {
            save(format).catch((error: unknown) => setOutcome({ reason: errorText(error) }));
          }}
        >
          {text.saveAs[format]}
        </button>
      ))}
      <span role="status">
        {outcome && "bytes" in outcome ? text.saved(outcome.files.join(", "), count(outcome.bytes)) : null}
        {outcome && "reason" in outcome ? (
          <>
            {text.notSaved} <span lang="en">{outcome.reason}</span>
          </>
        ) : null}
      </span>
    </div>
  );
}
