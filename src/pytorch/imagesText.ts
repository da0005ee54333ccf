/** The part of an exported script that reads images and draws training and transfer sets, as Python. */

/** Reads data sets and draws training and transfer sets. */
export const DATA_TEXT = String.raw`def read_idx(path):
    """One IDX file, gzipped or not, as an array."""
    data = Path(path).read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    rank = data[3]
    shape = struct.unpack(f">{rank}I", data[4 : 4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def read_folder(folder):
    """Training and test images and labels from a folder with the four IDX files."""
    def find(kind, what):
        names = [p for p in Path(folder).iterdir() if p.name.startswith(kind) and what in p.name]
        if not names:
            raise SystemExit(f"{folder} has no file {kind}-{what}...; it needs the four IDX files of MNIST's names")
        return read_idx(sorted(names)[0])

    return [(find(kind, "images"), find(kind, "labels")) for kind in ("train", "t10k")]


def load(dataset, folder):
    """[(images, labels), (images, labels)]: training and test images as bytes, [count, channels, height, width]."""
    if folder:
        pairs = read_folder(folder)
    elif dataset in ("mnist", "fashion"):
        from torchvision import datasets

        kind = {"mnist": datasets.MNIST, "fashion": datasets.FashionMNIST}[dataset]
        pairs = [(s.data.numpy(), s.targets.numpy()) for s in (kind("data", train, download=True) for train in (True, False))]
    else:
        raise SystemExit(f'the images of "{dataset}" are not published: save them on the page and give --data FOLDER')
    return [
        (torch.from_numpy(np.array(images)).reshape(len(images), CHANNELS, HEIGHT, WIDTH), torch.from_numpy(np.array(labels)).long())
        for images, labels in pairs
    ]


def without(images_and_labels, classes):
    """The images of all other classes, with their labels."""
    images, labels = images_and_labels
    kept = torch.tensor([int(label) not in classes for label in labels])
    return images[kept], labels[kept]


def draw_sets(settings, folder, transfer_folder, generator):
    """The training set, the transfer set, whether that has labels, and the test set, as the experiment draws them."""
    (images, labels), test = load(settings["dataset"], folder)
    if settings["heldOut"]:
        held = settings["heldOut"]
        test = (images[-held:], labels[-held:])
        images, labels = images[:-held], labels[:-held]
    if settings["train"] != "all" and settings["train"] < len(labels):
        drawn = torch.randperm(len(labels), generator=generator)[: settings["train"]]
        images, labels = images[drawn], labels[drawn]
    train = (images, labels)
    size = len(labels) if settings["transferSize"] == "all" else settings["transferSize"]
    if settings["source"] == "noise":
        # One pixel in five is not black, as in images of digits.
        noise = torch.rand((min(size, 60000), CHANNELS, HEIGHT, WIDTH), generator=generator)
        noise = ((noise - 0.8).clamp(min=0) / 0.2 * 256).floor().clamp(max=255).byte()
        return train, (noise, torch.zeros(len(noise), dtype=torch.long)), False, test
    if settings["source"] not in ("training", settings["dataset"]):
        (images, labels), _ = load(settings["source"], transfer_folder)
    # One image of each class in turn, so that classes are as equal as possible.
    order = torch.randperm(len(labels), generator=generator)
    queues = {c: [] for c in range(CLASSES)}
    for index in order.tolist():
        label = int(labels[index])
        if label not in settings["omitClasses"]:
            queues[label].append(index)
    longest = max(len(queue) for queue in queues.values())
    drawn = [queue[i] for i in range(longest) for queue in queues.values() if i < len(queue)][:size]
    transfer_labels = labels[drawn].clone()
    noisy = torch.rand(len(drawn), generator=generator) < settings["noisyLabels"]
    others = torch.randint(1, CLASSES, (len(drawn),), generator=generator)
    transfer_labels[noisy] = (transfer_labels + others)[noisy] % CLASSES
    return train, (images[drawn], transfer_labels), settings["transferHasLabels"], test`;
