/** Translates the layers of a LayersModel, one after another, into those of an Architecture with their weights. */

import type { ManifestArray } from "./manifestWeights.ts";
import { nameOfLayer, type OrderedLayer, type TopologyLayer } from "./modelTopology.ts";
import { activationOf, numbersOf, only, type Source, squareOf } from "./topologySettings.ts";
import { addBatchNorm, addSum, addWeighted, type MadeWeights, type Translation } from "./translatedLayers.ts";

/** What a model's layers have become; to be checked as an Architecture. */
export interface TranslatedLayers {
  readonly architecture: unknown;
  /** the weights of each layer by their part, the logit layer last */
  readonly layers: readonly MadeWeights[];
  /** strides of the projections of shortcuts, by the index of their layer */
  readonly strides: ReadonlyMap<number, number>;
}

/** A ReLU of its own belongs to the last layer of weights: dropout, flattening and max pooling commute with it. */
function addActivation(state: Translation, { fault }: Source, activation: string): void {
  state.takesNorm = false;
  if (activation === "linear") return;
  if (activation === "softmax") {
    state.isEnded = true;
    return;
  }
  if (state.open) state.open.activation = "relu";
  else if (state.made.at(-1)?.layer.activation !== "relu")
    throw fault("is a ReLU that follows no layer of weights; leave it out");
  state.open = null;
}

function setInput(state: Translation, source: Source): void {
  const { config, fault } = source;
  const given = config["batch_input_shape"] ?? config["batch_shape"];
  if (!Array.isArray(given)) throw fault("has no batch_input_shape; give the first layer the shape of an image");
  const shape = given.slice(1).map(Number);
  const side = shape.length === 1 ? Math.sqrt(shape[0]!) : 0;
  if (shape.length < 1 || shape.length > 3 || (shape.length === 1 && !Number.isInteger(side)))
    throw fault(`takes [${shape.join(", ")}]; it has to take an image as [height, width, channels], or its pixels`);
  const image = shape.length === 1 ? [side, side] : shape;
  state.input = image[2] === 1 ? image.slice(0, 2) : image;
  state.rank = shape.length;
}

/** Refuses a layer of images where the values are none. */
function needsMaps({ rank }: Translation, { fault }: Source): void {
  if (rank === 3) return;
  throw fault(
    rank === 2
      ? "needs images with channels; reshape them to [height, width, 1] before"
      : "needs images, but comes after Flatten or Dense",
  );
}

function reshape(state: Translation, { config, fault }: Source): void {
  const [height = 0, width = 0, channels = 1] = state.input;
  const target = numbersOf(config["target_shape"] ?? []);
  const image = [height, width, channels];
  const isImage = state.made.length === 0 && target.length === 3 && target.every((n, i) => n === -1 || n === image[i]);
  if (isImage) state.rank = 3;
  else if (target.length === 1) state.rank = 1;
  else
    throw fault(`reshapes to [${target.join(", ")}]; only images to [${image.join(", ")}] and maps to rows are read`);
}

/** Adds pooling. @param by what it takes of each window; the largest where that is not told */
function addPooling(state: Translation, source: Source, by: { readonly by?: "mean" }): void {
  needsMaps(state, source);
  only(source, "data_format", "channels_last");
  const size = squareOf(source, "pool_size", 2);
  const stride = squareOf(source, "strides", size);
  const padding = source.config["padding"] === "same" ? { padding: "same" } : {};
  const layer = { kind: "pool", size, ...(stride === size ? {} : { stride }), ...padding, ...by };
  state.made.push({ layer, weights: {}, name: source.name });
  state.takesNorm = false;
}

/** How each kind of layer is translated. */
const translations: Readonly<Record<string, (state: Translation, source: Source) => void>> = {
  InputLayer: setInput,
  Flatten(state, source) {
    only(source, "data_format", "channels_last");
    [state.rank, state.takesNorm] = [1, false];
  },
  Reshape(state, source) {
    reshape(state, source);
    state.takesNorm = false;
  },
  Rescaling(state, source) {
    const { config, fault } = source;
    const isByte = Math.abs(Number(config["scale"]) * 255 - 1) < 1e-6 && Number(config["offset"] ?? 0) === 0;
    if (!isByte || state.made.length > 0)
      throw fault("rescales its input; images have values 0..1 here, so only a first layer of 1/255 is read");
  },
  Dense(state, source) {
    if (state.rank !== 1) throw source.fault("takes images or maps without a Flatten before it; put one there");
    addWeighted(state, source, { kind: "dense", units: source.config["units"] }, "kernel");
  },
  Conv2D(state, source) {
    needsMaps(state, source);
    for (const key of ["dilation_rate", "groups"]) only(source, key, 1);
    only(source, "data_format", "channels_last");
    const kernel = squareOf(source, "kernel_size");
    const stride = squareOf(source, "strides", 1);
    const padding = source.config["padding"] ?? "valid";
    // A filter of one pixel has no border: both ways of padding are the same.
    const isSame = padding === "same" || (kernel === 1 && stride === 1);
    const steps = stride === 1 ? {} : { stride };
    const layer = { kind: "conv", filters: source.config["filters"], kernel, ...steps, ...(isSame ? {} : { padding }) };
    addWeighted(state, source, layer, "kernel");
  },
  DepthwiseConv2D(state, source) {
    needsMaps(state, source);
    for (const key of ["strides", "dilation_rate", "depth_multiplier"]) only(source, key, 1);
    only(source, "data_format", "channels_last");
    if (source.config["padding"] !== "same") throw source.fault('has no padding; only "same" is read');
    addWeighted(state, source, { kind: "depthwise", kernel: squareOf(source, "kernel_size") }, "depthwise_kernel");
  },
  BatchNormalization: addBatchNorm,
  Add: addSum,
  Activation: (state, source) => addActivation(state, source, activationOf(source)),
  ReLU(state, source) {
    only(source, "negative_slope", 0);
    only(source, "threshold", 0);
    if (source.config["max_value"] != null) throw source.fault("has a largest value; only a plain ReLU is read");
    addActivation(state, source, "relu");
  },
  LeakyReLU(state, source) {
    const slope = Number(source.config["alpha"] ?? source.config["negative_slope"] ?? 0.3);
    if (!state.open) throw source.fault("does not follow a layer of weights; put it behind one, or take ReLU");
    Object.assign(state.open, { activation: "leakyRelu", slope });
    [state.open, state.takesNorm] = [null, false];
  },
  Softmax: (state, source) => addActivation(state, source, "softmax"),
  MaxPooling2D: (state, source) => addPooling(state, source, {}),
  AveragePooling2D(state, source) {
    addPooling(state, source, { by: "mean" });
    state.open = null; // A ReLU after a mean is another one than before it.
  },
  Dropout(state, source) {
    const rate = Number(source.config["rate"] ?? 0);
    state.made.push({ layer: { kind: "dropout", rate }, weights: {}, name: source.name });
    state.takesNorm = false;
  },
};

/** Layers by other names, and what to do about layers that are often met and have no place in an Architecture. */
const sameAs: Readonly<Record<string, string>> = {
  MaxPool2D: "MaxPooling2D",
  AvgPool2D: "AveragePooling2D",
  Convolution2D: "Conv2D",
  "Custom>ReLU": "ReLU",
};
const remedies: Readonly<Record<string, string>> = {
  GlobalAveragePooling2D: "take AveragePooling2D over the whole map",
  GlobalMaxPooling2D: "take Flatten",
  SeparableConv2D: "write it as DepthwiseConv2D and Conv2D of 1x1",
  ZeroPadding2D: 'take padding "same" in the convolution',
};

/** The arrays of each layer by its name and their own: "dense/kernel", after any other part and without ":0". */
function arraysByLayer(arrays: readonly ManifestArray[]): Map<string, ManifestArray> {
  const found = new Map<string, ManifestArray>();
  for (const array of arrays) {
    const parts = array.name.replace(/:\d+$/, "").split("/");
    const key = parts.slice(-2).join("/");
    if (found.has(key)) throw new RangeError(`the manifest has the weights "${key.slice(0, 60)}" twice`);
    found.set(key, array);
  }
  return found;
}

/**
 * Translates a model.
 * @throws RangeError naming the layer that an Architecture cannot represent, and what would be read
 */
export function layersFrom(layers: readonly OrderedLayer[], arrays: readonly ManifestArray[]): TranslatedLayers {
  const left = arraysByLayer(arrays);
  const state: Translation = {
    ...{ made: [], rank: 0, input: [], open: null, takesNorm: false, isEnded: false },
    ...{ passed: new Map(), strides: new Map() },
  };
  const sourceOf = (layer: TopologyLayer): Source => {
    const { class_name: kind, config } = layer;
    const name = nameOfLayer(layer);
    return {
      ...{ name, kind, config },
      fault: (why: string) => new RangeError(`the layer "${name.slice(0, 60)}" (${kind.slice(0, 40)}) ${why}`),
      array(part: string) {
        const key = `${name}/${part}`;
        const found = left.get(key);
        left.delete(key);
        return found;
      },
    };
  };
  const passed = new Set(layers.map(({ shortcut }) => shortcut?.from));
  for (const layer of layers) {
    const { shortcut } = layer;
    const source: Source = {
      ...sourceOf(layer),
      ...(shortcut ? { shortcut: { from: shortcut.from, through: shortcut.through.map(sourceOf) } } : {}),
    };
    const { kind, name, fault } = source;
    if (state.isEnded) throw fault("comes after softmax, which only the end may have");
    const known = Object.hasOwn(sameAs, kind) ? sameAs[kind]! : kind;
    const translate = Object.hasOwn(translations, known) ? translations[known]! : null;
    const remedy = Object.hasOwn(remedies, kind) ? remedies[kind] : `read are ${Object.keys(translations).join(", ")}`;
    if (!translate) throw fault(`is of a kind that networks here do not have; ${remedy}`);
    // The first layer of a Sequential model may say the shape of its input itself.
    if (state.input.length === 0 && known !== "InputLayer") setInput(state, source);
    translate(state, source);
    if (known === "Dense") state.rank = 1;
    if (!passed.has(name)) continue;
    // What is added later is as it is here: nothing that follows becomes a part of it.
    state.passed.set(name, state.made.length);
    [state.open, state.takesNorm] = [null, false];
  }
  const [unused] = left.keys();
  if (unused !== undefined)
    throw new RangeError(`the weights "${unused.slice(0, 60)}" belong to no layer; leave them out`);
  return withLogits(state);
}

/** The architecture, whose last layer has to be the logit layer. Dropout after it does nothing and is left out. */
function withLogits({ made, input, strides }: Translation): TranslatedLayers {
  const end = made.findLastIndex(({ layer }) => layer.kind !== "dropout");
  const logits = made[end];
  if (logits?.layer.kind !== "dense" || logits.layer.activation !== "linear" || logits.layer.batchNorm)
    throw new RangeError(
      `its last layer${logits ? ` "${logits.name.slice(0, 60)}"` : ""} does not give logits; end with a Dense layer of linear or softmax activation, without batch norm`,
    );
  const kept = made.slice(0, end + 1);
  const architecture = { input, layers: kept.slice(0, -1).map(({ layer }) => layer), classes: logits.layer["units"] };
  return { architecture, layers: kept.map(({ weights }) => weights), strides };
}
