/** A region of the lab on a slide: in the largest type at which all of it fits, and never in type below a slide's least. */

import { type ReactNode, useLayoutEffect, useRef } from "react";

/** Units of the slide for one pixel of the lab, the largest first. The lab's least text has 12 px, the slide's 18 units. */
const SCALES = [2.4, 2.2, 2, 1.85, 1.7, 1.6, 1.5] as const;

/** @param props.unit pixels of one unit @param props.most the largest scale */
export function FittedRegion(props: {
  readonly unit: number;
  readonly most?: number | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { unit, most = SCALES[0], children } = props;
  const room = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [outer, inner] = [room.current!, content.current!];
    const resize = () => {
      const { clientWidth: width, clientHeight: height } = outer;
      for (const scale of SCALES.filter((one) => one <= most).map((one) => one * unit)) {
        inner.style.width = `${width / scale}px`;
        inner.style.transform = `scale(${scale})`;
        // What has a shape of its own, as a drawing, takes its width from the room's height.
        inner.style.setProperty("--room", `${height / scale}px`);
        if (inner.scrollHeight * scale <= height + 1 && inner.scrollWidth * scale <= width + 1) break;
      }
    };
    resize();
    const observer = new ResizeObserver(resize);
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, [unit, most]);
  return (
    <div ref={room} className="fitted-region">
      <div ref={content}>{children}</div>
    </div>
  );
}
