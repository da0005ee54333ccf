/** Lecture mode: the talk of three minutes by keys alone, without a network, in three windows and both languages. */

import { expect, type Page, test } from "@playwright/test";
import { layoutFaults } from "../scripts/screenshots/layoutFaults.ts";
import { talk } from "../src/views/lecture/beats.ts";
import { seriousFaults } from "./accessibility.ts";

const sizes = [
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
] as const;

const sentence = (page: Page) => page.locator(".slide-sentence");

/** Opens the talk; all its recordings have been fetched before the network is cut. */
async function openTalk(page: Page, query = ""): Promise<void> {
  const recordings = ["hinton", "drop-3s", "few-labels"].map((id) =>
    page.waitForResponse((response) => response.url().endsWith(`/runs/${id}.jsonl.gz`)),
  );
  await page.goto(`/?mode=lecture${query}#/lab`);
  for (const response of await Promise.all(recordings)) await response.finished();
  await expect(page.locator(".slide .bars")).toBeVisible();
  await expect(page.locator(".slide-beats .on")).toHaveCount(1);
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What each slide of the talk says in a language, and what it says once its keys have been pressed. */
interface Said {
  readonly lang: string;
  readonly begins: RegExp;
  readonly at8: RegExp;
  readonly at40: RegExp;
  readonly at4: RegExp;
  readonly evens: RegExp;
  readonly saved: RegExp;
  readonly pair: RegExp;
  readonly transferSet: RegExp;
  readonly withoutThrees: RegExp;
  readonly ofThrees: RegExp;
  readonly unlike: string;
  readonly misread: RegExp;
  readonly bias: string;
  readonly withoutLabels: string;
  readonly withBias: RegExp;
  readonly atStep: RegExp;
  readonly shuffled: RegExp;
  readonly student: RegExp;
  readonly otherRun: RegExp;
  readonly seen: RegExp;
  readonly qrCode: string;
}
const said: readonly Said[] = [
  {
    lang: "en",
    begins: /^The teacher answers 9 and hardly considers anything else\.$/,
    at8: /At temperature 8 the teacher still answers 9/,
    at40: /^At temperature 40 the teacher rates all ten digits almost alike\.$/,
    at4: /At temperature 4 the teacher still answers 9/,
    saved: /misreads 128\.7 of 2,000 digits, without it 198\.3: 69\.7 fewer, 95 % interval 48\.2 to 91\.1/,
    evens: /A temperature above 1 evens the answers out/,
    pair: /Mean of 3 pairs: two students that start alike, one with the teacher\./,
    transferSet: /Teacher: 10,000 digits, randomly shifted; students: 1,000\./,
    withoutThrees: /^The student never saw a 3\. Will it read one\? Hands up before we look\.$/,
    unlike: "No labels, temperature 20, 9,004 digits without a 3.",
    ofThrees: /Of 198 threes it will read/,
    misread: /It never saw a 3, reads 172 of 198 threes and misreads 26; its twin without the teacher misreads all\./,
    bias: "Class bias",
    withoutLabels: "Bias set without labels, to 10",
    withBias: /It misreads 14 of 198 threes, and 93 of all 2,000 digits\./,
    atStep: /At step 900 the student answers 3/,
    shuffled: /misread 111\.8 of 2,000 digits, .* shuffled 259: here it matters which wrong digit gets how much\./,
    otherRun: /Another run, “Few labels, four pairs”: its students trained for 1,000 steps, those before for 400\./,
    seen: /Soft targets helped: of 2,000 digits 69\.7 fewer .* read 172 of 198 threes, its twin without the teacher none\./,
    student: /student/,
    qrCode: "QR code of the address",
  },
  {
    lang: "zh",
    begins: /教师认定这是 9/,
    at8: /温度为 8 时/,
    at40: /温度为 40 时/,
    at4: /温度为 4 时/,
    saved: /认错 128\.7 个；没有教师时认错 198\.3 个：少了 69\.7 个/,
    evens: /温度高于 1，各类的份额就更平均/,
    pair: /3 对的平均。一对是起点相同的两个学生/,
    transferSet: /教师学过 10,000 个随机平移的数字，学生只看过 1,000 个/,
    withoutThrees: /先举手/,
    unlike: "不用标签，温度 20，9,004 个数字，其中没有 3。",
    ofThrees: /198 个 3 里，它能认出/,
    misread: /198 个 3 里认对 172 个，认错 26 个/,
    bias: "类别偏置",
    withoutLabels: "偏置不用标签来定：使它占全部回答的 10",
    withBias: /给 3 的分数加上 0\.7 后/,
    atStep: /第 900 步/,
    shuffled: /认错 111\.8 个，错误类别被打乱的认错 259 个：.*哪个错误的数字分到多少/,
    otherRun: /另一次运行“.*”：学生训练 1,000 步，前面的是 400 步/,
    seen: /少认错 69\.7 个.*198 个 3 里认对 172 个/,
    student: /学生/,
    qrCode: "网址的二维码",
  },
];

for (const size of sizes)
  for (const says of said)
    test(`the talk by keys alone at ${size.width} x ${size.height} in ${says.lang}, without a network`, async ({
      page,
    }) => {
      await page.setViewportSize(size);
      await openTalk(page, `&lang=${says.lang}`);
      await page.context().setOffline(true);
      const isSound = async () => expect(await layoutFaults(page)).toEqual([]);
      const panel = page.locator(".slide-panel").first();
      const bias = page.getByRole("slider", { name: says.bias });

      await expect(sentence(page)).toHaveText(says.begins);
      await expect(page.locator(".bars .hidden.student")).toHaveText("?");
      await isSound();
      await press(page, ...Array<string>(5).fill("ArrowUp"));
      await expect(sentence(page)).toHaveText(says.at8);
      await press(page, ...Array<string>(6).fill("ArrowUp"));
      await expect(sentence(page)).toHaveText(says.at40);
      await isSound();

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.at4);
      await expect(panel).toContainText(says.evens);
      await isSound();

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.saved);
      await expect(panel).toContainText(says.pair);
      await expect(panel).toContainText(says.transferSet);
      await isSound();
      await press(page, "c");
      await expect(page.locator(".slide-curve .line")).toHaveCount(2);
      await isSound();

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.withoutThrees);
      await expect(panel).toContainText(says.ofThrees);
      await expect(panel).toContainText(says.unlike);
      await expect(page.locator(".bars .hidden.student")).toHaveText("?");
      await isSound();

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.misread);
      await expect(page.locator(".slide-row.dropped b")).toHaveText(["26", "198"]);
      await expect(page.locator(".slide-row.others b")).toHaveText(["76", "56"]);
      await expect(page.locator(".slide-row.all b")).toHaveText(["102", "254"]);
      await isSound();

      await press(page, "PageDown");
      await expect(bias).toHaveValue("0.7");
      await expect(panel).toContainText(says.withoutLabels);
      await expect(sentence(page)).toHaveText(says.withBias);
      await isSound();
      await press(page, "=", "=", "=");
      await expect(bias).toHaveValue("1.3");
      await expect(panel).not.toContainText(says.withoutLabels);
      await expect(page.locator(".slide-row.all b")).toHaveText(["100", "254"]);
      for (const shown of [".slide-network", ".slide-numbers", ".slide-curve"]) {
        await press(page, "c");
        await expect(page.locator(shown).first()).toBeVisible();
        await isSound();
      }
      await press(page, ",", "x");
      await expect(sentence(page)).toHaveText(says.atStep);
      await isSound();
      await press(page, "x", "x");

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.shuffled);
      await expect(panel).toContainText(says.otherRun);
      await expect(page.locator(".slide-dots .zero")).toHaveCount(1);
      await isSound();
      // No student is shown beside the shuffled target of another digit.
      await press(page, "d");
      await expect(sentence(page)).not.toHaveText(says.shuffled);
      await expect(sentence(page)).not.toHaveText(says.student);
      await isSound();

      await press(page, "PageDown");
      await expect(sentence(page)).toHaveText(says.seen);
      await expect(page.locator(".slide-row b")).toHaveText(["128.7", "198.3", "26", "198", "111.8", "259"]);
      await isSound();

      await press(page, "PageDown");
      await expect(page.getByRole("img", { name: says.qrCode })).toBeVisible();
      await expect(page.locator(".slide-address")).toContainText("#/lab/drop-3s?image=gallery.3");
      await isSound();
      await press(page, "?");
      await isSound();
      await press(page, "Escape", "t");
      await isSound();
    });

test("keys act wherever the focus is, and what they change is there after the page has been loaded anew", async ({
  page,
}) => {
  await page.setViewportSize(sizes[0]);
  await openTalk(page);
  const temperature = page.getByRole("slider", { name: "Temperature" });
  await temperature.focus();
  await press(page, "ArrowRight", "PageDown");
  await expect(page.locator(".slide-foot")).toContainText("3 of 9");
  await press(page, "3");
  await expect(page.getByRole("group", { name: "Drop classes" }).getByRole("button", { pressed: true })).toHaveText(
    "3",
  );
  await press(page, "4");
  await expect(page.locator(".slide-told")).toHaveText("No recorded run lacks exactly 3 and 4.");
  await press(page, "PageDown", "PageDown", "PageDown", "=");
  await expect(page.getByRole("slider", { name: "Class bias" })).toHaveValue("0.9");
  await press(page, "ArrowUp", "w");
  await expect(page).toHaveURL(/mode=lecture#\/lab\?.*bias=0\.9&beat=6/);
  const before = await sentence(page).textContent();
  await page.reload();
  await expect(sentence(page)).toHaveText(before!);
  await expect(page.locator(".slide-foot")).toContainText("6 of 9");
  await expect(page.getByRole("slider", { name: "Temperature" })).toHaveAttribute("aria-valuetext", /^5;/);
  await expect(page.locator(".slide-row.all b")).toHaveCount(1);

  await press(page, "f", "PageDown");
  await expect(page.locator(".slide-frozen")).toHaveText("frozen");
  await expect(sentence(page)).toHaveText(before!);
  await press(page, "f", ".");
  await expect(page.locator(".slide-black")).toBeVisible();
  await press(page, "b");
  await expect(page.locator(".slide-black")).toHaveCount(0);
  await press(page, "p");
  await expect(sentence(page)).toContainText("Hands up");
  await press(page, "p", "r");
  await expect(sentence(page)).toHaveText("The student is untrained: its ten answers are chance.");
  await press(page, "c", "c", "c");
  await press(page, "Escape");
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
  await expect(page).not.toHaveURL(/mode=lecture/);
});

test("Space alone leads through the talk: past hidden answers, and past a training that has been played", async ({
  page,
}) => {
  await page.setViewportSize(sizes[0]);
  await openTalk(page);
  const beat = page.locator(".slide-beats .on");
  const number = async () => Number(await beat.textContent());
  await press(page, " ");
  await expect(beat).toHaveText("2");
  await press(page, " ");
  await expect(beat).toHaveText("3");
  // It is played from its first step; from its last one Space goes on.
  await press(page, " ");
  await expect(sentence(page)).toContainText("untrained");
  await press(page, " ", ...Array<string>(20).fill("/"));
  await expect(sentence(page)).not.toContainText("untrained");
  expect(await number()).toBe(3);
  await press(page, " ");
  await expect(beat).toHaveText("4");
});

test("Escape closes what was opened over the slide and leaves when nothing is, L leaves at once, and a replay keeps the bias", async ({
  page,
}) => {
  await page.setViewportSize(sizes[0]);
  await openTalk(page);
  await press(page, ...Array<string>(5).fill("PageDown"));
  const bias = page.getByRole("slider", { name: "Class bias" });
  await expect(bias).toHaveValue("0.7");
  await press(page, "r");
  await expect(bias).toHaveValue("0.7");
  await expect(bias).toBeDisabled();
  await expect(page.locator(".slide-row.all b").first()).not.toHaveText("93");
  await press(page, " ", ...Array<string>(12).fill("/"));
  await expect(bias).toBeEnabled();
  await expect(page.locator(".slide-row.all b").first()).toHaveText("93");

  await press(page, "s");
  await expect(page.locator(".qr-code")).toBeVisible();
  await press(page, "Escape");
  await expect(page.locator(".qr-code")).toHaveCount(0);
  await expect(page.locator(".slide-row.all b")).toHaveCount(2);
  for (const key of ["t", "?"]) {
    await press(page, key);
    await expect(page.locator(".slide-dialog")).toBeVisible();
    await press(page, "Escape");
    await expect(page.locator(".slide-dialog")).toHaveCount(0);
  }
  await press(page, "p");
  await expect(sentence(page)).toContainText("Hands up");
  await press(page, "Escape");
  await expect(sentence(page)).not.toContainText("Hands up");
  await press(page, "Escape");
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();

  await page.locator("body").press("l");
  await press(page, "s");
  await expect(page.locator(".qr-code")).toBeVisible();
  await press(page, "l");
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
});

test("the key L shows the lab as a slide and the slide as the lab again, with the same state", async ({ page }) => {
  await page.setViewportSize(sizes[0]);
  await page.goto("/#/lab/drop-3s?image=gallery.7&open=confusion");
  await expect(page.getByRole("grid").first()).toBeVisible();
  const temperature = page.getByRole("slider", { name: "Temperature" });
  await temperature.press("ArrowRight");
  const value = await temperature.getAttribute("aria-valuetext");
  // A letter in a list is that of an option.
  await page.getByRole("combobox", { name: "Method" }).press("l");
  await expect(page.locator(".slide")).toHaveCount(0);
  await temperature.press("l");
  await expect(page.locator(".slide .bars")).toBeVisible();
  await expect(page).toHaveURL(/mode=lecture/);
  await expect(temperature).toHaveAttribute("aria-valuetext", `${value}; the student was trained at 20`);
  await press(page, "l");
  await expect(page.getByRole("grid").first()).toBeVisible();
  await expect(temperature).toHaveAttribute("aria-valuetext", value!);
  await expect(page).not.toHaveURL(/mode=lecture/);
  await expect(page).toHaveURL(/#\/lab\?image=gallery\.7&open=confusion$/);
});

test("a lecture before Home's address is the talk's first beat, and leads into the lab", async ({ page }) => {
  await page.setViewportSize(sizes[0]);
  await page.goto("/?mode=lecture#/");
  await expect(page.locator(".slide-foot")).toContainText("1 of 9");
  await expect(page).toHaveURL(/mode=lecture#\/lab/);
  await press(page, "PageDown");
  await expect(page).toHaveURL(/beat=2/);
  await page.reload();
  await expect(page.locator(".slide-foot")).toContainText("2 of 9");
  await press(page, "Escape");
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();
});

test("Home’s link to the lecture keeps the chosen language and theme", async ({ page }) => {
  await page.goto("/?theme=dark#/");
  await page.locator("#home-language").click();
  await page.locator("#home .present").click();
  await expect(sentence(page)).toHaveText(/教师认定这是 9/);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("Home’s link to the lecture names only the choices that the browser has not kept", async ({ page }) => {
  const link = page.locator("#home .present");
  await page.goto("/#/");
  await expect(link).toHaveAttribute("href", "?mode=lecture#/");
  await page.locator("#home-theme").click();
  await page.locator("#home-language").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(link).toHaveAttribute("href", "?mode=lecture#/");
  await link.click();
  await expect(sentence(page)).toHaveText(/教师认定这是 9/);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/?lang=en#/");
  await expect(link).toHaveAttribute("href", "?mode=lecture&lang=en#/");
});

test("what no recording lacks cannot be dropped, and the slide is left by its button, by L and by Back", async ({
  page,
}) => {
  await page.setViewportSize(sizes[0]);
  await page.goto("/#/hinton-2015");
  await page.getByRole("navigation").getByRole("link", { name: "Lab" }).click();
  const present = page.getByRole("button", { name: "Present", exact: true });
  await present.click();
  const chips = page.getByRole("group", { name: "Drop classes" });
  await expect(chips.getByRole("button", { name: "3" })).toBeEnabled();
  await expect(chips.getByRole("button", { name: "7" })).toBeDisabled();
  await expect(chips.getByRole("button", { name: "7" })).toHaveAttribute("title", "No recorded run lacks exactly 7.");
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();

  await present.click();
  await press(page, "s");
  await expect(page.locator(".qr-code")).toBeVisible();
  await press(page, "l");
  await expect(page.getByRole("region", { name: "Result" })).toBeVisible();

  await present.click();
  await expect(page.locator(".slide .bars")).toBeVisible();
  await page.goBack();
  await expect(page.locator(".slide")).toHaveCount(0);
  await expect(page).toHaveURL(/\/#\/hinton-2015$/);
  await expect(page.locator("html")).not.toHaveAttribute("data-mode");
});

test("on a phone the slide is not offered, and one that is open can be left", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/?mode=lecture#/lab");
  const leave = page.getByRole("button", { name: "Leave", exact: true });
  await expect(leave).toBeInViewport({ ratio: 1 });
  await expect(page.locator(".slide-bars .bars")).toBeVisible();
  // Sentence, bars, sliders and panel stand one under another, as wide as the window.
  const boxes = await page
    .locator(".slide > :is(.slide-sentence, .slide-bars, .slide-knobs, .slide-panel, .slide-chips, .slide-foot)")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().toJSON()));
  const inOrder = boxes.toSorted((a, b) => a.top - b.top);
  for (const [i, { top, left, right }] of inOrder.entries()) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
    if (i > 0) expect(top).toBeGreaterThanOrEqual(inOrder[i - 1]!.bottom - 1);
  }
  await leave.click();
  await page.locator("header .menu").click();
  await expect(page.getByRole("button", { name: "Share", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Present", exact: true })).toBeHidden();
});

test("kept beats stand in place of the talk, and damaged ones do not", async ({ page }) => {
  const store = (beats: string) =>
    page.evaluate((text) => localStorage.setItem("distillation-playground beats", text), beats);
  await page.goto("/");
  await store('["#v=1&image=gallery.7&scale=logarithmic","#v=1&step=100","#v=x"]');
  await page.goto("/?mode=lecture#/lab");
  await expect(page.locator(".slide-foot")).toContainText("1 of 2");
  await press(page, "PageDown");
  await expect(sentence(page)).toContainText("At step 100 the student");
  await store('{"beats":');
  await page.reload();
  await expect(page.locator(".slide-beats li")).toHaveCount(talk.length);
});

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing on the slide and its dialogs, ${theme}`, async ({ page }) => {
    await openTalk(page, `&theme=${theme}`);
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, "PageDown", "PageDown", "PageDown", "PageDown", "PageDown");
    await expect(page.getByRole("slider", { name: "Class bias" })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await press(page, "?");
    expect(await seriousFaults(page)).toEqual([]);
  });
}
