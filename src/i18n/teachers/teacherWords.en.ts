/** Words of teachers from files and weights as files, in English. */

export const teacherWords = {
  given: (names: string) => `The teacher is given: ${names}. It is not trained.`,
  /** after the names of several */
  byAverage: { probabilities: " (their probabilities averaged)", logits: " (their logits averaged)" },
  notHere: "This browser does not have it: load its file below, or train a teacher instead.",
  trainInstead: "Train a teacher instead",
  keep: "Keep this run's teacher",
  keepHint: "The next runs then train no teacher, whatever the student is.",
  kept: (name: string) => `Kept: ${name}. The next run teaches with it.`,
  keptForNow: (name: string) => `${name} is kept for as long as the page is open: this browser stores nothing more.`,
  list: "Kept teachers",
  use: "Teach with the chosen",
  remove: (name: string) => `Remove ${name}`,
  removeShort: "Remove",
  average: "Average of several",
  averages: { probabilities: "their probabilities", logits: "their logits" } as Readonly<Record<string, string>>,
  load: "Load a teacher",
  loadHint: "A .safetensors file that says its layers, or model.json and the .bin files of a tfjs LayersModel.",
  testing: (name: string) => `${name} reads the test images…`,
  tested: (name: string, layers: string, errors: string, total: string, dataset: string) =>
    `${name} (${layers}) misreads ${errors} of ${total} test images (${dataset}).`,
  guesses:
    "That is hardly fewer than a guess. Its classes may be in another order, or its images not bright on dark with values 0 to 1.",
  takeTested: "Keep it and teach with it",
  refused: "This cannot be the teacher. Nothing was changed.",
  save: "Save weights",
  saveAs: { safetensors: "safetensors", layersModel: "tfjs LayersModel" },
  saved: (files: string, bytes: string) => `Saved as ${files}, ${bytes} bytes.`,
  notSaved: "These weights were not saved.",
  noWeights: "Weights can be saved once this run has been trained here; a recording has none.",
};
