/** What came out: one plain sentence with its numbers, over all pairs. */

import type { ReactNode } from "react";
import { mean as meanOf } from "../math/statistics.ts";
import type { NetworkRun } from "../session/runs.ts";
import { lastEvaluation, studentsOfArm, teacherOf, type Verdict, verdictOf } from "../session/selectors.ts";
import { Claims } from "./Claims.tsx";
import { count, usePlayground, useWords } from "./page.tsx";

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

/** Region "Result". */
export function Result(): ReactNode {
  const words = useWords();
  const run = usePlayground((state) => state.run);
  const verdict = run ? verdictOf(run) : null;
  const sentence = useSentence(verdict);
  const [taught, plain] = run ? [studentsOfArm(run, "taught"), studentsOfArm(run, "plain")] : [[], []];
  const teacher = run ? lastEvaluation(teacherOf(run)) : undefined;
  const teaches = !run || teacherOf(run) !== undefined;
  const shown = (value: number | null) => (value === null ? "–" : count(value));
  const judged = taught.filter((network) => network.evaluations.length > 0).length;
  return (
    <section className="result" aria-label={words.result}>
      <h2>{words.result}</h2>
      <div className="numbers">
        <p className="big student">
          {shown(meanErrors(taught))}
          <small>{teaches ? words.withTeacher : words.withMethod}</small>
        </p>
        <p className="big baseline">
          {shown(meanErrors(plain))}
          <small>{words.withoutTeacher}</small>
        </p>
      </div>
      <p className={`verdict ${verdict?.word ?? ""}`} role="status">
        {sentence}
      </p>
      {run ? <Claims run={run} /> : null}
      {run ? (
        <p className="hint">
          {judged > 0 ? `${words.meanOf(judged)}. ` : ""}
          {teacher ? `${words.teacherErrors(count(teacher.errors), count(teacher.total))} ` : ""}
          {teaches ? words.caveat : words.caveatAlone}{" "}
          {run.origin === "recorded"
            ? words.origin.recorded(run.date, run.backend.name, run.experiment.seed)
            : words.origin.live(run.backend.name, run.experiment.seed)}
        </p>
      ) : null}
    </section>
  );
}
