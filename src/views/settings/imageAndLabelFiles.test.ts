import { describe, expect, it } from "vitest";
import { sortDataFiles } from "./imageAndLabelFiles.ts";

describe("files that are no pair of images and labels", () => {
  it("are named by the first few, and the others counted", async () => {
    const images = Uint8Array.of(0, 0, 8, 3);
    const files = Array.from({ length: 500 }, (_, i) => new File([images], `${"a long name ".repeat(8)}${i}.idx`));
    const refusal = await sortDataFiles(files).catch((error: Error) => error.message);
    expect(refusal).toContain("and 497 more");
    expect(refusal).toContain("needed together");
    expect(`${refusal}`.length).toBeLessThan(600);
    await expect(sortDataFiles([])).rejects.toThrow("no file");
  });
});
