/**
 * The layers of a LayersModel's topology, in their order: of a Sequential model, or of a functional one in which each
 * layer follows one other, or adds what an earlier one gives. As tfjs, Keras 2 and Keras 3 write them.
 */

import * as v from "valibot";

/** Most layers of a model that are read: an architecture has 24, and each may be several. */
const MAX_LAYERS = 200;

const LayerSchema = v.looseObject({
  class_name: v.string(),
  config: v.record(v.string(), v.unknown()),
  name: v.optional(v.string()),
  inbound_nodes: v.optional(v.array(v.unknown())),
});
/** One layer as the file has it. */
export type TopologyLayer = v.InferOutput<typeof LayerSchema>;

/** A layer on the way from the input to the output; of a sum the layer whose output is added, and what that goes through. */
export interface OrderedLayer extends TopologyLayer {
  readonly shortcut?: { readonly from: string; readonly through: readonly TopologyLayer[] };
}

const LayersSchema = v.pipe(v.array(LayerSchema), v.minLength(1), v.maxLength(MAX_LAYERS));
const ModelSchema = v.object({
  class_name: v.string(),
  config: v.union([LayersSchema, v.looseObject({ layers: LayersSchema, output_layers: v.optional(v.unknown()) })]),
});
const TopologySchema = v.union([v.object({ model_config: ModelSchema }), ModelSchema]);

/** The name of a layer. */
export function nameOfLayer({ config, name }: TopologyLayer): string {
  return String(config["name"] ?? name ?? "");
}

/** The names of the layers that a value of inbound nodes refers to. */
function sourcesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    // Keras 2: [name, node, tensor, arguments].
    if (typeof value[0] === "string" && typeof value[1] === "number") return [value[0]];
    return value.flatMap(sourcesIn);
  }
  if (typeof value !== "object" || value === null) return [];
  // Keras 3: { class_name: "__keras_tensor__", config: { keras_history: [name, node, tensor] } }.
  const { args, config } = value as { readonly args?: unknown; readonly config?: { readonly keras_history?: unknown } };
  return sourcesIn(args ?? config?.keras_history ?? []);
}

/** Puts the layers of a functional model in the order of its one path. */
function chainOf(layers: readonly TopologyLayer[]): readonly TopologyLayer[] {
  const followers = new Map<string, TopologyLayer>();
  let first: TopologyLayer | undefined;
  for (const layer of layers) {
    const sources = sourcesIn(layer.inbound_nodes ?? []);
    const name = nameOfLayer(layer);
    if (sources.length > 1)
      throw new RangeError(
        `the layer "${name}" follows ${sources.join(" and ")}; only models whose layers follow one another are read`,
      );
    const [source] = sources;
    if (source === undefined) {
      if (first) throw new RangeError(`"${nameOfLayer(first)}" and "${name}" are both inputs; give the model one`);
      first = layer;
    } else if (followers.has(source))
      throw new RangeError(`two layers follow "${source}"; only models whose layers follow one another are read`);
    else followers.set(source, layer);
  }
  const chain: TopologyLayer[] = [];
  for (let next = first; next; next = followers.get(nameOfLayer(next))) {
    if (chain.includes(next)) throw new RangeError(`the layer "${nameOfLayer(next)}" follows itself`);
    chain.push(next);
  }
  if (chain.length !== layers.length)
    throw new RangeError("some of its layers are not on the way from the input to the output; leave them out");
  return chain;
}

/** How many layers stand before each on the longest way from the input. @throws RangeError where layers follow in a circle */
function depthsOf(sources: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const visit = (name: string, seen: readonly string[]): number => {
    const known = depths.get(name);
    if (known !== undefined) return known;
    if (seen.includes(name)) throw new RangeError(`the layer "${name}" follows itself`);
    const before = sources.get(name);
    if (!before) throw new RangeError(`the layer "${seen.at(-1)}" follows "${name}", which the model does not have`);
    const depth = Math.max(-1, ...before.map((source) => visit(source, [...seen, name]))) + 1;
    depths.set(name, depth);
    return depth;
  };
  for (const name of sources.keys()) visit(name, []);
  return depths;
}

/**
 * Puts the layers of a functional model with sums in the order of its longest path. What a sum adds is the output of an
 * earlier layer of that path, or a convolution of it, which may have batch norm.
 */
function pathWithShortcuts(layers: readonly TopologyLayer[]): readonly OrderedLayer[] {
  const byName = new Map(layers.map((layer) => [nameOfLayer(layer), layer]));
  const sources = new Map(layers.map((layer) => [nameOfLayer(layer), sourcesIn(layer.inbound_nodes ?? [])]));
  const depths = depthsOf(sources);
  const followed = new Set([...sources.values()].flat());
  const ends = [...byName.keys()].filter((name) => !followed.has(name));
  if (ends.length !== 1) throw new RangeError(`"${ends.join('" and "')}" are all outputs; give the model one`);
  const path: string[] = [];
  const added = new Map<string, string>();
  for (let name = ends[0]; name !== undefined; ) {
    path.unshift(name);
    const [main, other, ...more]: readonly string[] = sources
      .get(name)!
      .toSorted((a, b) => depths.get(b)! - depths.get(a)!);
    if (other !== undefined && (byName.get(name)!.class_name !== "Add" || more.length > 0))
      throw new RangeError(
        `the layer "${name}" follows ${sources.get(name)!.join(" and ")}; only sums of two are read`,
      );
    if (other !== undefined) added.set(name, other);
    name = main;
  }
  let count = path.length;
  const ordered = path.map((name): OrderedLayer => {
    const layer = byName.get(name)!;
    const through: TopologyLayer[] = [];
    let from = added.get(name);
    if (from === undefined) return layer;
    while (!path.includes(from)) {
      through.unshift(byName.get(from)!);
      const [before]: readonly string[] = sources.get(from)!;
      if (before === undefined) throw new RangeError(`"${path[0]}" and "${from}" are both inputs; give the model one`);
      from = before;
    }
    count += through.length;
    const kinds = through.map(({ class_name: kind }) => kind).join(" ");
    if (!["", "Conv2D", "Conv2D BatchNormalization"].includes(kinds))
      throw new RangeError(
        `the layer "${name}" adds what goes through ${kinds}; only a Conv2D of 1x1 is read there, with or without batch norm`,
      );
    return { ...layer, shortcut: { from, through } };
  });
  if (count !== layers.length)
    throw new RangeError("some of its layers are not on the way from the input to the output; leave them out");
  return ordered;
}

/**
 * The layers of a model in their order.
 * @throws RangeError where it is no Sequential or functional model whose layers follow one another
 */
export function topologyLayers(topology: unknown): readonly OrderedLayer[] {
  const parsed = v.safeParse(TopologySchema, topology);
  if (!parsed.success)
    throw new RangeError("its modelTopology has no layers that can be read; save it by model.save() of tfjs layers");
  const { class_name: kind, config } = "model_config" in parsed.output ? parsed.output.model_config : parsed.output;
  const layers = Array.isArray(config) ? config : config.layers;
  const names = layers.map(nameOfLayer);
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined)
    throw new RangeError(`two of its layers are called "${repeated}"; give each its own name`);
  if (kind === "Sequential") return layers;
  const hasSums = layers.some(({ class_name: one }) => one === "Add");
  if (kind === "Model" || kind === "Functional") return hasSums ? pathWithShortcuts(layers) : chainOf(layers);
  throw new RangeError(`its model is a ${kind.slice(0, 40)}; only Sequential and functional models are read`);
}
