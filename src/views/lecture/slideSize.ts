/** The shape of the slide, and how large its unit is in the window. styles/lecture.css computes the same. */

import { useEffect, useState } from "react";

/** The least ratio of the window's width to its height at which the slide is 16:9; below it is 4:3. */
const WIDE = 1.5;

/** The width of the window, in pixels, below which an upright slide is a column. */
const COLUMN_BELOW = 700;
/** The width of the column, in units. */
const COLUMN = 560;

export interface SlideSize {
  readonly isWide: boolean;
  /** pixels of one unit */
  readonly unit: number;
  /** width of the panel, in units */
  readonly panel: number;
}

/** @param width of the window, in pixels, as is its height */
export function slideSize(width: number, height: number): SlideSize {
  if (width < COLUMN_BELOW && width < height) return { isWide: false, unit: width / COLUMN, panel: COLUMN - 56 };
  const isWide = width / height >= WIDE;
  const unit = isWide ? Math.min(width / 1280, height / 720) : Math.min(width / 1024, height / 768);
  return { isWide, unit, panel: isWide ? 356 : 316 };
}

/** The size in this window, followed while it changes. */
export function useSlideSize(): SlideSize {
  const [size, setSize] = useState(() => slideSize(innerWidth, innerHeight));
  useEffect(() => {
    const follow = () => setSize(slideSize(innerWidth, innerHeight));
    addEventListener("resize", follow);
    return () => removeEventListener("resize", follow);
  }, []);
  return size;
}
