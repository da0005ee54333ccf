/** The size of an element in whole pixels, followed while it changes. */

import { useCallback, useRef, useState } from "react";

const NO_SIZE = { width: 0, height: 0 };

/** A reference for the element, and its size inside its padding. It is known before the element is first painted. */
export function useElementSize(): readonly [(element: HTMLElement | null) => void, typeof NO_SIZE] {
  const [size, setSize] = useState(NO_SIZE);
  const observer = useRef<ResizeObserver | null>(null);
  const attach = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    const measure = () => {
      const [width, height] = [Math.floor(element.clientWidth), Math.floor(element.clientHeight)];
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    observer.current = new ResizeObserver(measure);
    observer.current.observe(element);
  }, []);
  return [attach, size];
}
