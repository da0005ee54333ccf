/** English words of the page in a frame of another site, and of the sheet that makes such a frame. */

export const embedWords = {
  asLesson: "As a lesson",
  embed: "Embed",
  locked: "Locked",
  open: "Open in the playground",
  blocked: "This frame may not open pages. The address of what is shown:",
  unknown: (names: string) =>
    `The address of this frame names what the page does not know, and it is left out: ${names}. Names are those that Share, Embed writes.`,
  noWorkers:
    "The frame is sandboxed and the browser does not start the programs that train. Whoever made the frame can add allow-same-origin to its sandbox attribute.",
  sheet: {
    title: "Embed in a page",
    lead: "The frame shows what is shown here, without the top line. Paste this text into the page where the frame is to stand.",
    regions: "What is shown",
    regionNames: {
      answers: "the digit and the answers",
      drop: "dropped classes",
      arms: "choice of the student",
      train: "training",
      time: "bar of time",
      result: "result",
      chart: "chart",
      claims: "the paper's claims",
      settings: "settings of the method",
    },
    controls: "Controls",
    controlsHint: "Free: visitors can move it. Locked: they see it and cannot move it. Hidden: it is not there.",
    trainControl: "Training",
    snippet: "Frame",
    hint: "The script gives the frame the height of what it shows. A sandboxed frame needs allow-scripts, and allow-popups for the link into the playground; it keeps nothing between visits.",
  },
};
