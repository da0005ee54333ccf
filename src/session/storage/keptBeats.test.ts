import { describe, expect, it, vi } from "vitest";
import { fakeLocalStorage } from "../../testing/fakeLocalStorage.ts";
import { forgetBeats, keepBeat, keptBeats, MAX_BEATS } from "./keptBeats.ts";

const stored = fakeLocalStorage();
const KEY = "distillation-playground beats";

describe("kept beats", () => {
  it("come back in their order until they are forgotten", () => {
    expect(keepBeat("#v=1&image=gallery.9")).toBe(true);
    expect(keepBeat("#v=1&bias=1.4")).toBe(true);
    expect(keptBeats()).toEqual(["#v=1&image=gallery.9", "#v=1&bias=1.4"]);
    forgetBeats();
    expect(keptBeats()).toEqual([]);
  });

  it.each(["{", "7", '["x"]', "[7]", `["#v=1","#v=${"1".repeat(9000)}"]`])("are none where %s is stored", (text) => {
    stored.set(KEY, text);
    expect(keptBeats()).toEqual([]);
  });

  it("are not kept without end, nor where the browser refuses it", () => {
    for (let i = 0; i < MAX_BEATS; i++) expect(keepBeat("#v=1")).toBe(true);
    expect(keepBeat("#v=1")).toBe(false);
    vi.stubGlobal("localStorage", undefined);
    expect(keepBeat("#v=1")).toBe(false);
  });
});
