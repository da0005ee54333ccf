/** The parts of an exported script that train one stage, evaluate, and read the command line, as Python. */

/** One stage of training, and evaluation. */
export const TRAINING_TEXT = `@dataclass
class Term:
    """One term of a loss; under alternating updates it updates one network."""

    name: str
    weight: object
    value: torch.Tensor
    updates: str = None


@dataclass
class Run:
    """One pair (replicate): a student for each arm, all from the same first weights."""

    seed: int
    device: torch.device
    train: tuple
    transfer: tuple
    transfer_has_labels: bool
    test: tuple
    teacher: Network = None

    def new_network(self, name, layers, trunk=None, shared=0, uniform=None):
        """A network whose first weights depend on the pair and its name alone: drawn evenly up to uniform, where given."""
        torch.manual_seed(self.seed + zlib.crc32(name.encode()))
        network = Network(layers(), trunk, shared)
        for layer in network.layers if uniform else []:
            if isinstance(layer, Layer):
                nn.init.uniform_(layer.weight, -uniform, uniform)
        return network.to(self.device)

    def new_adapter(self, layers):
        return Adapter(layers()).to(self.device)


def shifted(images, jitter):
    """Each image shifted by up to jitter whole pixels in x and y."""
    batch, _, height, width = images.shape
    padded = F.pad(images, (jitter,) * 4)
    down, right = torch.randint(0, 2 * jitter + 1, (2, batch), device=images.device)
    rows = (down[:, None] + torch.arange(height, device=images.device))[:, :, None]
    columns = (right[:, None] + torch.arange(width, device=images.device))[:, None, :]
    return padded[torch.arange(batch, device=images.device)[:, None, None], :, rows, columns].permute(0, 3, 1, 2)


def batches(count, batch_size, seed):
    """Indices of each batch: every epoch has a new order, and a batch may begin in one epoch and end in the next."""
    generator = torch.Generator().manual_seed(seed)
    left = torch.empty(0, dtype=torch.long)
    while True:
        while len(left) < batch_size:
            left = torch.cat([left, torch.randperm(count, generator=generator)])
        yield left[:batch_size]
        left = left[batch_size:]


def shuffle_other_classes(logits, keys):
    """The largest logit of each image keeps its place; the others are exchanged, for an image always in the same way."""
    top = logits.argmax(1, keepdim=True)
    order = keys.scatter(1, top, -1).argsort(1)
    places = torch.arange(logits.shape[1], device=logits.device).expand_as(keys).float().scatter(1, top, -1).argsort(1)
    return torch.empty_like(logits).scatter(1, places, logits.gather(1, order))


def limit_norms(layers, max_norm):
    """The largest Euclidean norm of the incoming weights of a unit."""
    with torch.no_grad():
        for layer in layers:
            norms = layer.weight.flatten(1).norm(dim=1).clamp(min=1e-12)
            layer.weight.mul_((max_norm / norms).clamp(max=1).reshape(-1, *[1] * (layer.weight.dim() - 1)))


def chosen(parts, names):
    """Some networks or adapters by their names."""
    return {name: parts[name] for name in names}


class Outputs(dict):
    """Outputs of networks on a batch by name, each computed when it is first read."""

    def __init__(self, compute):
        super().__init__()
        self.compute = compute

    def __missing__(self, name):
        self[name] = self.compute(name)
        return self[name]


def train_stage(run, networks, adapters, trains, loss, *, steps, batch_size, optimizer, learning_rate, schedule,
                weight_decay=0, max_norm=0, jitter=0, images="transfer set", labelled=True, alternating=False, shuffled=(),
                in_training_mode=()):
    """Trains networks by one loss.
    trains: for each network that trains "all", or the last layer that does; all others are frozen."""
    pictures, labels = (x.to(run.device) for x in (run.train if images == "training" else run.transfer))
    labelled = images == "training" or (labelled and run.transfer_has_labels)
    layers = {name: list(networks[name].layers)[: None if upto == "all" else upto + 1] for name, upto in trains.items()}
    groups = [[name] for name in trains] if alternating else [list(trains)]
    optimizers = []
    for group in groups:
        trained = [p for name in group for layer in layers[name] for p in layer.parameters()]
        trained += [p for adapter in adapters.values() for p in adapter.parameters()]
        trained = list({id(p): p for p in trained}.values())
        if optimizer == "adam":
            optimizers.append(torch.optim.Adam(trained, learning_rate, betas=(0.9, 0.999), eps=1e-7,
                                               weight_decay=weight_decay))
        else:
            momentum = 0.9 if optimizer == "momentum" else 0
            optimizers.append(torch.optim.SGD(trained, learning_rate, momentum=momentum, weight_decay=weight_decay))
    for adapter in adapters.values():
        adapter.train()
    keys = torch.rand((len(labels), CLASSES), generator=torch.Generator().manual_seed(run.seed)).to(run.device)
    live = {name: torch.tensor(float(value), device=run.device) for name, value in LIVE.items()}
    torch.manual_seed(run.seed + 1)
    for step, indices in zip(range(steps), batches(len(labels), batch_size, run.seed)):
        indices = indices.to(run.device)
        x = pictures[indices].float() / 255
        x = shifted(x, jitter) if jitter else x
        one_hot = F.one_hot(labels[indices], CLASSES).float() * (1 if labelled else 0)
        progress = torch.tensor(step / steps, device=run.device)

        def forward(name):
            with torch.set_grad_enabled(name in trains):
                output = networks[name].train(name in trains or name in in_training_mode)(x)
            if name in shuffled:
                output.logits = shuffle_other_classes(output.logits, keys[indices])
            return output

        for group, update in zip(groups, optimizers):
            terms = loss(Outputs(forward), one_hot, live, progress, adapters)
            total = sum(term.weight * term.value for term in terms if not alternating or term.updates in group)
            if not torch.isfinite(total):
                raise SystemExit(f"the loss was no longer a number at step {step + 1}; lower the learning rate")
            for parameters in update.param_groups:
                half_cosine = (1 + math.cos(math.pi * step / steps)) / 2
                parameters["lr"] = learning_rate * (half_cosine if schedule == "cosine" else 1)
            update.zero_grad()
            total.backward()
            update.step()
            if max_norm:
                limit_norms([layer for name in group for layer in layers[name] if isinstance(layer, Layer)], max_norm)


@torch.no_grad()
def test_errors(run, networks, adapters, logits_of):
    """Test images that are taken for another class, of an evaluated output."""
    for part in [*networks.values(), *adapters.values()]:
        part.eval()
    wrong = torch.zeros(CLASSES, dtype=torch.long)
    for images, labels in zip(run.test[0].split(500), run.test[1].split(500)):
        x = images.to(run.device).float() / 255
        missed = logits_of(Outputs(lambda name: networks[name](x)), adapters).argmax(1).cpu() != labels
        wrong += torch.bincount(labels[missed], minlength=CLASSES)
    return wrong`;

/** The command line: all pairs and arms, their errors, and the paired differences. */
export const MAIN_TEXT = `def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="folder with the four IDX files; MNIST and Fashion-MNIST are downloaded without it")
    parser.add_argument("--transfer-data", help="the same for the transfer set, where it is of another data set")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    arguments, _ = parser.parse_known_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    generator = torch.Generator().manual_seed(arguments.seed)
    train, transfer, has_labels, test = draw_sets(DATA, arguments.data, arguments.transfer_data, generator)
    known_test = test
    if DATA["teacherLacks"]:
        # Each network is evaluated on the classes that it was trained on.
        train, known_test = (without(one, DATA["teacherLacks"]) for one in (train, test))
        test = without(test, DATA["omitClasses"])
    print(f"{len(train[1])} training images, {len(transfer[1])} in the transfer set, {len(test[1])} test images, {device}")
    teacher = None
    if TEACHER:
        run = Run(arguments.seed, device, train, transfer, has_labels, known_test)
        teacher, errors = TEACHER(run)
        print(f"teacher: {int(errors.sum())} errors of {len(known_test[1])}")
    found, told = {}, [] if DATA["teacherLacks"] else DATA["omitClasses"]
    for pair in range(arguments.pairs):
        run = Run(arguments.seed * 1000 + pair + 1, device, train, transfer, has_labels, test, teacher)
        for arm, train_arm in ARMS.items():
            for output, errors in train_arm(run).items():
                found.setdefault((arm, output), []).append(int(errors.sum()))
                dropped = "".join(f", {int(errors[c])} of class {c}" for c in told)
                print(f"pair {pair + 1}, {arm}, {output}: {int(errors.sum())} errors{dropped}")
    for (arm, output), errors in found.items():
        print(f"{arm}, {output}: mean of {np.mean(errors):.1f} errors over {len(errors)} pairs")


if __name__ == "__main__":
    main()`;
