/** The first images of a data set with their classes. */

import { type ReactNode, useMemo } from "react";
import type { DataDescription } from "../../data/files/recognisedData.ts";
import type { DataChoice } from "../../domain/namedDatasets.ts";
import { DigitImage } from "../elements/DigitImage.tsx";
import { useLaterWords } from "../elements/laterWords.ts";

export function FirstImages({ description }: { readonly description: DataDescription }): ReactNode {
  const { ownData: words } = useLaterWords();
  const { height, width, channels, first, classes, train, test } = description;
  const names = classes.map(({ name }) => name);
  const size = height * width * channels;
  // Views of the images, made once for each description: an image is drawn anew where its bytes are others.
  const images = useMemo(
    () => first.labels.map((label, i) => ({ label, bytes: first.bytes.subarray(i * size, (i + 1) * size) })),
    [first, size],
  );
  const files = { checksum: "", train, test, size: [height, width] as [number, number], channels, classNames: names };
  const data: DataChoice = { dataset: "files", files };
  return (
    <section aria-label={words.firstImages}>
      <h3>{words.firstImages}</h3>
      <ul className="first-images">
        {images.map(({ label, bytes }) => (
          <li key={bytes.byteOffset}>
            <DigitImage image={bytes} data={data} label={names[label] ?? `${label}`} />
            <span aria-hidden="true">{names[label]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
