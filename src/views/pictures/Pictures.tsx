/** The tab of a method's pictures: one at a time, of the first pair, at the step and for the image that are shown. */

import { type ReactNode, useMemo, useState } from "react";
import { type Arm, armsOf, BASELINE, DISTILLED, type Experiment } from "../../domain/experiment.ts";
import { count } from "../../i18n/numberFormats.ts";
import type { Picture } from "../../methods/core/method.ts";
import { stagesOf } from "../../methods/registry/arms.ts";
import { momentAt } from "../../session/run/moments.ts";
import type { Run } from "../../session/run/runFromEvents.ts";
import { shownStudent } from "../../session/run/runSelectors.ts";
import { Select } from "../elements/formControls.tsx";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground } from "../elements/storeContexts.ts";
import { useTranslate, useWords } from "../elements/translation.ts";
import { useProbe, useProbeKind } from "../shown/chosenProbe.ts";
import { useNames } from "../shown/networkNames.ts";
import { useShownExperiment } from "../shown/shownExperiment.ts";
import { useClassNames } from "../statements/classNames.ts";
import { Waiting } from "../statements/waiting.ts";
import type { NamedCurve } from "./Curve.tsx";
import { endedStage } from "./endedStage.ts";
import { PictureCard } from "./PictureCard.tsx";
import { type Pictured, panelsFor } from "./panels.ts";

/** A picture of an arm's student of the first pair, at every step that is known. */
interface ArmPicture {
  readonly arm: Arm;
  readonly picture: string;
  readonly title: string;
  readonly moments: readonly Pictured[];
}

/** The pictures of the first pair, the distilled student's first. */
function firstPair(pictures: Run["pictures"]): readonly ArmPicture[] {
  const all = Object.values(pictures).flatMap((moments): readonly ArmPicture[] => {
    const { job, picture, title } = moments[0]!;
    return job.endsWith("/0") ? [{ arm: job.slice(0, -2), picture, title, moments }] : [];
  });
  return [...all.filter(({ arm }) => arm === DISTILLED), ...all.filter(({ arm }) => arm !== DISTILLED)];
}

/** A picture as the method declares it for an arm; undefined for what the engine draws of every method. */
function declaredPicture(experiment: Experiment, { arm, picture }: ArmPicture): Picture | undefined {
  if (!armsOf(experiment).includes(arm)) return undefined;
  return stagesOf(arm, experiment)
    .flatMap(({ pictures }) => pictures ?? [])
    .find(({ id }) => id === picture);
}

const unique = <T,>(list: readonly T[]): readonly T[] => [...new Set(list)];
const NONE: Run["pictures"] = {};

/** Which picture of which arm, where there is a choice. */
function PictureChoice(props: {
  readonly all: readonly ArmPicture[];
  readonly shown: ArmPicture;
  readonly hasArms: boolean;
  readonly armName: (arm: Arm) => string;
  readonly choose: (picture: string, arm: Arm) => void;
}): ReactNode {
  const { all, shown, hasArms, armName, choose } = props;
  const words = useLaterWords().inDetail;
  const translate = useTranslate();
  const titles = unique(all.map(({ picture }) => picture)).map((picture) => ({
    value: picture,
    label: translate(all.find((one) => one.picture === picture)!.title),
  }));
  const arms = hasArms ? all.filter(({ picture }) => picture === shown.picture).map(({ arm }) => arm) : [];
  const isCurve = shown.moments[0]!.kind === "curve";
  if (titles.length < 2 && (arms.length < 2 || isCurve)) return null;
  return (
    <div className="picture-choice">
      {titles.length > 1 ? (
        <Select
          label={words.whichPicture}
          value={shown.picture}
          options={titles}
          onChange={(id) => choose(id, shown.arm)}
        />
      ) : null}
      {arms.length > 1 && !isCurve ? (
        <Select
          label={words.whichArm}
          value={shown.arm}
          options={arms.map((arm) => ({ value: arm, label: armName(arm) }))}
          onChange={(arm) => choose(shown.picture, arm)}
        />
      ) : null}
    </div>
  );
}

/** The tab "Picture". */
export default function Pictures(): ReactNode {
  const words = useWords();
  const { inDetail } = useLaterWords();
  const translate = useTranslate();
  const experiment = useShownExperiment();
  const names = useNames(experiment);
  const nameOf = useClassNames(experiment.data);
  const pictures = usePlayground((state) => state.run?.pictures) ?? NONE;
  const step = usePage((page) => page.step);
  const probe = useProbe("gallery");
  const labels = usePlayground((state) => state.run?.probes.gallery?.labels);
  const isOther = useProbeKind() !== "gallery";
  const shownArm = usePlayground((state) => shownStudent(state)?.card.arm);
  // In a lesson the arm is chosen for all that is shown.
  const isOfLesson = usePage(({ mask }) => mask !== null);
  const [chosen, setChosen] = useState<{ readonly picture: string; readonly arm: Arm } | null>(null);
  const all = useMemo(() => firstPair(pictures), [pictures]);
  const ofPicture = all.filter(({ picture }) => picture === (chosen?.picture ?? all[0]?.picture));
  const chosenArm = isOfLesson ? shownArm : chosen?.arm;
  const shown = ofPicture.find(({ arm }) => arm === chosenArm) ?? ofPicture[0] ?? all[0];
  const pictured = shown && momentAt(shown.moments, step);
  if (!shown || !pictured)
    return (
      <p className="hint">
        <Waiting />
      </p>
    );
  const image = probe?.index ?? 0;
  const { classes } = experiment.student.architecture;
  const barNames = (bars: number) => (bars === classes ? nameOf : (i: number) => `${i + 1}`);
  const isOfImage = pictured.kind !== "histogram" && pictured.panels[0]?.shape[0] !== 1;
  const of = words.pictureOf(image + 1, probe?.label === undefined ? "" : nameOf(probe.label));
  const stages = armsOf(experiment).includes(shown.arm) ? stagesOf(shown.arm, experiment) : [];
  const ended = endedStage(stages, shown.picture, pictured.step);
  const at =
    pictured.kind === "curve"
      ? inDetail.atStep(count(pictured.step))
      : inDetail.pictureAt(names.arm(shown.arm), count(pictured.step));
  const curves = ofPicture.flatMap(({ arm, moments }): readonly NamedCurve[] => {
    const panel = panelsFor(momentAt(moments, step)!, image)[0];
    if (!panel) return [];
    return [
      { name: names.arm(arm), of: arm === DISTILLED ? "student" : arm === BASELINE ? "baseline" : "control", panel },
    ];
  });
  return (
    <div className="pictures">
      <PictureChoice
        {...{ all, shown }}
        hasArms={!isOfLesson}
        armName={names.arm}
        choose={(picture, arm) => setChosen({ picture, arm })}
      />
      {step !== null && pictured.step !== step ? (
        <p className="hint other-step">{inDetail.pictureOfStep(count(pictured.step), count(step))}</p>
      ) : null}
      {isOfImage && isOther ? <p className="hint">{inDetail.picturesOfGallery}</p> : null}
      <PictureCard
        {...{ pictured, image, curves, barNames }}
        imageName={(i) => (labels?.[i] === undefined ? `${i + 1}` : nameOf(labels[i]))}
        declared={declaredPicture(experiment, shown)}
        where={[
          at,
          ...(ended === undefined ? [] : [inDetail.lastOfStage(translate(ended))]),
          ...(isOfImage ? [of] : []),
        ].join(words.punctuation.comma)}
      />
    </div>
  );
}
