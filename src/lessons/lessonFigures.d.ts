/** Written by scripts/build/lessonFigures.ts: the figures of every lesson by its id. */
declare module "virtual:lesson-figures" {
  const figures: Readonly<Record<string, unknown>>;
  export default figures;
}
