/** docs/replay.md: the table of Hinton's section from the recorded runs' summaries. */

import type { SectionSummary } from "../../src/hinton2015/replay/sectionSummary.ts";
import { figuresTable, pairsTable, sweepTable } from "../lab/hintonSectionTables.ts";

const hours = (seconds: number) => (seconds / 3600).toFixed(1);

function section({ dataset, runs, figures, total, backend, device, version }: SectionSummary): string {
  const isMnist = dataset === "mnist";
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const dates = [...new Set(runs.map(({ date }) => date))].sort();
  const spent = runs.reduce((sum, { seconds }) => sum + seconds, 0);
  const bySeed = seeds.map((seed) => {
    const own = runs.filter((run) => run.seed === seed).reduce((sum, { seconds }) => sum + seconds, 0);
    return `${hours(own)} h for seed ${seed}`;
  });
  return `## ${isMnist ? "MNIST" : "Built-in digits"}

Errors out of ${total.toLocaleString("en-US")} test images at the last step; no epoch was chosen by them. ${runs.length} runs, seeds ${seeds.join(", ")};
${backend} (${device}), one core a run, version ${version}, ${dates.join(" and ")}. ${hours(spent)} hours by the clock in all
(${bySeed.join(", ")}), two runs at once on two cores beside other work.

${figuresTable(figures, isMnist)}

Paired differences over seeds: errors saved, with 95 % intervals; inconclusive where the interval holds 0.

${pairsTable(figures)}

Soft targets alone, by temperature and width, beside the baseline student on labels:

${sweepTable(figures)}
`;
}

/** The whole document. */
export function replayDocument(summaries: readonly SectionSummary[]): string {
  return `# Hinton's MNIST section, replayed

Section 3 of Hinton, Vinyals and Dean (2015), "Distilling the Knowledge in a Neural Network", from this engine. Every run is
made from its seed: first weights, order, shifts and dropout. Each seed has its own teacher, and all students of a seed
have the same. Intervals are 95 % over seeds by Student's t.

\`\`\`
npm run record                                       # all of this document, resumable at any moment
npm run record -- --check mnist/hinton-2015-30.1     # makes one recorded run anew and compares every number
npm run lab -- hinton-2015 --data DIR --seed N       # the whole section for another seed
\`\`\`

The teacher is 784-1200-1200-10 with dropout, a limit of 4 on the length of each unit's weights, and every image shifted
anew at every step by up to 2 pixels. All networks are trained with Adam at a rate of 0.001 that falls to 0 by half a cosine,
in batches of 128. Biases are chosen both ways: on the test set, as the paper did (the best of steps of 0.1), and without
labels (the bias at which the dropped classes have the share of the predicted probability that they have among the classes).

${summaries.map(section).join("\n")}`;
}
