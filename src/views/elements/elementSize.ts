/** The size of an element in whole pixels, followed while it changes. */

import { useCallback, useRef, useState } from "react";

type Change = (set: () => void) => void;

const atOnce: Change = (set) => set();

const NO_SIZE = { width: 0, height: 0 };

/**
 * A reference for the element, and its size inside its padding, which is 0 until the first frame has laid it out: to ask
 * for it earlier would lay out the whole page within the task that made it.
 * @param change how a new size is set: at once, or as a transition
 */
export function useElementSize(change = atOnce): readonly [(element: HTMLElement | null) => void, typeof NO_SIZE] {
  const [size, setSize] = useState(NO_SIZE);
  const observer = useRef<ResizeObserver | null>(null);
  const attach = useCallback(
    (element: HTMLElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      observer.current = new ResizeObserver(() => {
        const [width, height] = [Math.floor(element.clientWidth), Math.floor(element.clientHeight)];
        change(() =>
          setSize((before) => (before.width === width && before.height === height ? before : { width, height })),
        );
      });
      observer.current.observe(element);
    },
    [change],
  );
  return [attach, size];
}
