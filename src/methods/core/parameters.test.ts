import { describe, expect, it } from "vitest";
import { registry } from "../registry/methodRegistry.ts";
import { paramValues } from "./parameters.ts";

describe("a method's settings", () => {
  it("have defaults that their own table accepts, and only whole numbers of at least one step", () => {
    for (const { id, params } of registry) {
      expect(Object.keys(paramValues(params, {})), id).toEqual(Object.keys(params));
      for (const [name, param] of Object.entries(params))
        if (param.kind === "number" && param.unit === "steps")
          expect([param.whole, param.min >= 1, param.live], `${id} ${name}`).toEqual([true, true, false]);
    }
  });
});
