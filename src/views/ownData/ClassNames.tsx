/** The classes of a data set with their counts, and their names, which can be typed. */

import { type ReactNode, useState } from "react";
import type { ClassCount } from "../../data/files/recognisedData.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { ScrollRegion } from "../elements/ScrollRegion.tsx";

/** Longest name, in characters, as experiments keep it. */
const MAX_NAME = 64;

export function ClassNames(props: {
  readonly classes: readonly ClassCount[];
  /** names that have been asked for, ahead of those of the classes; null where none have */
  readonly asked: readonly string[] | null;
  readonly onNames: (names: readonly string[]) => void;
}): ReactNode {
  const { ownData: words } = useLaterWords();
  const { classes, asked, onNames } = props;
  /** the name that is being typed; null where the fields show the names that hold */
  const [typed, setTyped] = useState<{ readonly place: number; readonly name: string } | null>(null);
  const [isRefused, setRefused] = useState(false);
  const names = classes.map(({ name }, place) => asked?.[place] ?? name);
  const submit = () => {
    if (!typed) return;
    const name = typed.name.trim();
    const others = names.filter((_, place) => place !== typed.place);
    const isValid = name !== "" && name.length <= MAX_NAME && !others.includes(name);
    setTyped(null);
    setRefused(!isValid);
    if (isValid && name !== names[typed.place]) onNames(names.with(typed.place, name));
  };
  return (
    <section aria-label={words.classes}>
      <h3>{words.classes}</h3>
      <p className="hint">{words.classesHelp}</p>
      <p className="refusal" role="status">
        {isRefused ? words.namesRefused : null}
      </p>
      <ScrollRegion label={words.classes}>
        <table className="class-names">
          <thead>
            <tr>
              <th scope="col">{words.classes}</th>
              <th scope="col">{words.inTraining}</th>
              <th scope="col">{words.inTest}</th>
            </tr>
          </thead>
          <tbody>
            {classes.map(({ train, test }, place) => (
              <tr key={place}>
                <td>
                  <input
                    type="text"
                    maxLength={MAX_NAME}
                    aria-label={words.className(place + 1)}
                    value={typed?.place === place ? typed.name : names[place]}
                    onChange={(event) => setTyped({ place, name: event.target.value })}
                    onBlur={submit}
                    onKeyDown={(event) => {
                      if (event.key !== "Enter") return;
                      event.preventDefault();
                      submit();
                    }}
                  />
                </td>
                <td>{train.toLocaleString("en-US")}</td>
                <td>{test.toLocaleString("en-US")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
