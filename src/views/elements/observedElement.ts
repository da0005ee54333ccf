/** What is observed of an element: its size in whole pixels, followed while it changes, and whether it has come into the window. */

import { useCallback, useEffect, useRef, useState } from "react";

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

/** A reference for the element, and whether any of it has been in the window. */
export function useSeenElement<T extends Element>() {
  const element = useRef<T>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || !element.current) return;
    const observer = new IntersectionObserver((entries) =>
      setSeen(entries.some(({ isIntersecting }) => isIntersecting)),
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isSeen]);
  return [element, isSeen] as const;
}
