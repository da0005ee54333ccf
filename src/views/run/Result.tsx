/** The result over all pairs: mean errors of both arms and the verdict in one sentence. */

import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Arm, BASELINE, DISTILLED } from "../../domain/experiment.ts";
import { mean as meanOf } from "../../math/statistics.ts";
import type { NetworkRun, Run } from "../../session/run/runFromEvents.ts";
import { lastEvaluation, studentsOfArm, teacherOf, type Verdict, verdictOf } from "../../session/run/runSelectors.ts";
import { count } from "../elements/numberFormats.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useWords } from "../elements/translation.ts";
import { Claims } from "./Claims.tsx";

function meanErrors(networks: readonly NetworkRun[]): number | null {
  const errors = networks.flatMap((network) => lastEvaluation(network)?.errors ?? []);
  return errors.length > 0 ? meanOf(errors) : null;
}

function useSentence(verdict: Verdict | null): string {
  const words = useWords();
  if (!verdict) return words.noResult;
  const { mean, word, pairs } = verdict;
  const isWorse = mean < 0;
  const n = count(Math.abs(mean));
  if (word === "one-pair") return words.verdict[isWorse ? "one-pair-worse" : word](n);
  const [low, high] = isWorse ? [-verdict.high, -verdict.low] : [verdict.low, verdict.high];
  return words.verdict[word === "cannot-tell" && isWorse ? "worse" : word](n, count(low), count(high), pairs);
}

const studentsOf = (run: Run | null, arm: Arm) => (run ? studentsOfArm(run, arm) : []);

/** Region "Result": drawn again only when one of its numbers has changed. */
export function Result(): ReactNode {
  const words = useWords();
  const verdict = usePlayground(useShallow(({ run }) => (run ? verdictOf(run) : null)));
  const distilledErrors = usePlayground(({ run }) => meanErrors(studentsOf(run, DISTILLED)));
  const baselineErrors = usePlayground(({ run }) => meanErrors(studentsOf(run, BASELINE)));
  const teacher = usePlayground(({ run }) => (run ? lastEvaluation(teacherOf(run)) : undefined));
  const evaluatedPairs = usePlayground(
    ({ run }) => studentsOf(run, DISTILLED).filter((network) => network.evaluations.length > 0).length,
  );
  const origin = usePlayground(({ run }) => run?.origin);
  const [date, backend, seed] = [
    usePlayground(({ run }) => run?.date) ?? "",
    usePlayground(({ run }) => run?.backend.name) ?? "",
    usePlayground(({ run }) => run?.experiment.seed) ?? 0,
  ];
  const sentence = useSentence(verdict);
  const hasTeacher = usePlayground(({ run }) => !run || teacherOf(run) !== undefined);
  const format = (value: number | null) => (value === null ? "–" : count(value));
  return (
    <section className="result" aria-label={words.result}>
      <h2>{words.result}</h2>
      <div className="numbers">
        <p className="big student">
          {format(distilledErrors)}
          <small>{hasTeacher ? words.withTeacher : words.withMethod}</small>
        </p>
        <p className="big baseline">
          {format(baselineErrors)}
          <small>{hasTeacher ? words.withoutTeacher : words.withoutMethod}</small>
        </p>
      </div>
      <p className={`verdict ${verdict?.word ?? ""}`} role="status">
        {sentence}
      </p>
      <Claims />
      {origin ? (
        <p className="hint">
          {evaluatedPairs > 0 ? `${words.meanOf(evaluatedPairs)} ` : ""}
          {teacher ? `${words.teacherErrors(count(teacher.errors), count(teacher.total))} ` : ""}
          {hasTeacher ? words.caveat : words.caveatAlone}{" "}
          {origin === "recorded" ? words.origin.recorded(date, backend, seed) : words.origin.live(backend, seed)}
        </p>
      ) : null}
    </section>
  );
}
