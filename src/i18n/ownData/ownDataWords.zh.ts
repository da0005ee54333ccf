/** Words about a visitor's own images, in Chinese: the sheet before they are taken, what a link asks for, what is kept. */

import type { ownDataWords as en } from "./ownDataWords.en.ts";

const number = (value: number) => value.toLocaleString("en-US");

export const ownDataWords: typeof en = {
  title: "您自己的图像",
  chooseFiles: "选择文件",
  chooseFolder: "选择文件夹",
  whatIsRead:
    "请选择或拖入带类别的图像：MNIST 那样的 IDX 文件、.npy 和 .npz、表格（CSV）、CIFAR 的二进制批次、每个类别一个文件夹的 PNG 或 JPEG，或以上内容的 zip 压缩包。任何内容都不会离开这台设备；在您看过页面的理解之前，也不会使用任何内容。",
  reading: (files, of, path) => `正在读取第 ${number(files)} 个文件（共 ${number(of)} 个）：${path}`,
  pictures: (count) => `已解码 ${number(count)} 张图片`,
  preparing: "正在准备图像…",
  stop: "停止读取",
  cancel: "取消",
  use: "使用这些图像",
  refused: "这些文件无法使用。",
  stays: "原有的内容保持不变。",
  back: "回到之前的文件",
  together: (paths) =>
    `与${paths.length > 2 ? `之前的 ${number(paths.length)} 个文件` : ` ${paths.join("、")} `}一起读取`,
  ofLesson: "这里正在进行一节课：只能使用该课所用的图像。",
  firstOnly: (count) => `只读取前 ${number(count)} 张图像`,
  stopped: "读取文件的程序停止了。请重新选择文件，或只读取前面的图像。",
  counted: ({ train, test, width, height, channels, classes }) =>
    `${number(train)} 张训练图像和 ${number(test)} 张测试图像，${width}×${height}，${channels === 3 ? "彩色" : "灰度"}，${classes} 个类别。`,
  heldOut: (count) => `其中 ${number(count)} 张训练图像（每个类别每六张取一张）留作测试图像。`,
  checksum: (digits) => `校验和 ${digits}…`,
  wanted: "这正是该实验所用的图像。",
  others: "这不是该实验原来所用的图像。如果使用，实验就改为在这些图像上进行。",
  problems: "存在的问题",
  notes: "对文件的处理",
  firstImages: "前面的图像",
  changes: "调整",
  changing: "按以下顺序调整图像，上面的图片会随之变化。",
  set: "这些文件中的数据集",
  unnamedSet: "未命名",
  turned: "转置：交换行与列",
  inverted: "反色：笔迹为亮，背景为暗",
  grey: "彩色改为灰度",
  side: "尺寸",
  sideAsIs: (width, height) => `保持原样，${width}×${height}`,
  sideOf: (side) => `${side}×${side}`,
  fitting: "调整到该尺寸的方式",
  fittings: { scaled: "缩放整张图像", cropped: "截取中间部分" },
  first: "只读取前",
  firstAll: "全部图像",
  firstOf: (count) => `${number(count)} 张图像`,
  test: "测试图像",
  tests: { own: "文件自带的", validation: "验证用的图像", "held-out": "从训练图像中留出" },
  classes: "类别",
  classesHelp: "名称可以修改，并计入校验和。",
  className: (place) => `第 ${place} 个类别的名称`,
  inTraining: "训练",
  inTest: "测试",
  namesRefused: "每个类别都要有各不相同的名称，最多 64 个字符。",
  files: "文件",
  unused: (count) => `${number(count)} 个文件未使用`,
  moreFiles: (count) => `另有 ${number(count)} 个`,
  role: ({ role, part, count }) => {
    if (role === "class-names") return `${count} 个类别的名称`;
    const what = { images: "张图像", labels: "个标签", "images-and-labels": "张带标签的图像" }[role];
    return `${number(count)} ${what}，${part === "test" ? "测试" : "训练"}`;
  },
  taking: "使用这些图像时，实验会有以下改动：",
  takingNothing: "实验已适合这些图像，没有其他改动。",
  keep: "在此浏览器中保留这些图像，重新加载后仍可使用",
  keepHelp: "图像只留在这台设备上。不保留的话，重新加载页面后就没有了。",
  atHand: (name) => `自己的图像：${name}`,
  unnamed: "未命名的文件",
  kept: "已保留在此浏览器中。",
  forget: "不再保留",
  notKept: "重新加载页面后就没有了。",
  takeKept: (name) => `使用此浏览器中保留的图像：${name}`,
  keepNow: "保留在此浏览器中",
  otherKept: (name) => `此浏览器还保留着别的图像：${name}。`,
  needed: "这个实验所用的图像不在这里。",
  neededAny: "这个实验用您自己的文件训练。请选择或拖入文件。",
  load: (name) => `请载入 ${name}：`,
  classNames: (names) => `类别：${names.slice(0, 12).join("、")}${names.length > 12 ? `等 ${names.length} 个` : ""}。`,
  neededRecognised: "页面按校验和识别这些图像；如果是别的图像，会先展示再由您决定。",
  problem(problem) {
    switch (problem.kind) {
      case "size":
        return `图像为 ${problem.width}×${problem.height}，而网络读取边长 8 到 64 像素的图像。请在下面选择尺寸。`;
      case "too-few":
        return `共有 ${problem.count} 张图像，每个类别一张，无法留出测试图像。请增加图像。`;
      case "class-untrained":
        return `类别 ${problem.name} 没有训练图像。请增加图像，或读取更多内容。`;
      case "class-untested":
        return `类别 ${problem.name} 没有测试图像，因此看不到它的错误。`;
      case "all-alike":
        return "所有训练图像都相同。请选择真正存放图像的文件。";
    }
  },
  note(note) {
    switch (note.kind) {
      case "bytes-behind":
        return `${note.path} 的数据之后还有 ${number(note.bytes)} 字节，已略去。`;
      case "labels-from-1":
        return "标签从 1 开始：第一个类别是标签 1。";
      case "labels-renumbered":
        return `标签是 ${note.values} 个不连续的数，每个数是一个类别。`;
      case "first-column":
        return `标签取自 ${note.path} 的 ${note.columns} 列中的第一列。`;
      case "one-hot":
        return `${note.path} 的标签是只含一个 1 的行。`;
      case "label-column":
        return `标签是 ${note.path} 的第 ${note.column + 1} 列，依据${note.isNamed ? "表头" : "数值"}判断。`;
      case "test-as-training":
        return "只有测试图像，因此其中大部分用于训练。";
      case "validation-as-test":
        return "验证用的图像作为测试图像。";
      case "values-scaled":
        return `${note.from} 到 ${note.to} 的数值已换算到 0 到 255。`;
      case "read-in-part":
        return `按要求读取了 ${note.path} 的 ${number(note.read)} 张图像${note.of === null ? "" : `（共 ${number(note.of)} 张）`}。`;
      case "pictures-scaled":
        return `${note.smallest.join("×")} 到 ${note.largest.join("×")} 像素的图片已调整为 ${note.side}×${note.side}。`;
      case "transparent":
        return `${number(note.pictures)} 张图片有透明像素，按白色处理。`;
      case "lies-on-its-side":
        return "EMNIST 的文件行列互换：如果图像是横躺的，请转置。";
    }
  },
  reason(reason) {
    switch (reason.kind) {
      case "not-data":
        return "不是数据文件";
      case "empty":
        return "空文件";
      case "hidden":
        return "隐藏文件";
      case "no-labels":
        return "图像没有标签：请一并选择标签文件";
      case "no-images":
        return "标签没有对应的图像：请一并选择图像文件";
      case "validation":
        return "验证用的图像，可用作测试图像";
      case "held-out-instead":
        return "测试图像，已改为从训练图像中留出";
      case "second-copy":
        return `与 ${reason.of} 是数据集的同一部分`;
      case "other-set":
        return `属于另一个数据集（${reason.set || "未命名"}）`;
      case "picture-beside-data":
        return "与整套数据文件放在一起的图片";
      case "no-class-folder":
        return "所在文件夹没有指明类别";
      case "damaged-picture":
        return `无法解码（${reason.detail}）`;
      case "beyond-first":
        return "超出要求读取的数量";
      case "unread-format":
        return `不读取这种格式（${reason.format}；${reason.remedy}）`;
      case "other-names":
        return `给出 ${reason.names} 个类别的名称，而标签有 ${reason.classes} 个类别`;
    }
  },
};
