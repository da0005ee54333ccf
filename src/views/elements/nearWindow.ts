/** Whether an element has come near the window. */

import { useEffect, useRef, useState } from "react";

/** A reference for the element, and whether it has been in the window, or less than a quarter of its height from it. */
export function useNearWindow<T extends Element>() {
  const element = useRef<T>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (isNear || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: "25% 0px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isNear]);
  return [element, isNear] as const;
}
