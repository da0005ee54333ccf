/** Words of the lab's bars and columns, in English. */

export const labWords = {
  places: { home: "Home", lesson: "Lessons", lab: "Lab", "hinton-2015": "Hinton 2015" },
  placesLabel: "Places",
  allSettings: "all settings",
  labels: (n: string) => `${n} labels`,
  seed: (n: number) => `seed ${n}`,
  menu: "Menu",
  lookCloser: "Look closer",
  details: {
    perClass: "Per class",
    confusion: "Confusion",
    similarity: "Similarity",
    lossCard: "Loss, step by step",
    networks: "Networks",
    picture: "Picture",
  },
  closeDetail: "Close",
  play: "Play the training",
  stopPlaying: "Stop playing",
  step: "Step",
  stepSlider: "Step shown",
  live: "live",
  recordedOn: (date: string, backend: string, seed: number) => `Recorded ${date} on ${backend}, seed ${seed}`,
};
