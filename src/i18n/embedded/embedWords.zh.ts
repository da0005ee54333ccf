/** 页面嵌入其他网站的框架时的用词，以及制作这种框架的面板的用词。 */

import type { embedWords as english } from "./embedWords.en.ts";

export const embedWords: typeof english = {
  asLesson: "做成一课",
  embed: "嵌入",
  locked: "已锁定",
  open: "在 Playground 中打开",
  blocked: "这个框架不能打开新页面。当前内容的地址：",
  unknown: (names) => `框架地址中有本页不认识的名称，已忽略：${names}。可用的名称以“分享”中“嵌入”生成的为准。`,
  noWorkers: "这个框架处于沙盒中，浏览器没有启动训练程序。制作框架的人可以在 sandbox 属性中加上 allow-same-origin。",
  sheet: {
    title: "嵌入网页",
    lead: "框架显示当前的内容，不含顶栏。把下面的文本粘贴到网页中要放置框架的位置。",
    regions: "显示内容",
    regionNames: {
      answers: "数字与回答",
      drop: "去掉的类别",
      arms: "选择学生",
      train: "训练",
      time: "时间条",
      result: "结果",
      chart: "曲线图",
      claims: "论文的结论",
      settings: "方法的设置",
    },
    controls: "控件",
    controlsHint: "自由：访问者可以操作。锁定：看得到但不能操作。隐藏：不出现。",
    trainControl: "训练",
    snippet: "框架代码",
    hint: "脚本让框架的高度与内容一致。沙盒框架需要 allow-scripts；要打开 Playground 的链接还需要 allow-popups；沙盒框架不会在两次访问之间保存任何内容。",
  },
};
