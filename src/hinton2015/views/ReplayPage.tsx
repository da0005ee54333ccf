/** The page of Hinton's section: the paper's figures beside ours, the sweep of temperatures, and paired differences. */

import { type ReactNode, useEffect, useRef } from "react";
import { count } from "../../i18n/numberFormats.ts";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { SegmentedChoice } from "../../views/elements/formControls.tsx";
import { useLaterWords } from "../../views/elements/laterWords.ts";
import { useHintonSectionStore, usePlayground } from "../../views/elements/storeContexts.ts";
import { untranslated, useTranslate, useWords } from "../../views/elements/translation.ts";
import { figuresOfSeed, readOrder, seedsOf } from "../replay/sectionOrder.ts";
import type { SectionSummary } from "../replay/sectionSummary.ts";
import { Differences } from "./Differences.tsx";
import { FiguresTable } from "./FiguresTable.tsx";
import { TemperatureMap } from "./TemperatureMap.tsx";
import "../../styles/hinton2015.css";

const ALL = "all";
const { paper } = methodById("hinton");
/** So many exchanged pairs are named. */
const NAMED = 3;

/** What the figures say about the paper's order. */
function useOrderSentence(summary: SectionSummary, seed: number | null): string {
  const { replay } = useLaterWords();
  const { punctuation } = useWords();
  const { order: words } = replay;
  const translate = useTranslate();
  const seeds = seedsOf(summary);
  const { figures, exchanged, untold } = readOrder(figuresOfSeed(summary.figures, seed));
  const counted = seed === null ? seeds.length : 1;
  const named = exchanged
    .slice(0, NAMED)
    .map(([one, other]) => words.pair(translate(one.title), translate(other.title)));
  if (exchanged.length > 0)
    return `${words.exchanged(figures, counted, named.join(punctuation.semicolon))}${exchanged.length > NAMED ? " …" : ""}${counted > 1 ? words.untold(untold, exchanged.length) : ""}${words.end}`;
  const singly = seeds.filter((one) => readOrder(figuresOfSeed(summary.figures, one)).exchanged.length === 0).length;
  return `${words.found(figures, counted)}${counted > 1 ? words.singly(singly, counted) : ""}${words.end}`;
}

function Lead(props: {
  readonly summary: SectionSummary;
  readonly seed: number | null;
  readonly dataset: "mnist" | "digits";
}): ReactNode {
  const { replay: words } = useLaterWords();
  const { punctuation } = useWords();
  const order = useOrderSentence(props.summary, props.seed);
  return (
    <p className="lead">{[words.every(words.onImages[props.dataset]), order, words.open].join(punctuation.space)}</p>
  );
}

function Keys({ isOneSeed, isMnist }: { readonly isOneSeed: boolean; readonly isMnist: boolean }): ReactNode {
  const { keys: words } = useLaterWords().replay;
  return (
    <p className="replay-keys">
      {isMnist ? (
        <span>
          <svg {...untranslated} width={16} height={16} aria-hidden="true">
            <path className="paper" d="M8 1l7 7l-7 7l-7 -7z" />
          </svg>
          {words.paper}
        </span>
      ) : null}
      <span>
        <svg {...untranslated} width={34} height={16} aria-hidden="true">
          {isOneSeed ? null : <line className="interval" x1={1} x2={33} y1={8} y2={8} />}
          <circle className="ours" cx={17} cy={8} r={5.5} />
        </svg>
        {isOneSeed ? words.oneSeed : words.ours}
      </span>
      {isOneSeed ? null : (
        <span>
          <svg {...untranslated} width={12} height={16} aria-hidden="true">
            <circle className="seed" cx={6} cy={8} r={3.6} />
          </svg>
          {words.seed}
        </span>
      )}
    </p>
  );
}

/** What is said about the images of MNIST, which are not part of this site, and the choice of their files. */
function ImagesOfRuns({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const { imagesOfRuns: words } = useLaterWords().replay;
  const hasFiles = usePlayground((state) => state.files !== null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="images-of-runs">
      <p>
        <strong>{words.title}</strong> <span>{hasFiles ? words.loaded : words.missing}</span>
      </p>
      {hasFiles ? null : (
        <button type="button" onClick={() => input.current?.click()}>
          {words.load}
        </button>
      )}
      <input
        ref={input}
        hidden
        type="file"
        multiple
        accept=".gz,.idx,application/gzip,application/octet-stream"
        aria-label={words.load}
        onChange={(event) => onFiles([...(event.target.files ?? [])])}
      />
    </div>
  );
}

/** @param onFiles takes the files of a data set that the visitor has chosen */
export default function ReplayPage({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }): ReactNode {
  const { replay: words } = useLaterWords();
  const { datasets, punctuation } = useWords();
  const { dataset, seed, summaries, chooseDataset, chooseSeed, load } = useHintonSectionStore((section) => section);
  const idle = usePlayground((state) => state.phase === "idle");
  useEffect(() => {
    load(dataset).catch(() => {});
  }, [load, dataset]);
  const summary = summaries[dataset];
  const seeds = summary ? seedsOf(summary) : [];
  const isMnist = dataset === "mnist";
  const figures = summary && figuresOfSeed(summary.figures, seed);
  return (
    <main className="replay-page">
      <h2>{words.title}</h2>
      <p className="hint">
        <a href={paper.url} target="_blank" rel="noreferrer">
          {words.citation(paper.title, paper.authors, paper.year)}
        </a>
        {punctuation.stop}
        {punctuation.space}
        {words.terms}
      </p>
      {summary ? <Lead {...{ summary, seed, dataset }} /> : <p className="lead" />}
      {idle ? null : <p className="hint">{words.whileTraining}</p>}
      <div className="replay-choices">
        <SegmentedChoice
          label={words.images}
          value={dataset}
          options={(["mnist", "digits"] as const).map((value) => ({ value, label: datasets[value] ?? value }))}
          onChange={(value) => {
            chooseSeed(null);
            chooseDataset(value);
          }}
        />
        <SegmentedChoice
          label={words.seeds}
          value={seed === null ? ALL : `${seed}`}
          options={[
            { value: ALL, label: words.allSeeds },
            ...seeds.map((value) => ({ value: `${value}`, label: words.seedNumber(value) })),
          ]}
          onChange={(value) => chooseSeed(value === ALL ? null : Number(value))}
        />
        <Keys isOneSeed={seed !== null} isMnist={isMnist} />
      </div>
      {summary && figures ? (
        <div className="replay-parts">
          <div>
            <FiguresTable {...{ figures, isMnist }} total={summary.total} />
            {isMnist ? <ImagesOfRuns onFiles={onFiles} /> : null}
          </div>
          <div className="replay-two">
            <TemperatureMap figures={figures} total={summary.total} />
            <Differences figures={figures} total={summary.total} />
          </div>
          <p className="hint">
            {words.made(
              summary.version,
              summary.backend,
              summary.runs.at(-1)?.date ?? "",
              count(summary.runs.reduce((sum, run) => sum + run.seconds, 0) / 3600),
            )}
          </p>
        </div>
      ) : (
        <p role="status">{summary === null ? words.missing : words.loading}</p>
      )}
    </main>
  );
}
