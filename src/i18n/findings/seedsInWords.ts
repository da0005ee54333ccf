/** The seeds that a finding rests on, in words. */

export const seedsInWords = {
  /** "seed 2026", "seeds 2026 and 2027" */
  en: (seeds: readonly number[]): string =>
    seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.slice(0, -1).join(", ")} and ${seeds.at(-1)}`,
  zh: (seeds: readonly number[]): string => `种子 ${seeds.join("、")}`,
};
