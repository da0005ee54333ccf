/** The images of the chosen cell of a confusion matrix; a press on one makes it the image that is shown. */

import { type ReactNode, useEffect, useMemo } from "react";
import { drawDigitsAt } from "../../../data/builtInDigits.ts";
import { type DataChoice, shapeOf } from "../../../domain/namedDatasets.ts";
import { count } from "../../../i18n/numberFormats.ts";
import { lacksImages } from "../../../session/run/runFromEvents.ts";
import { DigitImage } from "../../elements/DigitImage.tsx";
import { useLaterWords } from "../../elements/laterWords.ts";
import { usePage } from "../../elements/pageChoices.ts";
import { usePlayground } from "../../elements/storeContexts.ts";
import { useWords } from "../../elements/translation.ts";
import { imageOf } from "../../shown/chosenProbe.ts";
import { useShownExperiment } from "../../shown/shownExperiment.ts";
import { useShownRun } from "../../shown/shownRun.ts";
import { useClassNames } from "../../statements/classNames.ts";
import { networkOf, stepShownOf, type Who } from "../../statements/shownEvaluations.ts";
import { type Cell, followedIn, placesOf } from "./cellImages.ts";

/** At most this many images are shown: so many have room beside the matrix. */
const MAX_IMAGES = 24;

/** The images at some places of the test set: drawn here where they can be, else requested; null where there are none. */
function useTestImages(places: readonly number[]): (i: number) => Uint8Array | null {
  const experiment = useShownExperiment();
  const { dataset } = experiment.data;
  const canRequest = usePlayground(({ run }) => run !== null && !lacksImages(run)) && dataset !== "digits";
  const requested = usePlayground((state) => state.testImages);
  const request = usePlayground((state) => state.requestTestImages);
  const key = places.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the places are new arrays of the same numbers at each step
  const drawn = useMemo(
    () => (dataset === "digits" ? drawDigitsAt(experiment.seed, places, "test").images : null),
    [dataset, experiment.seed, key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    if (canRequest && places.length > 0) request(places);
  }, [canRequest, request, key]);
  const images = drawn ?? (requested?.places.join() === key ? requested.images : null);
  return (i) => (images ? imageOf({ images }, i, shapeOf(experiment.data)) : null);
}

/** One image of the list. */
interface Listed {
  readonly place: number | undefined;
  readonly image: Uint8Array | null;
  readonly isShown: boolean;
  show(): void;
}

function ImageButtons(props: {
  readonly listed: readonly Listed[];
  readonly trueClass: string;
  readonly data: DataChoice;
}) {
  const { listed, trueClass, data } = props;
  const { inDetail: words } = useLaterWords();
  return (
    <div className="cell-images">
      {listed.map(({ place, image, isShown, show }, i) => {
        const label = words.testImage(count((place ?? i) + 1), trueClass);
        return (
          <button key={place ?? i} type="button" aria-pressed={isShown} title={label} onClick={show}>
            {image ? (
              <DigitImage {...{ image, data, label }} />
            ) : (
              <span className="digit tile" role="img" aria-label={label}>
                {count((place ?? i) + 1)}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

/** The list of a cell's images under its count. */
export function CellImages(props: { readonly who: Who; readonly cell: Cell; readonly value: number }): ReactNode {
  const { who, cell, value } = props;
  const { inDetail: words } = useLaterWords();
  const { punctuation } = useWords();
  const experiment = useShownExperiment();
  const nameOf = useClassNames(experiment.data);
  const step = usePage((page) => stepShownOf(who, page.step));
  const choose = usePage((page) => page.choose);
  const [probeKind, probe] = [usePage((page) => page.probeKind), usePage((page) => page.probe)];
  const network = useShownRun((shown) => networkOf(shown, who));
  const run = usePlayground((state) => state.run);
  const probeTestImage = usePlayground((state) => state.probeTestImage);
  const { classes } = experiment.student.architecture;
  const last = network?.evaluations.at(-1)?.step;
  const isAtEnd = step === null || step === last;
  const { testLogits } = network ?? {};
  const labels = run?.testLabels;
  const { trueClass, answer } = cell;
  const known = useMemo(
    () => (isAtEnd ? placesOf(testLogits, labels, classes, { trueClass, answer }) : null),
    [isAtEnd, testLogits, labels, classes, trueClass, answer],
  );
  const places = useMemo(() => known?.places.slice(0, MAX_IMAGES) ?? [], [known]);
  const imageAt = useTestImages(places);
  const shownPlace = probeKind === "test" ? run?.probes.test?.places?.[0] : undefined;
  const listed: readonly Listed[] = known
    ? places.map((place, i) => ({
        place,
        image: imageAt(i),
        isShown: place === shownPlace,
        show() {
          probeTestImage(place, imageAt(i)?.slice() ?? null);
          choose({ probeKind: "test", probe: 0 });
        },
      }))
    : run && network
      ? followedIn(run, network, classes, cell, step).map((one) => ({
          place: one.place,
          image: one.image,
          isShown: probeKind === one.kind && probe === one.probe,
          show: () => choose({ probeKind: one.kind, probe: one.probe }),
        }))
      : [];
  const [trueName, answerName] = [nameOf(trueClass), nameOf(answer)];
  const heading =
    trueClass === answer ? words.readRight(count(value), trueName) : words.readAs(value, trueName, answerName);
  const total = network?.evaluations.at(-1)?.evaluation.total ?? 0;
  const notes = [
    ...(value > 0 && !known
      ? [isAtEnd ? words.onlyFollowed(listed.length) : words.onlyFollowedAtStep(listed.length)]
      : []),
    ...(known && known.lookedThrough < total && value > 0
      ? [words.ofTheFirst(known.places.length, count(known.lookedThrough))]
      : []),
    ...(known && known.places.length > MAX_IMAGES ? [words.firstOf(MAX_IMAGES, count(known.places.length))] : []),
    ...(listed.length > 0 ? [words.pressAnImage] : []),
  ];
  return (
    <section className="cell" aria-label={heading}>
      <h3>{heading}</h3>
      <p className="hint">{notes.join(punctuation.space)}</p>
      <ImageButtons listed={listed} trueClass={trueName} data={experiment.data} />
    </section>
  );
}
