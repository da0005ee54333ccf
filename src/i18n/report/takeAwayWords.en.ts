/** Words of the dialog in which runs, charts and code are saved as files, in English. */

export const takeAwayWords = {
  title: "Save as files",
  experiment: "This experiment",
  code: "The same networks, losses, optimiser and schedule for PyTorch. Its random numbers are its own, so its errors differ by chance.",
  files: {
    script: "PyTorch script",
    notebook: "Notebook",
    settings: "Settings (JSON)",
    run: "Run (JSON)",
    evaluations: "Evaluations (CSV)",
    losses: "Losses (CSV)",
    log: "Log to open here again",
  },
  run: "The run shown",
  noRun: "There is no run yet. Train one, or open a recorded one.",
  charts: "Charts in view",
  chartsHelp: "Those of an open detail are among them. SVG for documents, PNG for slides.",
  noCharts: "No chart is in view.",
  asSvg: (name: string) => `${name} as SVG`,
  asPng: (name: string) => `${name} as PNG`,
  saved: (file: string) => `Saved as ${file}.`,
  failed: "The file was not written.",
};
