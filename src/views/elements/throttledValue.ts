/** A value whose changes are shown at most once in some time. */

import { startTransition, useEffect, useRef, useState } from "react";

/** The value, changed at most once in `ms` milliseconds; the newest is always shown in the end. */
export function useThrottled<T>(ms: number, value: T): T {
  const [shown, setShown] = useState(value);
  const last = useRef(0);
  useEffect(() => {
    const show = () => {
      last.current = performance.now();
      startTransition(() => setShown(value));
    };
    const timer = setTimeout(show, Math.max(0, last.current + ms - performance.now()));
    return () => clearTimeout(timer);
  }, [ms, value]);
  return shown;
}
