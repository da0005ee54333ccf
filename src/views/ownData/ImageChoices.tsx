/** How the files are read and their images changed. */

import type { ReactNode } from "react";
import type { PreparedDescription } from "../../data/files/reading/readingMessages.ts";
import { MAX_SIDE, MIN_SIDE } from "../../domain/dataset.ts";
import type { Preparation } from "../../domain/experiment.ts";
import { Checkbox, Select, selectOptions } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";

/** Sides that are offered, in pixels. */
const SIDES = [MIN_SIDE, 12, 16, 20, 24, 28, 32, 40, 48, MAX_SIDE];
/** Numbers of images that are offered where not all are read. */
const FIRSTS = [100, 300, 1000, 3000, 10_000, 30_000];
const AS_READ = "0";
const ALL = "all";

type Tests = "own" | "validation" | "held-out";

export function ImageChoices(props: {
  readonly described: PreparedDescription;
  /** the choices that have been made: ahead of the description while that is made */
  readonly prepared: Preparation;
  readonly onChange: (prepared: Preparation) => void;
}): ReactNode {
  const { ownData: words } = useLaterWords();
  const { described, prepared, onChange } = props;
  const { asRead, description } = described;
  const change = (part: { readonly [Key in keyof Preparation]: Preparation[Key] | undefined }) => {
    const entries = Object.entries({ ...prepared, ...part }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(entries));
  };
  const sides = [...new Set([...SIDES, ...(prepared.side ? [prepared.side] : [])])].sort((a, b) => a - b);
  const firsts = [...new Set([...FIRSTS, ...(prepared.first ? [prepared.first] : [])])].sort((a, b) => a - b);
  // What training images are held out for is only asked where there is something else to choose.
  const tests: readonly Tests[] = described.hasTest
    ? ["own", "held-out"]
    : described.hasValidation
      ? ["validation", "held-out"]
      : [];
  const test = prepared.test ?? (described.hasTest ? "own" : "held-out");
  const { sets } = description;
  return (
    <fieldset>
      <legend>{words.changes}</legend>
      <p className="hint">{words.changing}</p>
      {sets.length > 1 ? (
        <Select
          label={words.set}
          value={sets[0]!}
          options={sets.map((set) => ({ value: set, label: set || words.unnamedSet }))}
          onChange={(set) => change({ set })}
        />
      ) : null}
      <Checkbox
        label={words.turned}
        checked={prepared.turned ?? false}
        onChange={(turned) => change({ turned: turned || undefined })}
      />
      {asRead.channels === 3 ? (
        <Checkbox
          label={words.grey}
          checked={prepared.grey ?? false}
          onChange={(grey) => change({ grey: grey || undefined })}
        />
      ) : null}
      <Select
        label={words.side}
        value={`${prepared.side ?? AS_READ}`}
        options={[
          { value: AS_READ, label: words.sideAsIs(asRead.width, asRead.height) },
          ...sides.map((side) => ({ value: `${side}`, label: words.sideOf(side) })),
        ]}
        onChange={(side) => change(side === AS_READ ? { side: undefined, cropped: undefined } : { side: Number(side) })}
      />
      {prepared.side ? (
        <Select
          label={words.fitting}
          value={prepared.cropped ? "cropped" : "scaled"}
          options={selectOptions(["scaled", "cropped"] as const, words.fittings)}
          onChange={(how) => change({ cropped: how === "cropped" || undefined })}
        />
      ) : null}
      <Checkbox
        label={words.inverted}
        checked={prepared.inverted ?? false}
        onChange={(inverted) => change({ inverted: inverted || undefined })}
      />
      <Select
        label={words.first}
        value={`${prepared.first ?? ALL}`}
        options={[
          { value: ALL, label: words.firstAll },
          ...firsts.map((count) => ({ value: `${count}`, label: words.firstOf(count) })),
        ]}
        onChange={(first) => change({ first: first === ALL ? undefined : Number(first) })}
      />
      {tests.length > 0 ? (
        <Select
          label={words.test}
          value={test}
          options={selectOptions(tests, words.tests)}
          onChange={(chosen) => {
            const isDefault = chosen === (described.hasTest ? "own" : "held-out");
            change({ test: isDefault || chosen === "own" ? undefined : chosen });
          }}
        />
      ) : null}
    </fieldset>
  );
}
