/** Home as markup, in English, as it stands in index.html before any script has run. */

import { homeWords } from "../i18n/words/homeWords.en.ts";
import { softmax } from "../math/softmax.ts";
import type { HomeFacts } from "./homeFacts.ts";
import { pieces, ranking, sentence, spokenAnswer, standingLabels, standingTexts, TEMPERATURES } from "./homeTexts.ts";

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Width and height of a network's picture, and width of one layer, in units of the picture. */
const [NET_WIDTH, NET_HEIGHT, LAYER_WIDTH] = [120, 150, 9];

/** The least height of a layer in a network's picture. */
const LEAST_LAYER = 6;

/** A network as a picture: one column a layer, its height by the number of units, 784 units being the whole height. */
function network(units: readonly number[], role: "teacher" | "student" | "baseline"): string {
  const heights = units.map((count) => Math.max(LEAST_LAYER, Math.round((count / 784) * NET_HEIGHT)));
  const left = (layer: number) => Math.round((layer * (NET_WIDTH - LAYER_WIDTH)) / (units.length - 1));
  const middle = NET_HEIGHT / 2;
  const weights = heights.slice(1).map((next, layer) => {
    const [from, to, height] = [left(layer) + LAYER_WIDTH, left(layer + 1), heights[layer]!];
    return `<path d="M${from} ${middle - height / 2}L${to} ${middle - next / 2}V${middle + next / 2}L${from} ${middle + height / 2}Z"/>`;
  });
  const layers = heights.map(
    (height, layer) =>
      `<rect x="${left(layer)}" y="${middle - height / 2}" width="${LAYER_WIDTH}" height="${height}" rx="2.5"/>`,
  );
  return `<svg class="net ${role}" viewBox="0 0 ${NET_WIDTH} ${NET_HEIGHT}" aria-hidden="true">${weights.join("")}${layers.join("")}</svg>`;
}

/**
 * Ten upright bars, 0 to 100 % of the height, and the digits under them.
 * @param marked the digits that stand out
 * @param name of the picture; none where hidden
 */
function bars(shares: ArrayLike<number>, id: string, marked: readonly number[], name: string | null): string {
  const mark = (digit: number) => (marked.includes(digit) ? ' class="marked"' : "");
  const rects = Array.from(shares, (share, digit) => {
    const height = (100 * share).toFixed(2);
    return `<rect x="${digit * 10 + 1.4}%" y="${(100 - 100 * share).toFixed(2)}%" width="7.2%" height="${height}%" rx="3"${mark(digit)}/>`;
  });
  const digits = Array.from(shares, (_, digit) => `<span${mark(digit)}>${digit}</span>`).join("");
  const role = name === null ? 'aria-hidden="true"' : `role="img" aria-label="${escaped(name)}"`;
  return `<div class="bars" id="${id}" ${role}><svg>${rects.join("")}</svg><div class="digits" aria-hidden="true">${digits}</div></div>`;
}

/**
 * The markup of Home, and its numbers as JSON in a data block, which is no script and is not run.
 * @param picture address of the image, ink on transparent
 */
export function homeMarkup(facts: HomeFacts, picture: string): string {
  const texts = standingTexts(homeWords, facts);
  const labels = standingLabels(homeWords, facts);
  const say = (key: keyof typeof texts, tag = "span", className = "") =>
    `<${tag}${className === "" ? "" : ` class="${className}"`} data-text="${key}">${escaped(texts[key])}</${tag}>`;
  const named = (key: keyof typeof labels) => `aria-label="${escaped(labels[key])}" data-label="${key}"`;
  const first = pieces(sentence(homeWords, facts, { stage: "ask", temperature: 1, moved: false, guess: null }))
    .map(({ text, marked }) => (marked ? `<b>${escaped(text)}</b>` : escaped(text)))
    .join("");
  const only = facts.logits.map((_, digit) => (digit === facts.digit ? 1 : 0));
  const door = (id: string, address: string, name: keyof typeof texts, about: keyof typeof texts) =>
    `<a class="door" id="${id}" href="${address}">${say(name, "b")}${say(about)}</a>`;
  const guess = (value: string, name: keyof typeof texts) =>
    `<button type="button" class="big" data-guess="${value}" data-text="${name}">${escaped(texts[name])}</button>`;
  const json = JSON.stringify(facts).replaceAll("<", "\\u003c");
  const arrow = (where: string) => `<span class="arrow ${where}" aria-hidden="true">→</span>`;
  return `<div id="home" data-stage="ask">
<header class="top"><a class="brand" href="#/" data-text="brand">${escaped(texts.brand)}</a>
<nav id="home-places" ${named("places")}>${say("lessons", "a").replace("<a", '<a href="#/lesson"')}${say("lab", "a").replace("<a", '<a href="#/lab"')}${say("section", "a").replace("<a", '<a href="#/hinton-2015"')}</nav>
<span class="grow"></span><a class="present" href="?mode=lecture#/" data-text="present">${escaped(texts.present)}</a><button type="button" class="quiet" id="home-theme" aria-label="${homeWords.darkTheme}"><span aria-hidden="true">☾</span></button>
<button type="button" class="quiet" id="home-language" ${named("language")}><span lang="zh" data-text="otherLanguage">${texts.otherLanguage}</span></button>
<button type="button" class="quiet menu" id="home-menu" aria-expanded="false" aria-controls="home-places" ${named("menu")}><span aria-hidden="true">☰</span></button></header>
<p id="home-unknown" role="status"></p>
<main><h1 id="home-sentence" tabindex="-1">${first}</h1><p id="home-spoken" class="unseen" role="status"></p>
<div class="scene">
<img class="digit" width="232" height="232" src="${picture}" alt="${escaped(labels.image)}" data-label="image">
${arrow("in")}<div class="large">${network(facts.teacher.units, "teacher")}<p>${say("large", "b", "of-teacher when-ask")}${say("teacher", "b", "of-teacher when-predict")}${say("parameters", "span", "when-ask")}</p></div>${arrow("out")}
<div class="answer">${bars(softmax(facts.logits), "home-bars", [facts.digit], spokenAnswer(homeWords, facts, 1))}</div>
<div class="given">
<div class="gift">${say("whole", "p", "of-student")}${bars(softmax(facts.logits, facts.temperature), "home-whole", ranking(facts.logits).slice(0, 3), null)}<span class="arrow" aria-hidden="true">→</span><div>${network(facts.student.units, "student")}</div></div>
<div class="gift">${say("only", "p", "of-baseline")}${bars(only, "home-only", [facts.digit], null)}<span class="arrow" aria-hidden="true">→</span><div>${network(facts.student.units, "baseline")}</div></div></div>
<ul class="racers"><li>${network(facts.teacher.units, "teacher")}${say("lineTeacher", "b", "of-teacher")}</li><li>${network(facts.student.units, "student")}${say("taught", "b", "of-student")}</li><li>${network(facts.student.units, "baseline")}${say("plain", "b", "of-baseline")}</li></ul>
<div class="result"><p>${say("wrong")}</p><dl id="home-result"><div class="of-student">${say("lineTaught", "dt")}<dd></dd></div><div class="of-baseline">${say("linePlain", "dt")}<dd></dd></div></dl>${say("unequal", "p", "note")}</div>
<div class="chart" id="home-chart" role="img"></div>
<div class="lens"><input type="range" id="home-temperature" min="0" max="${TEMPERATURES.length - 1}" step="1" value="0" autocomplete="off" aria-valuetext="${homeWords.spoken(1)}"><div class="ends">${say("sure")}${say("temperature", "label").replace("<label", '<label for="home-temperature"')}${say("open")}</div>${say("effect", "p", "note")}</div>
<div class="act"><div class="when-ask"><button type="button" class="big primary" id="home-teach" data-text="teach" disabled>${escaped(texts.teach)}</button>${say("moveFirst", "span", "first note")}</div>
<div class="when-predict">${say("question", "p")}<div class="guesses">${guess("taught", "guessTaught")}${guess("plain", "guessPlain")}${guess("same", "guessSame")}</div></div>
${say("training", "p", "when-race note")}
<div class="doors when-doors">${door("home-door-class", "#/lab/drop-3s", "doorClass", "doorClassAbout")}${door("home-door-lab", "#/lab/hinton", "doorLab", "doorLabAbout")}</div></div>
</div></main>
<footer>${say("source", "p", "before-doors")}<p class="when-doors">${say("figures")}${say("recorded")}</p></footer>
<script type="application/json" id="home-facts">${json}</script></div>`;
}
