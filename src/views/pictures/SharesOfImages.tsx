/** Named values of every image of a picture: a row for each image, a column for each name. */

import type { CSSProperties, ReactNode } from "react";
import { useLaterWords } from "../elements/laterWords.ts";
import { untranslated, useTranslate } from "../elements/translation.ts";
import { formatNumber, listedNames, type Pictured, panelsFor } from "./panels.ts";

/** @param props.nameOf names an image by its index; nothing is shown of a picture whose values have no names */
export function SharesOfImages(props: {
  readonly pictured: Pictured;
  readonly image: number;
  readonly nameOf: (image: number) => string;
}): ReactNode {
  const { pictured, image, nameOf } = props;
  const words = useLaterWords().inDetail;
  const translate = useTranslate();
  const images = pictured.panels[0]?.shape[0] ?? 0;
  const rows = Array.from({ length: images }, (_, i) => panelsFor(pictured, i)[0]!);
  const names = rows[0] ? listedNames(rows[0]) : null;
  if (!names || names.length < 2 || images < 2) return null;
  const most = Math.max(...rows.flatMap(({ values }) => [...values]));
  return (
    <table className="shares-of-images">
      <caption>{words.ofAllImages}</caption>
      <thead>
        <tr>
          <th scope="col">{words.imageColumn}</th>
          {names.map((name) => (
            <th key={name} scope="col">
              {translate(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ values }, i) => (
          <tr key={i} className={i === image ? "shown" : ""}>
            <th scope="row">{nameOf(i)}</th>
            {names.map((name, k) => (
              <td key={name} {...untranslated} style={{ "--length": Math.max(0, values[k]! / most) } as CSSProperties}>
                {formatNumber(Number(values[k]!.toPrecision(2)))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
