import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { studies } from "../../methods/experiments/studies.ts";
import { fetchRecordedStudies, RECORDED, RECORDED_STUDIES } from "./recordedReadings.ts";
import { placeOf } from "./studyReadings.ts";

const text = readFileSync(join(import.meta.dirname, "../../../public", RECORDED_STUDIES), "utf8");
const fetchOf = (answer: Response) => (async () => answer) as unknown as typeof fetch;

describe("the recorded readings beside the page", () => {
  it("are cells of the studies, some of each, with as many values as pairs", async () => {
    const recorded = await fetchRecordedStudies(fetchOf(new Response(text)), "http://localhost/");
    expect(Object.keys(recorded)).toEqual(studies.map(({ id }) => id));
    for (const [id, readings] of Object.entries(recorded)) {
      const study = studies.find((one) => one.id === id)!;
      for (const [place, { values, seed }] of Object.entries(readings)) {
        const cell = study.cells.find((one) => placeOf(one, RECORDED.dataset, RECORDED.seed) === place)!;
        expect(values, place).toHaveLength(cell.experiment.pairs);
        expect(seed).toBe(RECORDED.seed);
      }
    }
  });

  it("are refused where they are missing or damaged", async () => {
    const read = (answer: Response) => fetchRecordedStudies(fetchOf(answer), "http://localhost/");
    await expect(read(new Response("", { status: 404 }))).rejects.toThrow("404");
    await expect(read(new Response("{"))).rejects.toThrow();
    await expect(read(new Response(text.replace(/"values":\[[^\]]*\]/, '"values":[]')))).rejects.toThrow();
    await expect(read(new Response(text.replace('"seed":7', '"seed":-1')))).rejects.toThrow();
  });
});
