/** The usual names of data files, and what each says of its part. */

import { describe, expect, it } from "vitest";
import { kindOfPath, setOfPath, splitOfPath } from "./fileRoles.ts";

describe("the names of data files", () => {
  it.each([
    ["train-images-idx3-ubyte.gz", "train", "images", ""],
    ["t10k-labels.idx1-ubyte", "test", "labels", ""],
    ["train-images-idx3-ubyte (1).gz", "train", "images", ""],
    ["emnist-letters-test-labels-idx1-ubyte.gz", "test", "labels", "emnist letters"],
    ["qmnist-train-labels-idx2-int.gz", "train", "labels", "qmnist"],
    ["qmnist-test50k-images-idx3-ubyte", "test", "images", "qmnist"],
    ["kmnist-train-imgs.npz/arr_0.npy", "train", "images", "kmnist"],
    ["kmnist-test-labels.npz/arr_0.npy", "test", "labels", "kmnist"],
    ["mnist.npz/x_train.npy", "train", "images", "mnist"],
    ["mnist.npz/y_test.npy", "test", "labels", "mnist"],
    ["bloodmnist.npz/val_images.npy", "validation", "images", "bloodmnist"],
    ["bloodmnist.npz/val_labels.npy", "validation", "labels", "bloodmnist"],
    ["X_digits.npy", null, "images", "digits"],
    ["y_digits.npy", null, "labels", "digits"],
    ["trainX.npy", "train", "images", ""],
    ["ytrain.npy", "train", "labels", ""],
    ["fashion-mnist_train.csv", "train", null, "fashion mnist"],
    ["mnist_test_10.csv", "test", null, "mnist"],
    ["test_batch.bin", "test", null, ""],
    ["data_batch_3.bin", null, "images", ""],
    ["valid-images-idx3-ubyte.gz", "validation", "images", ""],
    ["MNIST/Testing/images", "test", "images", "mnist"],
    ["contest/latest-training-images", "train", "images", "contest latest"],
  ] as const)("%s is for %s, has %s, of the set %o", (path, split, kind, set) => {
    expect([splitOfPath(path), kindOfPath(path), setOfPath(path)]).toEqual([split, kind, set]);
  });
});
