/**
 * An experiment as a PyTorch script: the same networks, losses, optimiser, schedule and stages. Random numbers (first
 * weights, batches, dropout) are PyTorch's own, so errors differ by chance from those of the page.
 */

import { armsOf, BASELINE, DISTILLED, type Experiment } from "../domain/experiment.ts";
import { BATCH_NORM_EPSILON } from "../domain/layerFormulas.ts";
import { transferLabelsOf } from "../domain/namedDatasets.ts";
import { paramValues } from "../methods/core/parameters.ts";
import { fidelityOf } from "../methods/experiments/fidelityTexts.ts";
import { needsTeacher, stagesOf, teacherStages } from "../methods/registry/arms.ts";
import { methodById } from "../methods/registry/methodRegistry.ts";
import { DATA_TEXT } from "./imagesText.ts";
import { NETWORK_TEXT } from "./networkText.ts";
import { NoScriptError } from "./noScriptError.ts";
import { identifier, indented, literal } from "./pythonNames.ts";
import { MAIN_TEXT, TRAINING_TEXT } from "./trainingLoopText.ts";
import { addArm, addTeacher, openScriptFunctions, readsLabels } from "./trainingText.ts";
import { startText } from "./weightChangeText.ts";

/** One part of a script, which is a cell of the notebook. */
export interface ScriptPart {
  readonly title: string;
  readonly text: string;
}

const IMPORTS = `import argparse
import copy
import gzip
import math
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn`;

/** A JSON value as a Python literal. */
function pythonValue(value: unknown): string {
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(", ")}]`;
  return JSON.stringify(value);
}

function dictionary(name: string, entries: Readonly<Record<string, unknown>>): readonly string[] {
  const lines = Object.entries(entries).map(([key, value]) => `${literal(key)}: ${pythonValue(value)},`);
  return lines.length > 0 ? [`${name} = {`, ...indented(lines), "}"] : [`${name} = {}`];
}

/** Numbers of the method's settings, which losses read by name. */
export function liveSettings({ method }: Experiment): Readonly<Record<string, number>> {
  const { params } = methodById(method.id);
  const values = paramValues(params, method.params);
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

function settingLines(experiment: Experiment): readonly string[] {
  const { data, transferSet, seed, pairs, student } = experiment;
  const [height, width] = student.architecture.input;
  return [
    `SEED = ${seed}`,
    `PAIRS = ${pairs}`,
    `CLASSES = ${student.architecture.classes}`,
    `HEIGHT, WIDTH, CHANNELS = ${height}, ${width}, 1`,
    `EPSILON = ${BATCH_NORM_EPSILON}  # of batch norm`,
    ...dictionary("DATA", {
      dataset: data.dataset,
      train: data.train,
      heldOut: data.heldOut ?? 0,
      source: transferSet.source,
      transferSize: transferSet.size,
      omitClasses: transferSet.omitClasses,
      teacherLacks: data.omitClasses ?? [],
      noisyLabels: transferSet.noisyLabels ?? 0,
      transferHasLabels: transferLabelsOf(experiment) === "own",
    }),
    "# Settings of the method that its losses read.",
    ...dictionary("LIVE", liveSettings(experiment)),
  ];
}

/** What the script is, as the text at its head. */
function description(experiment: Experiment, { link, version }: ScriptOrigin): string {
  const { id, name, claim, formula, paper } = methodById(experiment.method.id);
  const fidelity = fidelityOf(id);
  return [
    `${name}.`,
    "",
    claim,
    `${paper.authors}: ${paper.title}, ${paper.year}. ${paper.url}`,
    ...(formula ? ["", formula] : []),
    "",
    `As in the paper: ${fidelity.exact}`,
    `Otherwise: ${fidelity.scaled}`,
    "",
    `Written by the Distillation Playground ${version} from ${link}`,
    "The networks, losses, optimiser, schedule and stages are those of the page. First weights, batches and dropout are",
    "drawn by PyTorch, so errors differ by chance. Needs Python 3.9, PyTorch 2 and NumPy; torchvision downloads MNIST.",
  ].join("\n");
}

/** Where a script comes from. */
export interface ScriptOrigin {
  readonly link: string;
  readonly version: string;
}

/**
 * The parts of an experiment's script, in order.
 * @throws NoScriptError where a part of the experiment has no script, naming it
 */
export function scriptParts(experiment: Experiment, origin: ScriptOrigin): readonly ScriptPart[] {
  if (experiment.teacher.given)
    throw new NoScriptError(
      "the teacher is given and not trained, and the script would train one; train a teacher in the run instead",
    );
  const { classes } = experiment.student.architecture;
  const functions = openScriptFunctions();
  const arms = armsOf(experiment);
  const teacher = needsTeacher(experiment, arms) ? addTeacher(teacherStages(experiment), classes, functions) : "None";
  const { arms: own = {} } = methodById(experiment.method.id);
  const names: Readonly<Record<string, string>> = { [DISTILLED]: "distilled student", [BASELINE]: "student alone" };
  const stagesByArm = new Map(arms.map((arm) => [arm, stagesOf(arm, experiment)]));
  const starts = startText([...stagesByArm.values()].flat().flatMap(({ networks }) => networks));
  const entries = arms.map((arm) => {
    const name = names[arm] ?? own[arm]?.name ?? arm.replaceAll("-", " ");
    const stages = stagesByArm.get(arm)!;
    const trained = addArm(
      `train ${identifier(name)}`,
      { stages, classes, labelled: readsLabels(arm, experiment) },
      functions,
    );
    return `${literal(name)}: ${trained},`;
  });
  return [
    {
      title: "What this is",
      text: `"""\n${description(experiment, origin).replaceAll("\\", "\\\\")}\n"""\n\n${IMPORTS}`,
    },
    { title: "Settings", text: settingLines(experiment).join("\n") },
    { title: "Images", text: DATA_TEXT },
    { title: "Layers and networks", text: NETWORK_TEXT },
    { title: "The networks of this experiment", text: functions.layers.text },
    { title: "Training and evaluation", text: TRAINING_TEXT },
    ...(starts === "" ? [] : [{ title: "First weights that are made from those of another network", text: starts }]),
    { title: "Losses", text: functions.losses.text },
    {
      title: "Arms: the distilled student and those that it is compared with",
      text: [functions.arms.text, `TEACHER = ${teacher}`, ["ARMS = {", ...indented(entries), "}"].join("\n")].join(
        "\n\n\n",
      ),
    },
    { title: "All pairs and arms", text: MAIN_TEXT },
  ];
}

/**
 * The experiment as one Python file.
 * @throws NoScriptError where a part of the experiment has no script, naming it
 */
export function pytorchScript(experiment: Experiment, origin: ScriptOrigin): string {
  const parts = scriptParts(experiment, origin);
  return `${parts.map(({ title, text }, i) => (i === 0 ? text : `# %% ${title}\n${text}`)).join("\n\n\n")}\n`;
}
