/** The address of the shown state in the lab, as a text and as a QR code that is made here. */

import { Fragment, type ReactNode, useEffect, useState } from "react";
import { encode } from "uqr";
import { defaultExperiment } from "../../domain/defaultExperiment.ts";
import { sameExperiment } from "../../domain/experiment.ts";
import { presets } from "../../methods/experiments/presets.ts";
import { type LabView, withLabView } from "../../places/labView.ts";
import { addressOf } from "../../places/place.ts";
import { hashOf } from "../../session/experimentLink.ts";
import { useLaterWords } from "../elements/laterWords.ts";
import { usePage } from "../elements/pageChoices.ts";
import { usePlayground, usePlaygroundStore } from "../elements/storeContexts.ts";
import { shownView } from "../frame/shownAddress.ts";

/** The longest address that is written out, in characters. */
const LONGEST = 96;

/** The address of the state in the lab; null until it is known. */
function useAddress(): string | null {
  const store = usePlaygroundStore();
  const experiment = usePlayground((state) => state.experiment);
  const page = usePage();
  const view: LabView = { ...shownView(page, store.getState()), beat: null };
  const [hash, setHash] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const preset = presets.find((one) => sameExperiment(one.experiment, experiment));
    const own = preset
      ? Promise.resolve(addressOf({ kind: "lab", preset: preset.id }))
      : hashOf(experiment, defaultExperiment);
    own.then((address) => isCurrent && setHash(address));
    return () => {
      isCurrent = false;
    };
  }, [experiment]);
  if (hash === null) return null;
  const search = page.language === "zh" ? "?lang=zh" : "";
  const { origin, pathname } = location;
  return `${origin}${pathname}${search}${withLabView(hash, { ...view, detail: null })}`;
}

/** An address that may break after a slash and before a question mark. */
function breakable(address: string): ReactNode {
  return address.split(/(?<=\/)(?=[^/])|(?=\?)/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}

/** A text as a QR code. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}

/** The panel. */
export function LinkPanel(): ReactNode {
  const { lecture } = useLaterWords();
  const address = useAddress();
  if (address === null) return null;
  const shown = decodeURI(address).replace(/^https?:\/\//, "");
  return (
    <>
      <h2>{lecture.address}</h2>
      <p className={shown.length > 48 ? "slide-address long" : "slide-address"}>
        {shown.length > LONGEST ? lecture.longAddress : breakable(shown)}
      </p>
      <QrCode text={address} label={lecture.code} />
    </>
  );
}
