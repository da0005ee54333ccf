"""
Computes exported losses by PyTorch in float64. Reads JSON from standard input: a list of cases, each with a loss
function's text and the values of its inputs. Writes for each the weight and the value of its terms.
"""

import json
import sys
from types import SimpleNamespace

import torch
import torch.nn.functional as F


class Term:
    def __init__(self, name, weight, value, updates=None):
        self.name, self.weight, self.value = name, weight, value


class Given(dict):
    """Outputs of networks, or adapters, made when they are first read."""

    def __init__(self, make):
        super().__init__()
        self.make = make

    def __missing__(self, name):
        self[name] = self.make(name)
        return self[name]


def terms_of(case):
    names = {"torch": torch, "F": F, "Term": Term}
    exec(case["text"], names)
    given = {
        name: torch.tensor(value["values"], dtype=torch.float64).reshape(value["shape"])
        for name, value in case["inputs"].items()
    }

    def output(name):
        return SimpleNamespace(
            logits=given.get(f"{name}/logits"), feature=lambda index: given[f"{name}/feature/{index}"]
        )

    def adapter(name):
        # An adapter that is applied more than once has an output for each application, in their order.
        applied = iter([key for key in given if key.startswith(f"adapter/{name}/")])
        return lambda x: given[next(applied)]

    live = {name[len("live/") :]: value for name, value in given.items() if name.startswith("live/")}
    found = names["loss"](Given(output), given["labels"], live, given["progress"], Given(adapter))
    return [[term.name, float(term.weight), float(term.value)] for term in found]


cases = json.load(sys.stdin)
json.dump({"torch": torch.__version__, "terms": [terms_of(case) for case in cases]}, sys.stdout)
