/** The part of an exported script that makes first weights of a network from those of another one, as Python. */

import type { NetworkSpec } from "../methods/core/method.ts";
import type { WeightChange } from "../methods/core/weightChange.ts";
import { numberText } from "./expressions.ts";
import { NoScriptError } from "./noScriptError.ts";
import { literal } from "./pythonNames.ts";

const PRUNED = `def pruned(old, new, sparsity, by_chance=False):
    """A share of each layer's weights is 0: the smallest, or by chance. Those that are 0 already stay it."""
    for parts in old:
        if parts:
            weight = parts["weight"].flatten()
            rank = torch.randperm(len(weight)).float() if by_chance else weight.abs().cpu()
            rank[weight.cpu() == 0] = -1
            weight[rank.argsort()[: int(sparsity * len(weight) + 0.5)]] = 0
            parts["weight"] = weight.reshape(parts["weight"].shape)
    return old`;

const SHUFFLED = `def shuffled_channels(old, new):
    """The filters of each convolution in another order, and the inputs of the next layer alike: the same logits."""

    def in_order(tensor, axis, order):
        """A longer axis is reordered block by block."""
        places = [block * len(order) + i for block in range(tensor.shape[axis] // len(order)) for i in order]
        return tensor.index_select(axis, torch.tensor(places, device=tensor.device))

    order = list(range(CHANNELS))
    for layer, parts in zip(new, old):
        if not parts:
            continue
        is_depthwise = isinstance(layer, Conv) and layer.groups > 1
        if not is_depthwise:
            parts["weight"] = in_order(parts["weight"], parts["weight"].dim() - 2, order)
            order = torch.randperm(len(layer.weight)).tolist() if isinstance(layer, Conv) else [0]
        for name, tensor in parts.items():
            parts[name] = in_order(tensor, tensor.dim() - 1, order)
    return old`;

const GROWN = `def grown(old, new, came_from, noise=None):
    """A wider and deeper network (Chen, Goodfellow and Shlens 2016, algorithms 1 and 2). came_from: for each hidden layer
    the index of the one that it continues, None where it is new. What is new copies units, with noise on their weights,
    and is an identity where it is a layer: the outputs change by the noise alone. Without noise it keeps its first weights."""
    copies, width, made = list(range(CHANNELS)), CHANNELS, []
    for layer, source in zip(new, [*came_from, len(old) - 1]):
        first = tensors_of(layer)
        made.append(first)
        if not first:
            continue
        is_dense, is_depthwise = isinstance(layer, Dense), isinstance(layer, Conv) and layer.groups > 1
        # The inputs of a dense layer after maps are those of every place.
        places = layer.weight.shape[1] // len(copies) if is_dense else 1
        inputs = [-1 if c < 0 else place * width + c for place in range(places) for c in copies]
        parts = old[source] if source is not None else {}
        if source is None and noise is not None:
            units = places * width
            weight = torch.zeros(*first["weight"].shape[:-2], 1 if is_depthwise else units, units)
            middle = tuple((size - 1) // 2 for size in weight.shape[:-2])
            weight[middle] = torch.ones(1, units) if is_depthwise else torch.eye(units)
            parts = {"weight": weight.to(layer.weight.device), "bias": torch.zeros(units, device=layer.weight.device)}
        before = parts["weight"].shape[-1] if parts else places * width
        if not is_depthwise:
            wide = first["weight"].shape[-1]
            copies = [i if i < before else -1 if noise is None else int(torch.randint(before, ())) for i in range(wide)]
            width = before
        kept = torch.tensor([i for i, c in enumerate(copies) if c >= 0])
        from_unit = torch.tensor([c for c in copies if c >= 0])
        for name, tensor in parts.items():
            if name != "weight":
                first[name][kept] = tensor[from_unit]
        if parts and is_depthwise:
            first["weight"][..., kept] = parts["weight"][..., from_unit]
        elif parts:
            known = torch.tensor([i for i, c in enumerate(inputs) if c >= 0])
            from_input = torch.tensor([c for c in inputs if c >= 0])
            shares = torch.bincount(from_input)[from_input].to(layer.weight.device)
            weight = parts["weight"][..., from_input, :][..., from_unit] / (shares[:, None] if noise is not None else 1)
            if noise:
                weight[..., before:] += noise * parts["weight"].square().mean().sqrt() * torch.randn_like(weight[..., before:])
            first["weight"][..., known[:, None], kept] = weight
    return made`;

/** What starts a network from another one's weights. \`new\`: the layers of the network; \`old\`: the tensors of the other. */
const START_TEXT = `def tensors_of(layer):
    """A copy of a layer's tensors, the weights with inputs and outputs as their last axes; none of layers without weights."""
    if not isinstance(layer, Layer):
        return {}
    parts = {name: tensor.detach().clone() for name, tensor in layer.state_dict().items()}
    parts["weight"] = parts["weight"].T if parts["weight"].dim() == 2 else parts["weight"].permute(2, 3, 1, 0)
    return {name: tensor.contiguous() for name, tensor in parts.items()}


@torch.no_grad()
def start_from(network, other, change):
    """Gives a network first weights that are made from those of another one."""
    made = change([tensors_of(layer) for layer in other.layers], list(network.layers))
    for layer, parts in zip(network.layers, made):
        for name, tensor in parts.items():
            if name == "weight":
                tensor = tensor.T if tensor.dim() == 2 else tensor.permute(3, 2, 0, 1)
            getattr(layer, name).copy_(tensor)`;

const TEXTS = { pruned: PRUNED, "shuffled channels": SHUFFLED, grown: GROWN } as const;

/** A change as the Python function of the tensors of the other network, and of the layers of the new one. */
function changeText(change: WeightChange): string {
  switch (change.kind) {
    case "copied":
      return "lambda old, new: old";
    case "pruned": {
      const byChance = change.criterion === "chance" ? ", by_chance=True" : "";
      return `lambda old, new: pruned(old, new, ${numberText(change.sparsity)}${byChance})`;
    }
    case "shuffled channels":
      return "shuffled_channels";
    case "grown": {
      const from = change.from.map((source) => source ?? "None").join(", ");
      const noise = change.noise === undefined ? "" : `, noise=${numberText(change.noise)}`;
      return `lambda old, new: grown(old, new, [${from}]${noise})`;
    }
  }
}

/**
 * The call that gives a network its first weights from another one's.
 * @throws NoScriptError where the change has no script
 */
export function startingLine({ name, architecture, startsFrom }: NetworkSpec): string | null {
  if (typeof startsFrom === "string") return null;
  const { network, change } = startsFrom;
  const refuse = (because: string) =>
    new NoScriptError(`the first weights of ${name} are made from those of ${network} ${because}`);
  if (!change) throw refuse("by this method, which the script cannot do yet; save the weights instead");
  const { layers } = architecture;
  if (change.kind === "shuffled channels" && layers.some(({ kind }) => kind === "add"))
    throw refuse(
      "with the channels of shortcuts in another order, which the script cannot do yet; leave out that control",
    );
  const isNewWithBatchNorm = (i: number) => "batchNorm" in layers[i]! && layers[i].batchNorm === true;
  if (change.kind === "grown" && change.from.some((source, i) => source === null && isNewWithBatchNorm(i)))
    throw refuse(
      "with new layers that have batch norm, which the script cannot do yet; leave it out of the new layers",
    );
  const other = network === "teacher" ? "run.teacher" : `networks[${literal(network)}]`;
  return `start_from(networks[${literal(name)}], ${other}, ${changeText(change)})`;
}

/** The functions that the networks of an experiment are started with; empty where all start at random. */
export function startText(networks: readonly NetworkSpec[]): string {
  const kinds = networks.flatMap(({ startsFrom }) =>
    typeof startsFrom === "object" && startsFrom.change ? [startsFrom.change.kind] : [],
  );
  if (kinds.length === 0) return "";
  const used = Object.entries(TEXTS).filter(([kind]) => kinds.some((one) => one === kind));
  return [...used.map(([, text]) => text), START_TEXT].join("\n\n\n");
}
