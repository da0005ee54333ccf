/** `--part I/N`: the share of a sweep that one of N commands does, so that any job runner can divide it. */

import { type Experiment, sameExperiment } from "../../../src/domain/experiment.ts";
import { haveSameTeacher } from "../../../src/session/comparisons/studyReadings.ts";
import { inputError } from "../../commandLine/commandLine.ts";

/** Part `index`, from 1, of `of` parts. */
export interface PartOfWork {
  readonly index: number;
  readonly of: number;
}

/** Most parts: beyond them a number is a slip. */
const MAX_PARTS = 1000;

/** Reads the value of `--part`. @throws CommandError naming it and how it is written */
export function readPart(text: string): PartOfWork {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const part = { index: Number(index), of: Number(of) };
  if (part.index >= 1 && part.index <= part.of && part.of <= MAX_PARTS) return part;
  throw inputError(`--part is "${text}", but must be I/N, such as 1/4, with I from 1 to N and N at most ${MAX_PARTS}`);
}

/** An item of a sweep: one run. Settings can make two items the same experiment. */
interface Item {
  readonly experiment: Experiment;
}

/** Groups items, in the order in which each group's first one comes. */
function grouped<T>(items: readonly T[], together: (one: T, other: T) => boolean): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (const item of items) {
    const group = groups.find(([first]) => together(first!, item));
    if (group) group.push(item);
    else groups.push([item]);
  }
  return groups;
}

/**
 * The items of one part, in their order: each item is in exactly one part, whatever is already done, and the same
 * experiment in no two. Items that share a teacher stay together where there are at least as many teachers as parts; with
 * more parts than teachers, the experiments of one teacher are dealt out one by one, and each of these parts trains that
 * teacher.
 * @throws CommandError where nothing is left for this part
 */
export function itemsOfPart<T extends Item>(items: readonly T[], { index, of }: PartOfWork): readonly T[] {
  const teachers = grouped(items, (one, other) => haveSameTeacher(one.experiment, other.experiment));
  const own = new Set<T>();
  for (const [n, ofTeacher] of teachers.entries()) {
    const parts = Array.from({ length: of }, (_, part) => part).filter((part) => part % teachers.length === n);
    const runs = grouped(ofTeacher, (one, other) => sameExperiment(one.experiment, other.experiment));
    for (const [place, run] of runs.entries()) {
      const part = of > teachers.length ? parts[place % parts.length] : n % of;
      if (part === index - 1) for (const item of run) own.add(item);
    }
  }
  if (own.size > 0) return items.filter((item) => own.has(item));
  throw inputError(`--part ${index}/${of} has nothing to do: there are ${items.length} runs; take fewer parts`);
}
