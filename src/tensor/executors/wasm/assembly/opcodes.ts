/**
 * Numbers of the operations of `binary` and `unary`. This file is both AssemblyScript and TypeScript: the kernels and
 * their callers import the same constants.
 */

export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;
/** the left side where the right is above 0, else 0 */
export const MASK = 4;
/** the left side alone */
export const COPY = 5;

export const EXP = 0;
export const LOG = 1;
export const SQRT = 2;
export const RELU = 3;
/** 1 where the input is above 0, else 0 */
export const STEP = 4;
/** to the nearest whole number, ties to the even one */
export const ROUND = 5;
