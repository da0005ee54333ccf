/** 中文与数字、字母之间的空格。 */

/** 前面加空格的名称；以汉字开头的不加。 */
export function spaced(name: string): string {
  return /^[\u4e00-\u9fff]/.test(name) ? name : ` ${name}`;
}
