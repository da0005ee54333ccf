/** Composed lessons by a seeded generator: random controls, cards and texts, hostile ones among them. */

import type { ComposedCard, ComposedLesson, Words } from "../../lessons/composed/composedLesson.ts";
import { openStream, type Random, streamKey } from "../../math/random.ts";
import { presets } from "../../methods/experiments/presets.ts";

type Control = keyof ComposedLesson["controls"];

const CONTROLS: readonly Control[] = [
  ...(["digit", "temperature", "scale", "networks", "dropClasses", "bias", "arm", "step"] as const),
  ...(["param.softWeight", "param.hardWeight", "class.0", "class.3", "class.8"] as const),
];

/** Texts that would do harm if they were read as anything but text. */
const HOSTILE = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "{{constructor}} $(location)",
  "*one asterisk, and __proto__",
  "\u202eright to left\u202c",
  "\ud83d\ude00 half a pair: \ud83d",
  "a&b=c#d?e=f",
];

const PLAIN = ["Raise the temperature.", "移动温度滑块。", "What do you see?", "Threes", "在 3 上试一试"];

/** Draws values from one stream. */
function drawing(random: Random) {
  const oneOf = <T>(values: readonly T[]): T => values[random.integer(values.length)]!;
  const maybe = () => random.uniform() < 0.5;
  const text = (max: number) => `${oneOf(maybe() ? HOSTILE : PLAIN)} ${random.integer(1000)}`.slice(0, max);
  const someWords = (max: number): Words => {
    const which = random.integer(3);
    return { ...(which === 1 ? {} : { en: text(max) }), ...(which === 2 ? {} : { zh: text(max) }) };
  };
  const words = (max: number): Words => (maybe() ? {} : someWords(max));
  const listOf = <T>(length: number, item: (i: number) => T): T[] => Array.from({ length }, (_, i) => item(i));
  const control = () => ({
    is: "control" as const,
    control: oneOf<Control>(["temperature", "bias", "param.softWeight"]),
    ...oneOf([
      { atLeast: 2.5, atMost: null },
      { atLeast: null, atMost: -0.25 },
      { atLeast: 0.1, atMost: 4 },
    ]),
  });
  const until = (): ComposedCard["until"] =>
    oneOf([null, control(), { is: "dropped" as const, digit: random.integer(10) }]);
  return { oneOf, maybe, someWords, words, listOf, until, integer: random.integer };
}

/** A lesson; the same for the same seed. */
export function randomComposedLesson(seed: number): ComposedLesson {
  const { oneOf, maybe, someWords, words, listOf, until, integer } = drawing(openStream(streamKey(seed, "composed")));
  const cards = listOf(integer(6), () => ({ title: words(60), text: someWords(300), until: until() }));
  const question = () => {
    const options = listOf(2 + integer(3), () => someWords(120));
    return { question: someWords(200), options, right: integer(options.length) };
  };
  const prediction = maybe() ? { ...question(), came: words(200) } : null;
  if (prediction && cards.length > 0 && maybe()) cards[integer(cards.length)]!.until = { is: "guess" };
  const asked = maybe() ? question() : null;
  const named = CONTROLS.flatMap((control) => {
    const state = oneOf(["free", "locked", "hidden"] as const);
    return state === "free" ? [] : [[control, state] as const];
  });
  return {
    title: someWords(80),
    experiment: oneOf(presets).experiment,
    view: {
      image: maybe() ? { set: oneOf(["gallery", "confusing"] as const), index: integer(10) } : null,
      scale: oneOf(["linear", "logarithmic", "others"] as const),
      bias: oneOf([0, 0.5, -1.25]),
      step: oneOf([null, 0, 120]),
    },
    controls: Object.fromEntries(named),
    reasons: Object.fromEntries(named.flatMap(([control]) => (maybe() ? [[control, someWords(120)]] : []))),
    sentence: maybe(),
    cards,
    prediction,
    check: asked && { ...asked, replies: asked.options.map(() => words(200)) },
    endsInLab: maybe(),
    trains: maybe(),
  };
}
