/** The result over all pairs: mean errors of both students and the verdict in one sentence, and what they are of. */

import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { type SectionResult, useSectionResult } from "../../hinton2015/views/sectionComparison.ts";
import type { Messages } from "../../i18n/en.ts";
import type { Playground } from "../../session/playgroundState.ts";
import {
  lastEvaluation,
  pairedErrors,
  studentsOfArm,
  teacherOf,
  type Verdict,
  verdictOf,
} from "../../session/run/runSelectors.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { useNames } from "../elements/networkNames.ts";
import { count, signed } from "../elements/numberFormats.ts";
import { useShownExperiment } from "../elements/shownExperiment.ts";
import { useShownRun } from "../elements/shownRun.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { useStaleClass } from "../statements/staleness.tsx";
import { Claims, tableFinding } from "./Claims.tsx";

// The first view is complete without it.
const pairStatement = loadedCode(() => import("../statements/PairStatement.tsx"));

/** What is said while no pair has finished. */
function withoutPairs({ run, phase }: Playground, words: Messages): string {
  const { progress } = words;
  if (phase === "loading") return words.going.preparing;
  if (!run) return words.waiting;
  if (phase === "idle" || run.status !== "training") return progress.noneFinished;
  const teacher = teacherOf(run);
  return teacher && !teacher.finished ? progress.teacherFirst : progress.firstPair(run.experiment.pairs);
}

/** The verdict in a sentence: its word only where all pairs of the run have finished. */
function verdictSentence(verdict: Verdict, words: Messages): string {
  const { mean, word, pairs, of } = verdict;
  const isWorse = mean < 0;
  const n = count(Math.abs(mean));
  const [low, high] = isWorse ? [-verdict.high, -verdict.low] : [verdict.low, verdict.high];
  if (word === "unfinished") {
    const errors = (isWorse ? words.progress.more : words.progress.fewer)(n, pairs, of);
    return pairs < 2 ? errors : `${errors} ${words.progress.interval(count(low), count(high))}`;
  }
  if (word === "one-pair") return words.verdict[isWorse ? "one-pair-worse" : word](n);
  return words.verdict[word === "cannot-tell" && isWorse ? "worse" : word](n, count(low), count(high), pairs);
}

/** Which pairs the numbers are of, and which students have a bias. */
function usePairsSentence(section: SectionResult | null): string {
  const words = useWords();
  const names = useNames(useShownExperiment());
  const pairs = useShownRun(({ run }) => (run ? pairedErrors(run)?.pairs : undefined)) ?? 0;
  const of = useShownRun(({ run }) => run?.experiment.pairs ?? 0);
  const bias = useShownRun(({ run }) => run?.bias);
  const biased = useShownRun(({ run }) =>
    run?.bias ? studentsOfArm(run, run.bias.arm).filter(({ card }) => run.bias?.networks.has(card.id)).length : 0,
  );
  if (section) return words.meanOf.seeds(words.punctuation.list(section.seeds.map(String)));
  if (pairs === 0) return "";
  if (!bias) return words.meanOf.pairs(pairs, of);
  const missing = of - biased;
  return [
    words.meanOf.pairs(pairs, of),
    words.meanOf.biased(signed(bias.value), names.arm(bias.arm)),
    ...(missing > 0 ? [words.meanOf.lacksBias(missing)] : []),
  ].join(words.punctuation.space);
}

/** What the result is of: pairs, teacher, and where and when it was trained. */
function Origin({ section }: { readonly section: SectionResult | null }): ReactNode {
  const words = useWords();
  const own = usePlayground(({ run }) => {
    const teacher = run ? teacherOf(run) : undefined;
    return teacher?.finished ? lastEvaluation(teacher) : undefined;
  });
  const run = usePlayground(
    useShallow((state) => {
      const { origin, date, backend, experiment } = state.run ?? {};
      return { origin, date, backend: backend?.name, experiment };
    }),
  );
  const pairs = usePairsSentence(section);
  if (!run.origin || !run.experiment) return null;
  const teacher = section?.teacher ?? own?.errors;
  const { seed, data } = run.experiment;
  const dataset = words.onData[data.dataset] ?? data.dataset;
  const all = run.experiment.pairs;
  return (
    <p className="hint">
      {[
        ...(pairs === "" ? [] : [pairs]),
        ...(teacher === undefined || !own
          ? []
          : [(section ? words.teachersErrors : words.teacherErrors)(count(teacher), count(own.total))]),
        run.origin === "recorded"
          ? words.origin.recorded(run.date ?? "", run.backend ?? "", seed, all, dataset)
          : words.origin.live(run.backend ?? "", seed, all, dataset),
        ...(section ? [words.meanOf.shownSeed(seed)] : all > 1 ? [words.meanOf.shownPair] : []),
      ].join(words.punctuation.space)}
    </p>
  );
}

/** Region "Result": drawn again only when one of its numbers has changed. */
export function Result(): ReactNode {
  const words = useWords();
  const section = useSectionResult();
  const ownVerdict = useShownRun(useShallow(({ run }) => (run ? verdictOf(run) : null)));
  const ownErrors = useShownRun(useShallow(({ run }) => (run ? pairedErrors(run) : null)));
  const waiting = usePlayground((state) => withoutPairs(state, words));
  const hasTeacher = usePlayground(({ run }) => !run || teacherOf(run) !== undefined);
  const isFetched = section !== "fetching";
  const known = isFetched ? section : null;
  const errors = isFetched ? (known ?? ownErrors) : null;
  const verdict = isFetched ? (known?.verdict ?? ownVerdict) : null;
  const sentence = verdict ? verdictSentence(verdict, words) : isFetched ? waiting : words.progress.otherSeeds;
  const format = (value: number | undefined) => (value === undefined ? "–" : count(value));
  return (
    <section className={`result${useStaleClass()}`} aria-label={words.result}>
      <h2>{words.result}</h2>
      <div className="numbers">
        <p className="big student">
          {format(errors?.distilled)}
          <small>{hasTeacher ? words.withTeacher : words.withMethod}</small>
        </p>
        <p className="big baseline">
          {format(errors?.baseline)}
          <small>{hasTeacher ? words.withoutTeacher : words.withoutMethod}</small>
        </p>
      </div>
      <p className={`verdict ${verdict?.word ?? ""}`} role="status">
        {sentence}
      </p>
      <LoadedPart code={tableFinding} props={{ verdict: ownVerdict }} isAddition />
      <Claims />
      <Origin section={known} />
      <LoadedPart code={pairStatement} props={{}} />
    </section>
  );
}
