/** Points of the chart that a text beside it names: they are marked, with their errors. */

import { createContext } from "react";
import type { MarkedPoint } from "../../lessons/lesson.ts";

export const MarkedPoints = createContext<readonly MarkedPoint[]>([]);
