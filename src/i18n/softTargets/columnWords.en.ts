/** Words of the column "Soft targets" beside its sentence, in English. */

import { fewFigures } from "./largeNumbers.ts";

export const columnWords = {
  teacherKey: "teacher",
  studentKey: "student",
  targetKey: "soft target, what the student should say",
  /** 838 000 is "838 k", 1 240 000 "1.2 M" */
  parameters: (n: number) => `${fewFigures(n)} parameters`,
  ofRun: (layers: string) => `this run: ${layers}`,
  given: (names: string) => `given, not trained: ${names}`,
  /** `trained` is null where the shown student was trained at the same temperature */
  atTemperature: (t: string, trained: string | null) => `T = ${t}${trained === null ? "" : `, trained at ${trained}`}`,
  labels: "labels",
  firstWeights: "first weights",
  nothingPasses: "nothing is passed on",
  ensemble: "ensemble",
  teaches: (from: string, to: string) => `${from} teaches ${to}`,
  eachOther: (names: string) => `${names} teach each other`,
  learnFromEnsemble: (names: string, hub: string | null) =>
    `${names} learn from their ensemble${hub === null ? "" : `, formed by the ${hub}`}`,
  trainedHere: "The student was trained at this temperature.",
  trainedAt: (t: string) => `The student was trained at ${t}.`,
  trainWith: (t: string) => `Train with ${t}`,
  trainsAt: (t: string) => `This run trains at ${t}; the slider sets the next one.`,
};
