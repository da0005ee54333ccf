import { describe, expect, it } from "vitest";
import { methodById } from "../../methods/registry/methodRegistry.ts";
import { placeOnStops } from "../elements/StopSlider.tsx";
import { stopsOf } from "../elements/sliderStops.ts";
import { labelledStops } from "./stopLabels.ts";

const { temperature } = methodById("hinton").params;
const stops = temperature?.kind === "number" ? stopsOf(temperature) : [];

describe("the labels of a slider's stops", () => {
  it("never touch each other", () => {
    for (let width = 150; width < 800; width += 50) {
      const labels = labelledStops(stops, width, 7.3, 15);
      const at = labels.map((stop) => (stops.indexOf(stop) / (stops.length - 1)) * width);
      labels.slice(1).forEach((stop, i) => {
        expect(at[i + 1]! - at[i]!).toBeGreaterThan(((`${stop}`.length + `${labels[i]}`.length) * 7.3) / 2);
      });
      expect(labels).toContain(15);
    }
  });

  it("are the round temperatures first", () => {
    expect(labelledStops(stops, 350, 7.3, null)).toEqual(expect.arrayContaining([1, 2, 4, 10, 20, 40, 100]));
  });
});

describe("the place of a value on stops", () => {
  it("is that of its stop, or between two stops in proportion", () => {
    expect([1, 2, 3, 4, 6, 9].map((value) => placeOnStops([1, 2, 4, 8], value))).toEqual([
      ...[0, 1 / 3, 0.5, 2 / 3, 2.5 / 3, 1],
    ]);
  });
});
