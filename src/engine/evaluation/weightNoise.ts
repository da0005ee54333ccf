/** The width of the minimum that a network ends in: its loss on its training images with noise on all its weights. */

import { bytesOfImage, type Dataset } from "../../domain/dataset.ts";
import { openStream, streamKey } from "../../math/random.ts";
import type { Stage } from "../../methods/core/method.ts";
import { outputOf } from "../../methods/parts/teacherStudent.ts";
import { layersOf, type ParameterSpec } from "../graphs/networkGraph.ts";
import { recordLogits } from "../graphs/outputGraph.ts";
import { networkOf } from "../graphs/stageParts.ts";
import type { JobState } from "../job/jobState.ts";
import type { DrawnPicture } from "./stagePictures.ts";
import { evaluateLogits, openPredictor } from "./testMetrics.ts";

/** Standard deviations of the noise, evenly spaced. */
export const DEVIATIONS: readonly number[] = [0, 0.01, 0.02, 0.03, 0.04, 0.05];
/** Draws of the noise for each deviation. */
const DRAWS = 5;
/** Most images on which the loss is computed. */
const MOST_IMAGES = 1000;

function firstOf(set: Dataset, most: number): Dataset {
  const count = Math.min(set.count, most);
  const images = set.images.subarray(0, count * bytesOfImage(set));
  return { ...set, count, images, labels: set.labels.subarray(0, count) };
}

/**
 * Measures a trained network's mean cross-entropy under independent Gaussian noise on each of its trained numbers
 * (Zhang et al. 2018, section 3.5). Students of one seed meet the same noise; the network is left as it was.
 * @param set images and labels that it was trained on; the first thousand are used
 * @returns a curve over the deviations
 */
export async function measureWeightNoise(
  { executor, seed }: JobState,
  stage: Stage,
  network: string,
  set: Dataset,
): Promise<DrawnPicture> {
  const spec = networkOf(stage, network);
  const { classes } = spec.architecture;
  const images = firstOf(set, MOST_IMAGES);
  const predict = openPredictor(executor, (batch) => recordLogits(stage, outputOf(network), batch), classes);
  const parameters = layersOf(spec).flatMap((layer) => layer.filter(({ kind }) => kind !== "statistic"));
  const stored = new Map<ParameterSpec, Float32Array>();
  for (const parameter of parameters) stored.set(parameter, await executor.read(parameter.name));
  const values: number[] = [];
  for (const [level, deviation] of DEVIATIONS.entries()) {
    let sum = 0;
    const draws = deviation === 0 ? 1 : DRAWS;
    for (let draw = 0; draw < draws; draw++) {
      for (const [{ name, shape }, weights] of stored) {
        const stream = openStream(streamKey(seed, "noise", level, draw, name));
        const noisy = () => weights.map((value) => value + deviation * stream.normal());
        executor.write(name, deviation === 0 ? weights : noisy(), shape);
      }
      sum += evaluateLogits(await predict(images), images.labels, classes, { teacherLogits: null }).crossEntropy;
    }
    values.push(sum / draws);
  }
  for (const [{ name, shape }, weights] of stored) executor.write(name, weights, shape);
  return {
    picture: "noise",
    title: "Loss under noise on all weights, by its standard deviation",
    kind: "curve",
    panels: [
      { label: network, shape: [1, values.length], values: Float32Array.from(values), range: [0, DEVIATIONS.at(-1)!] },
    ],
  };
}
