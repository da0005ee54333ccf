/** Words of the column "Soft targets" beside its sentence, in English. */

export const columnWords = {
  teacherKey: "teacher",
  studentKey: "student",
  targetKey: "soft target, what the student should say",
  /** 838 000 is "838 k", 1 240 000 "1.2 M" */
  parameters: (n: string) => `${n} parameters`,
  parametersShort: (n: string) => n,
  ofRun: (layers: string) => `this run: ${layers}`,
  atTemperature: (t: string) => `T = ${t}`,
  labels: "labels",
  firstWeights: "first weights",
  nothingPasses: "nothing is passed on",
  ensemble: "ensemble",
  planFigure: "Who teaches whom",
  teaches: (from: string, to: string) => `${from} teaches ${to}`,
  eachOther: (names: string) => `${names} teach each other`,
  throughEnsemble: (names: string, hub: string) => `${names} form the ${hub}, which teaches them`,
  trainedHere: "The student was trained at this temperature.",
  trainedAt: (t: string) => `The student was trained at ${t}.`,
  trainWith: (t: string) => `Train with ${t}`,
  nextRun: "While this run trains, the slider changes what is shown, and the temperature of the next run.",
};
