/** The recordings of the lessons with other figures: what a recording made anew could show. */

import type { Recordings } from "../../lessons/recordings.ts";
import type { Evaluation } from "../../protocol/events.ts";
import { type Finding, judgedClaims } from "../../session/comparisons/claimFindings.ts";
import type { PapersRow } from "../../session/comparisons/jointFindings.ts";
import type { NetworkRun, Run } from "../../session/run/runFromEvents.ts";

/** Recordings that differ from those of the site. */
export type Alteration = (from: Recordings) => Recordings;

/** A preset's run, changed. */
export const withRun =
  (preset: string, change: (run: Run) => Run): Alteration =>
  (from) => ({ ...from, run: (id) => (id === preset ? change(from.run(id)) : from.run(id)) });

/** The networks of a preset's run, changed. */
const withNetworks = (preset: string, change: (network: NetworkRun) => NetworkRun): Alteration =>
  withRun(preset, (run) => ({ ...run, networks: run.networks.map(change) }));

/**
 * A preset's run with other last evaluations of an arm's students.
 * @param arm "teacher" for the teacher's
 */
export const withLast = (preset: string, arm: string, change: (evaluation: Evaluation) => Evaluation): Alteration =>
  withNetworks(preset, (network) => {
    if ((network.card.arm ?? "teacher") !== arm) return network;
    const { evaluations } = network;
    const last = evaluations.at(-1);
    if (!last) return network;
    return {
      ...network,
      evaluations: [...evaluations.slice(0, -1), { ...last, evaluation: change(last.evaluation) }],
    };
  });

/** A preset's run in which an arm's students make more errors. */
export const withErrors = (preset: string, arm: string, more: number): Alteration =>
  withLast(preset, arm, (evaluation) => ({ ...evaluation, errors: evaluation.errors + more }));

/** A preset's run in which an arm's students make more errors at every step. */
export const withErrorsAtStep = (preset: string, arm: string, more: number): Alteration =>
  withNetworks(preset, (network) => {
    if ((network.card.arm ?? "teacher") !== arm) return network;
    const evaluations = network.evaluations.map((one) => ({
      ...one,
      evaluation: { ...one.evaluation, errors: one.evaluation.errors + more },
    }));
    return { ...network, evaluations };
  });

/** A preset's run whose networks answer other logits at the test's end and on the gallery's images. */
export const withLogits = (preset: string, change: (logits: Float32Array) => Float32Array): Alteration =>
  withNetworks(preset, (network) => {
    const { gallery = [] } = network.probeLogits;
    return {
      ...network,
      ...(network.testLogits ? { testLogits: change(network.testLogits) } : {}),
      probeLogits: {
        ...network.probeLogits,
        gallery: gallery.map((one) => ({ ...one, logits: change(one.logits) })),
      },
    };
  });

/** A row of the papers' table on the digits in which a method's claims are not yet decided. */
function openRow(method: string): PapersRow {
  const measured = { pairs: 10, seeds: [2026, 2027] } as const;
  const open = { word: "inconclusive", mean: 0, low: -1, high: 1 } as const;
  const findings = judgedClaims(method).map(({ text, unit }) => ({ claim: text, unit, ...open, ...measured }));
  return { preset: method, method, dataset: "digits", ...measured, date: "2026-11-27", findings };
}

/** The papers' table with another finding about a method's claim on the digits; about all its claims without one. */
export const withFinding =
  (method: string, change: Partial<Finding>, claim?: string): Alteration =>
  (from) => {
    const isOwn = (row: PapersRow) => row.preset === method && row.dataset === "digits";
    const row = from.papers.find(isOwn) ?? openRow(method);
    const findings = row.findings.map((one) =>
      claim === undefined || one.claim === claim ? { ...one, ...change } : one,
    );
    return { ...from, papers: [...from.papers.filter((one) => !isOwn(one)), { ...row, findings }] };
  };

/** Hinton's section with more errors of some figures, by their ids; each seed a little more than the one before. */
export const withSection =
  (more: Readonly<Record<string, number>>): Alteration =>
  (from) => ({
    ...from,
    section: {
      ...from.section,
      figures: Object.fromEntries(
        Object.entries(from.section.figures).map(([id, readings]) => [
          id,
          readings.map((one, i) => ({ ...one, errors: one.errors + (more[id] ?? 0) * (1 + i / 10) })),
        ]),
      ),
    },
  });

/** Several alterations, one after another. */
export const all =
  (...alterations: readonly Alteration[]): Alteration =>
  (from) =>
    alterations.reduce((so, alter) => alter(so), from);
