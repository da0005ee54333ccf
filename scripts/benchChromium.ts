import type { Row } from "../src/bench/rounds.ts";
export async function benchInChromium(_: { quick: boolean; only: readonly string[] }, _take: (rows: readonly Row[]) => void): Promise<readonly Row[]> { return []; }
