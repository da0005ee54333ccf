/** The part of an exported script with layers, networks and adapters, as Python. */

/** Layers, networks and adapters. */
export const NETWORK_TEXT = `class Layer(nn.Module):
    """A dense layer or a convolution with its bias or batch norm and its ReLU, which has the slope leak below 0.
    Weights start normal with variance 2 / ((1 + leak ** 2) inputs) before a ReLU and 1 / inputs otherwise (He et al. 2015,
    equations 10 and 15)."""

    def __init__(self, weight_shape, units, inputs, relu, batch_norm, leak):
        super().__init__()
        gain = 2 / (1 + leak**2) if relu else 1
        self.weight = nn.Parameter(torch.randn(weight_shape) * math.sqrt(gain / inputs))
        self.relu, self.batch_norm, self.leak = relu, batch_norm, leak
        if batch_norm:
            self.scale, self.shift = nn.Parameter(torch.ones(units)), nn.Parameter(torch.zeros(units))
            self.register_buffer("mean", torch.zeros(units))
            self.register_buffer("variance", torch.ones(units))
        else:
            self.bias = nn.Parameter(torch.zeros(units))
        self.read_weights = None  # what the layer computes with, of its stored weights
        self.read_outputs = None  # what the next layer takes, of this layer's outputs

    def finish(self, sums):
        if self.batch_norm:
            sums = F.batch_norm(sums, self.mean, self.variance, self.scale, self.shift, self.training, 0.1, EPSILON)
        x = F.leaky_relu(sums, self.leak) if self.relu else sums
        return self.read_outputs(x) if self.read_outputs else x


class Dense(Layer):
    """Flattens maps in the order height, width, channels."""

    def __init__(self, inputs, units, relu=True, batch_norm=False, leak=0):
        super().__init__((units, inputs), units, inputs, relu, batch_norm, leak)

    def forward(self, x):
        x = x.permute(0, 2, 3, 1).flatten(1) if x.dim() == 4 else x
        weight = self.read_weights(self.weight.T).T if self.read_weights else self.weight
        return self.finish(F.linear(x, weight, None if self.batch_norm else self.bias))


class Conv(Layer):
    """padding: "same", "valid", or the zeros at the left, right, top and bottom."""

    def __init__(self, channels, filters, kernel, padding="same", relu=True, batch_norm=False, leak=0, stride=1, groups=1):
        inputs = kernel * kernel * channels // groups
        super().__init__((filters, channels // groups, kernel, kernel), filters, inputs, relu, batch_norm, leak)
        self.padding, self.stride, self.groups = padding, stride, groups

    def forward(self, x):
        weight = self.weight
        if self.read_weights:
            weight = self.read_weights(weight.permute(2, 3, 1, 0)).permute(3, 2, 0, 1)
        bias = None if self.batch_norm else self.bias
        padding = self.padding
        if isinstance(padding, tuple):
            x, padding = F.pad(x, padding), "valid"
        return self.finish(F.conv2d(x, weight, bias, self.stride, padding, groups=self.groups))


def Depthwise(channels, kernel, relu=True, batch_norm=False, leak=0):
    """One filter for each channel."""
    return Conv(channels, channels, kernel, relu=relu, batch_norm=batch_norm, leak=leak, groups=channels)


class Add(nn.Module):
    """Adds what went into the layer so many layers back, which these pass by (He et al. 2015, "Deep Residual Learning",
    equation 1), and then the ReLU of the sum, which has the slope leak below 0."""

    def __init__(self, back, relu=True, leak=0):
        super().__init__()
        self.back, self.relu, self.leak = back, relu, leak
        self.read_outputs = None  # what the next layer takes, of this layer's outputs

    def forward(self, x, passed):
        x = x + passed
        x = F.leaky_relu(x, self.leak) if self.relu else x
        return self.read_outputs(x) if self.read_outputs else x


class Projection(Conv):
    """The same with filters of 1x1 that make the shape of what is added (equation 2); the ReLU is that of the sum."""

    def __init__(self, back, channels, filters, relu=True, batch_norm=False, leak=0, stride=1):
        super().__init__(channels, filters, 1, "valid", False, batch_norm, 0, stride)
        self.back, self.of_sum = back, (relu, leak)

    def forward(self, x, passed):
        relu, leak = self.of_sum
        read_outputs, self.read_outputs = self.read_outputs, None
        x = x + super().forward(passed)
        self.read_outputs = read_outputs
        x = F.leaky_relu(x, leak) if relu else x
        return read_outputs(x) if read_outputs else x


class MaxPool(nn.Module):
    """Max pooling of maps that are padded at the left, right, top and bottom; what is added is never the largest."""

    def __init__(self, size, stride, padding):
        super().__init__()
        self.size, self.stride, self.padding = size, stride, padding

    def forward(self, x):
        return F.max_pool2d(F.pad(x, self.padding, value=-math.inf), self.size, self.stride)


@dataclass
class Output:
    """The outputs of a network on a batch."""

    logits: torch.Tensor
    layers: list

    def feature(self, index):
        """The output of layer index: [batch, units], or [batch, height, width, channels]."""
        x = self.layers[index]
        return x.permute(0, 2, 3, 1) if x.dim() == 4 else x


class Network(nn.Module):
    """Layers one after another, with shortcuts. The first ones may be those of another network: the same weights."""

    def __init__(self, layers, trunk=None, shared=0):
        super().__init__()
        common = [copy.copy(layer) for layer in trunk.layers[:shared]] if trunk else []
        self.layers = nn.ModuleList(common + layers[len(common) :])

    def read_with(self, weights={}, outputs={}):
        """Functions of the stored weights and of the outputs, by the index of their layer."""
        for index, layer in enumerate(self.layers):
            if isinstance(layer, (Layer, Add)):
                layer.read_weights, layer.read_outputs = weights.get(index), outputs.get(index)

    def forward(self, images):
        x, inputs = images, []
        for index, layer in enumerate(self.layers):
            inputs.append(x)
            x = layer(x, inputs[index - layer.back]) if isinstance(layer, (Add, Projection)) else layer(x)
        return Output(x, inputs[1:] + [x])


class Adapter(nn.Module):
    """Layers outside all networks; takes and gives maps as [batch, height, width, channels]."""

    def __init__(self, layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        y = self.layers(x.permute(0, 3, 1, 2) if x.dim() == 4 else x)
        return y.permute(0, 2, 3, 1) if y.dim() == 4 else y`;
