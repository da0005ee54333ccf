/** The dialog that shows what was understood of a visitor's files, before they are taken. */

import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { OwnFile } from "../../data/files/formats/readBytes.ts";
import type { PreparedDescription } from "../../data/files/reading/readingMessages.ts";
import { errorText } from "../../domain/errorText.ts";
import type { Experiment } from "../../domain/experiment.ts";
import { areFilesOf } from "../../domain/namedDatasets.ts";
import { experimentOnFiles } from "../../methods/registry/fittedToData.ts";
import { Checkbox } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { Overlay } from "../elements/Overlay.tsx";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { ClassNames } from "./ClassNames.tsx";
import { ExperimentChanges } from "./ExperimentChanges.tsx";
import { FilePickers } from "./FilePickers.tsx";
import { FileRoles } from "./FileRoles.tsx";
import { FirstImages } from "./FirstImages.tsx";
import { ImageChoices } from "./ImageChoices.tsx";
import { offerFiles, useOfferedFiles } from "./offeredFiles.ts";
import { checksumBegin } from "./ownDataTexts.ts";
import { type Reading, useReading } from "./readingClient.ts";
import "./ownData.css";

type Offered = readonly (OwnFile | File)[];

const close = () => useOfferedFiles.setState({ files: null, before: [] });

/** How many images are offered where files are too large to be read whole. */
const FIRST_OF_LARGE = 10_000;

/** How far reading is. */
function Progress({ progress, of }: { readonly progress: Reading["progress"]; readonly of: number }): ReactNode {
  const { ownData: words } = useLaterWords();
  return (
    <p role="status" className="reading">
      {progress ? words.reading(progress.files, of, progress.path) : words.preparing}{" "}
      {progress && progress.pictures > 0 ? words.pictures(progress.pictures) : null}
    </p>
  );
}

/** Why the files cannot be used, with a remedy where it is one that the page has. */
function Refusal(props: { readonly refused: Reading["refused"]; readonly onFirst: () => void }): ReactNode {
  const { ownData: words } = useLaterWords();
  const { refused, onFirst } = props;
  if (!refused) return null;
  return (
    <div role="alert" className="refusal">
      <p>
        <strong>{refused.fault === "stopped" ? words.stopped : words.refused}</strong>{" "}
        <span lang="en">{refused.detail}</span> {words.stays}
      </p>
      {refused.fault === "too-large" ? (
        <button type="button" onClick={onFirst}>
          {words.firstOnly(FIRST_OF_LARGE)}
        </button>
      ) : null}
    </div>
  );
}

/** Counts, what stands in the way, and what was made of the files. */
function Understood({ described }: { readonly described: PreparedDescription }): ReactNode {
  const { ownData: words } = useLaterWords();
  const wanted = usePlayground((state) => state.experiment.data.files?.checksum);
  const { description } = described;
  const { sha256, heldOut, problems, notes } = description;
  const counted = { ...description, classes: description.classes.length };
  return (
    <>
      <p className="counted">
        <strong>{words.counted(counted)}</strong> {heldOut > 0 ? words.heldOut(heldOut) : null}{" "}
        {sha256 ? words.checksum(checksumBegin(sha256)) : null}
      </p>
      {wanted ? <p className="recognised">{wanted === sha256 ? words.wanted : words.others}</p> : null}
      {problems.length > 0 ? (
        <div className="problems">
          <h3>{words.problems}</h3>
          <ul>
            {problems.slice(0, 8).map((problem) => (
              <li key={words.problem(problem)}>{words.problem(problem)}</li>
            ))}
            {problems.length > 8 ? <li>{words.moreFiles(problems.length - 8)}</li> : null}
          </ul>
        </div>
      ) : null}
      {notes.length > 0 ? (
        <>
          <h3>{words.notes}</h3>
          <ul>
            {[...new Set(notes.map((note) => words.note(note)))].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** The experiment on the images, or why there is none. */
function takenExperiment(experiment: Experiment, { files }: PreparedDescription): Experiment | string | null {
  if (!files) return null;
  try {
    return experimentOnFiles(experiment, files);
  } catch (error) {
    return errorText(error);
  }
}

/** Files with their paths; those that were chosen with a folder have theirs in them. */
function withPaths(files: Offered): readonly OwnFile[] {
  return files.map((file) => ("path" in file ? file : { path: file.webkitRelativePath || file.name, blob: file }));
}

/** The button that reads files together with those that were dropped before them: images first, and then their labels. */
function Together({ files }: { readonly files: readonly OwnFile[] }): ReactNode {
  const { ownData: words } = useLaterWords();
  const offered = useOfferedFiles(({ before }) => before);
  const before = useMemo(() => withPaths(offered), [offered]);
  if (before.length === 0) return null;
  // A file that was dropped again takes the place of the one before.
  const others = before.filter(({ path }) => files.every((file) => file.path !== path));
  return (
    <p className="row">
      <button type="button" onClick={() => useOfferedFiles.setState({ files: [...others, ...files], before: [] })}>
        {words.together(before.map(({ path }) => path))}
      </button>
    </p>
  );
}

function Sheet({ offered }: { readonly offered: Offered }): ReactNode {
  const files = useMemo(() => withPaths(offered), [offered]);
  const { ownData: words } = useLaterWords();
  const experiment = usePlayground((state) => state.experiment);
  const waiting = usePlayground((state) => state.awaitsFiles);
  const ownFiles = usePlayground((state) => state.ownFiles);
  const hasKept = usePlayground((state) => state.keptFiles !== null);
  const { described, asked, isBusy, progress, refused, understood, prepare, take } = useReading(
    files,
    (waiting?.experiment ?? experiment).data.files ?? null,
  );
  const [keeps, setKeeps] = useState(hasKept);
  const taken = described && takenExperiment(experiment, described);
  // A lesson's experiment is its own: only the images that it was made with may be loaded for it.
  const isOfLesson = usePage(({ mask }) => mask !== null);
  const isAsked = experiment.data.dataset === "files" && areFilesOf(described?.files ?? null, experiment);
  const isAllowed = isAsked || !isOfLesson;
  const isReady = isAllowed && taken !== null && typeof taken === "object" && !isBusy && refused === null;
  const use = () => {
    if (!isReady) return;
    // Where the images cannot be had, that has been said by the reading.
    Promise.all([take(), ownFiles()]).then(
      ([idx, { choose }]) => {
        close();
        choose(idx, taken, keeps);
      },
      () => {},
    );
  };
  return (
    <div className="own-data" aria-busy={isBusy}>
      {isBusy ? <Progress progress={progress} of={files.length} /> : null}
      <Refusal refused={refused} onFirst={() => prepare({ prepared: { ...asked.prepared, first: FIRST_OF_LARGE } })} />
      {isBusy && !described ? (
        <button type="button" onClick={close}>
          {words.stop}
        </button>
      ) : null}
      {described ? (
        <>
          <Understood described={described} />
          <FirstImages description={described.description} />
          <ImageChoices {...{ described }} prepared={asked.prepared} onChange={(prepared) => prepare({ prepared })} />
          <ClassNames
            classes={described.description.classes}
            asked={asked.names}
            onNames={(names) => prepare({ names })}
          />
          <FileRoles description={described.description} />
          {typeof taken === "string" ? (
            <p className="refusal" lang="en" role="alert">
              {taken}
            </p>
          ) : null}
          {taken && typeof taken === "object" ? <ExperimentChanges from={experiment} to={taken} /> : null}
          {isAllowed ? null : <p className="refusal">{words.ofLesson}</p>}
          <Checkbox label={words.keep} checked={keeps} onChange={setKeeps} />
          <p className="hint">{words.keepHelp}</p>
          <p className="row">
            <button type="button" className="primary" disabled={!isReady} onClick={use}>
              {words.use}
            </button>
          </p>
        </>
      ) : null}
      {isBusy ? null : <Together files={files} />}
      {refused && !described ? <FilePickers /> : null}
      {refused && !described && understood ? (
        <p className="row">
          <button type="button" onClick={() => offerFiles(understood)}>
            {words.back}
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** The choice of files, before there are any; images that the browser keeps are one of them. */
function Choice(): ReactNode {
  const { ownData: words } = useLaterWords();
  const kept = usePlayground((state) =>
    state.keptFiles?.checksum === state.filesAre?.checksum ? state.filesAre : null,
  );
  const ownFiles = usePlayground((state) => state.ownFiles);
  const edit = usePlayground((state) => state.edit);
  useEffect(() => {
    void ownFiles().then(({ loadKept }) => loadKept());
  }, [ownFiles]);
  return (
    <div className="own-data">
      <p>{words.whatIsRead}</p>
      <FilePickers />
      {kept ? (
        <p className="row">
          <button
            type="button"
            onClick={() => {
              close();
              edit((experiment) => experimentOnFiles(experiment, kept));
            }}
          >
            {words.takeKept(kept.name ?? words.unnamed)}
          </button>
        </p>
      ) : null}
    </div>
  );
}

/** @param files that were chosen or dropped; none where they are still to be chosen */
export default function OwnDataSheet({ files }: { readonly files: Offered }): ReactNode {
  const { close: closing } = useWords();
  const { ownData: words } = useLaterWords();
  return (
    <Overlay title={words.title} open onClose={close} closing={files.length > 0 ? words.cancel : closing}>
      {files.length > 0 ? <Sheet offered={files} /> : <Choice />}
    </Overlay>
  );
}
