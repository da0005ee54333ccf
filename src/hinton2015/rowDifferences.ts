/** What differs from the paper in each row of the section's table, or what a control is for: one line each. */

/** By the id of the row. */
export const rowDifferences: Readonly<Record<string, string>> = {
  teacher:
    "50 passes with Adam and a cosine schedule, dropout of 0.1 and 0.4; the paper tells neither schedule nor length.",
  plain: "30 passes with Adam and a cosine schedule; the paper tells neither.",
  soft: "Another teacher, and 30 passes; soft targets alone.",
  "no-3s": "12 passes; another teacher.",
  "no-3s-best": "The best of steps of 0.1, as the paper chose +3.5.",
  "no-3s-share": "Ours: the bias at which a tenth of the answers' probability falls on 3.",
  "only-7s-8s": "Forty passes over the 7s and 8s; another teacher.",
  "only-7s-8s-best": "The other eight are raised, which is the same as lowering 7 and 8 by the paper's 7.6.",
  "only-7s-8s-share":
    "Ours: the bias at which the answers' probability falls on the eight as often as they should come.",
  "control-soft": "What the controls below are held against: the same first weights, batches and steps.",
  "control-plain": "The same without a teacher.",
  "label-smoothing": "Is it more than smoother targets?",
  shuffled: "Does it matter which wrong class gets how much?",
  doubled: "Is it only a larger loss?",
  "jitter-plain": "Can the student have from shifted images what the teacher has?",
  "jitter-soft": "And both together?",
  "few-plain": "So few images: what labels alone can say of them.",
  "few-soft": "The teacher has seen all images.",
};
