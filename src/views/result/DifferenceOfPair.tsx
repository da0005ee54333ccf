/** What differs between the two students of a pair, and where the shown run is from. */

import type { ReactNode } from "react";
import type { SectionResult } from "../../hinton2015/views/sectionComparison.ts";
import { LoadedPart, loadedCode } from "../elements/LoadedPart.tsx";
import { Disclosure } from "../elements/Overlay.tsx";
import { useWords } from "../elements/translation.ts";

const pairStatement = loadedCode(() => import("../statements/PairStatement.tsx"));
const pairOrigin = loadedCode(() => import("./PairOrigin.tsx"));

/** One line that opens the statement. */
export function DifferenceOfPair({ section }: { readonly section: SectionResult | null }): ReactNode {
  const { resultColumn } = useWords();
  return (
    <Disclosure name="difference" summary={resultColumn.differs}>
      {() => (
        <>
          <LoadedPart code={pairStatement} props={{}} />
          <LoadedPart code={pairOrigin} props={{ section }} />
        </>
      )}
    </Disclosure>
  );
}
