/**
 * The layers of a LayersModel's topology, in their order: of a Sequential model, or of a functional one in which each
 * layer follows one other. As tfjs, Keras 2 and Keras 3 write them.
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

/**
 * The layers of a model in their order.
 * @throws RangeError where it is no Sequential or functional model whose layers follow one another
 */
export function topologyLayers(topology: unknown): readonly TopologyLayer[] {
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
  if (kind === "Model" || kind === "Functional") return chainOf(layers);
  throw new RangeError(`its model is a ${kind.slice(0, 40)}; only Sequential and functional models are read`);
}
