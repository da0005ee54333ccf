/** What Home does: the slider, the guess, the race, and the choices of language and theme. Its markup is in index.html. */

import { type HomeWords, homeWords } from "../i18n/words/homeWords.en.ts";
import { homeWordsZh } from "../i18n/words/homeWords.zh.ts";
import { softmax } from "../math/softmax.ts";
import { firstChoices, keepChoices, searchWithChoices } from "../places/firstChoices.ts";
import { keepGuess } from "./guess.ts";
import type { HomeFacts } from "./homeFacts.ts";
import {
  type Guess,
  pieces,
  ranking,
  SOFT_FROM,
  type Stage,
  sentence,
  spokenAnswer,
  standingLabels,
  standingTexts,
  TEMPERATURES,
} from "./homeTexts.ts";
import { drawRace } from "./raceChart.ts";

/** How long the race takes, and how long a slider rests before its sentence is spoken, in ms. */
const RACE_MS = 3000;
const REST_MS = 500;

/** What the page's entry does with Home. */
export interface Home {
  /** @param unknown an address that leads nowhere, which Home then says */
  show(unknown: string | null): void;
  /** says that the lab could not be fetched */
  tellFailure(): void;
}

/** Sets the heights of ten bars; the likeliest class, and once they show its second thoughts, are marked. */
function setBars(element: Element, shares: ArrayLike<number>, marked: readonly number[]): void {
  const labels = element.querySelectorAll(".digits span");
  element.querySelectorAll("rect").forEach((bar, digit) => {
    const height = 100 * shares[digit]!;
    bar.setAttribute("y", `${100 - height}%`);
    bar.setAttribute("height", `${height}%`);
    for (const part of [bar, labels[digit]!]) part.classList.toggle("marked", marked.includes(digit));
  });
}

/** Starts Home in its markup. */
export function openHome(home: HTMLElement): Home {
  const part = <T extends Element = HTMLElement>(name: string) => {
    const found = home.querySelector<T>(`#home-${name}`);
    if (!found) throw new RangeError(`Home's markup has no element #home-${name}`);
    return found;
  };
  const facts = JSON.parse(part("facts").textContent ?? "") as HomeFacts;
  const ranked = ranking(facts.logits);
  const slider = part<HTMLInputElement>("temperature");
  const [heading, spoken, chart] = [part("sentence"), part("spoken"), part("chart")];
  let words: HomeWords = homeWords;
  let stage: Stage = "ask";
  let moved = false;
  let guess: Guess | null = null;
  let unknown: string | null = null;
  let failed = false;
  /** how much of the race has been run, 0 to 1 */
  let run = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const temperature = () => TEMPERATURES[Number(slider.value)] ?? 1;

  const speak = () => {
    spoken.textContent = heading.textContent;
  };

  const drawSentence = () => {
    const text = sentence(words, facts, { stage, temperature: temperature(), moved, guess });
    const nodes = pieces(text).map(({ text: piece, marked }) => {
      if (!marked) return piece;
      const bold = document.createElement("b");
      bold.textContent = piece;
      return bold;
    });
    heading.replaceChildren(...nodes);
  };

  const drawBars = () => {
    const at = temperature();
    const bars = part("bars");
    setBars(bars, softmax(facts.logits, at), at >= SOFT_FROM ? ranked.slice(0, 3) : ranked.slice(0, 1));
    bars.setAttribute("aria-label", spokenAnswer(words, facts, at));
    slider.setAttribute("aria-valuetext", words.spoken(at));
    slider.style.setProperty("--filled", `${(100 * Number(slider.value)) / (TEMPERATURES.length - 1)}%`);
  };

  const drawChart = () => {
    if (stage === "race" || stage === "doors") drawRace(chart, facts, words, run);
  };

  /** The errors of both small networks as two bars on one linear axis. */
  const drawResult = () => {
    const { taught, plain } = facts.errors;
    const longest = Math.max(taught, plain);
    part("result")
      .querySelectorAll("dd")
      .forEach((entry, i) => {
        const errors = i === 0 ? taught : plain;
        entry.textContent = `${Math.round(errors)}`;
        entry.style.setProperty("--share", `${(100 * errors) / longest}`);
      });
  };

  const drawNotice = () => {
    part("unknown").textContent = failed ? words.lacksLab : unknown === null ? "" : words.unknown(unknown);
  };

  const draw = () => {
    home.dataset["stage"] = stage;
    part<HTMLButtonElement>("teach").disabled = !moved;
    home.classList.toggle("moved", moved);
    drawSentence();
    drawBars();
    drawChart();
    drawNotice();
  };

  /** Writes all texts in the language of the document. */
  const translate = () => {
    const { language, theme } = firstChoices();
    words = language === "zh" ? homeWordsZh : homeWords;
    const texts: Readonly<Record<string, string>> = standingTexts(words, facts);
    const labels: Readonly<Record<string, string>> = standingLabels(words, facts);
    for (const element of home.querySelectorAll<HTMLElement>("[data-text]"))
      element.textContent = texts[element.dataset["text"]!] ?? "";
    for (const element of home.querySelectorAll<HTMLElement>("[data-label]"))
      element.setAttribute(
        element instanceof HTMLImageElement ? "alt" : "aria-label",
        labels[element.dataset["label"]!] ?? "",
      );
    home.querySelector("[data-text=otherLanguage]")?.setAttribute("lang", language === "zh" ? "en" : "zh");
    home.querySelector(".present")?.setAttribute("href", `${searchWithChoices("?mode=lecture")}#/`);
    part("theme").setAttribute("aria-label", theme === "dark" ? words.lightTheme : words.darkTheme);
    part("theme").firstElementChild!.textContent = theme === "dark" ? "☀" : "☾";
    document.title = words.title;
    draw();
  };

  const enter = (next: Stage) => {
    stage = next;
    draw();
    speak();
  };

  const finish = () => {
    run = 1;
    enter("doors");
  };

  const race = () => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return finish();
    enter("race");
    // The button that had the focus is gone.
    heading.focus({ preventScroll: true });
    let begun: number | null = null;
    const frame = (now: number) => {
      begun ??= now;
      run = Math.min(1, (now - begun) / RACE_MS);
      if (run === 1) return finish();
      drawChart();
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };

  slider.addEventListener("input", () => {
    moved = true;
    draw();
    clearTimeout(rest);
    rest = setTimeout(speak, REST_MS);
  });
  part("teach").addEventListener("click", () => {
    enter("predict");
    home.querySelector<HTMLElement>("[data-guess]")?.focus({ preventScroll: true });
  });
  for (const button of home.querySelectorAll<HTMLElement>("[data-guess]"))
    button.addEventListener("click", () => {
      guess = button.dataset["guess"] as Guess;
      keepGuess(guess);
      race();
    });
  part("theme").addEventListener("click", () => {
    const { language, theme } = firstChoices();
    keepChoices({ language, theme: theme === "dark" ? "light" : "dark" });
    translate();
  });
  part("language").addEventListener("click", () => {
    const { language, theme } = firstChoices();
    keepChoices({ language: language === "zh" ? "en" : "zh", theme });
    translate();
  });
  const menu = part("menu");
  menu.addEventListener("click", () => {
    const open = menu.getAttribute("aria-expanded") !== "true";
    menu.setAttribute("aria-expanded", `${open}`);
  });
  addEventListener("resize", drawChart);
  drawResult();
  return {
    show(address) {
      unknown = address;
      menu.setAttribute("aria-expanded", "false");
      translate();
    },
    tellFailure() {
      failed = true;
      drawNotice();
    },
  };
}
