/** Element-by-element operations, with broadcast. */

import { ADD, DIVIDE, EXP, COPY, LOG, MASK, MULTIPLY, RELU, ROUND, SQRT, STEP, SUBTRACT } from "./opcodes";
import { exp4, log4 } from "./transcendental";
import { floats, storeLanes } from "./vectors";

// @ts-ignore: decorator
@inline
function applyBinary(operation: i32, a: v128, b: v128): v128 {
  if (operation == ADD) return f32x4.add(a, b);
  if (operation == SUBTRACT) return f32x4.sub(a, b);
  if (operation == MULTIPLY) return f32x4.mul(a, b);
  if (operation == DIVIDE) return f32x4.div(a, b);
  if (operation == MASK) return v128.and(a, f32x4.gt(b, f32x4.splat(0)));
  return a;
}

// @ts-ignore: decorator
@inline
function loadStrided(from: usize, index: i32, stride: i32): v128 {
  if (stride == 1) return v128.load(from + floats(index));
  if (stride == 0) return v128.load_splat<f32>(from);
  const at = from + floats(index * stride);
  const next = floats(stride);
  return f32x4(load<f32>(at), load<f32>(at + next), load<f32>(at + 2 * next), load<f32>(at + 3 * next));
}

// @ts-ignore: decorator
@inline
function binaryRow(operation: i32, to: usize, a: usize, b: usize, count: i32, aStride: i32, bStride: i32): void {
  let i = 0;
  if (aStride == 1 && bStride == 1) {
    for (; i + 4 <= count; i += 4)
      v128.store(to + floats(i), applyBinary(operation, v128.load(a + floats(i)), v128.load(b + floats(i))));
  } else if (aStride == 1 && bStride == 0) {
    const right = v128.load_splat<f32>(b);
    for (; i + 4 <= count; i += 4) v128.store(to + floats(i), applyBinary(operation, v128.load(a + floats(i)), right));
  } else {
    for (; i + 4 <= count; i += 4)
      v128.store(to + floats(i), applyBinary(operation, loadStrided(a, i, aStride), loadStrided(b, i, bStride)));
  }
  for (; i < count; i++) {
    const value = applyBinary(
      operation, v128.load_splat<f32>(a + floats(i * aStride)), v128.load_splat<f32>(b + floats(i * bStride)),
    );
    storeLanes(to + floats(i), value, 1);
  }
}

// @ts-ignore: decorator
@inline
function binaryAll(
  operation: i32, to: usize, a: usize, b: usize, n0: i32, n1: i32, n2: i32, n3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
): void {
  for (let i = 0; i < n0; i++)
    for (let j = 0; j < n1; j++)
      for (let k = 0; k < n2; k++) {
        const left = a + floats(i * a0 + j * a1 + k * a2);
        const right = b + floats(i * b0 + j * b1 + k * b2);
        binaryRow(operation, to, left, right, n3, a3, b3);
        to += floats(n3);
      }
}

/**
 * to [n0, n1, n2, n3] = a (operation) b. Strides in floats along each axis; 0 where a side is broadcast.
 * @param operation a binary opcode
 */
export function binary(
  operation: i32, to: usize, a: usize, b: usize, n0: i32, n1: i32, n2: i32, n3: i32,
  a0: i32, a1: i32, a2: i32, a3: i32, b0: i32, b1: i32, b2: i32, b3: i32,
): void {
  switch (operation) {
    case ADD: return binaryAll(ADD, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
    case SUBTRACT: return binaryAll(SUBTRACT, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
    case MULTIPLY: return binaryAll(MULTIPLY, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
    case DIVIDE: return binaryAll(DIVIDE, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
    case MASK: return binaryAll(MASK, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
    default: return binaryAll(COPY, to, a, b, n0, n1, n2, n3, a0, a1, a2, a3, b0, b1, b2, b3);
  }
}

// @ts-ignore: decorator
@inline
function applyUnary(operation: i32, x: v128): v128 {
  const zero = f32x4.splat(0);
  if (operation == EXP) return exp4(x);
  if (operation == LOG) return log4(x);
  if (operation == SQRT) return f32x4.sqrt(x);
  if (operation == RELU) return f32x4.max(x, zero);
  if (operation == STEP) return v128.and(f32x4.splat(1), f32x4.gt(x, zero));
  return f32x4.nearest(x);
}

// @ts-ignore: decorator
@inline
function unaryAll(operation: i32, to: usize, from: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(to + floats(i), applyUnary(operation, v128.load(from + floats(i))));
  if (i < count) storeLanes(to + floats(i), applyUnary(operation, v128.load(from + floats(i))), count - i);
}

/** to = operation(from). @param operation a unary opcode */
export function unary(operation: i32, to: usize, from: usize, count: i32): void {
  switch (operation) {
    case EXP: return unaryAll(EXP, to, from, count);
    case LOG: return unaryAll(LOG, to, from, count);
    case SQRT: return unaryAll(SQRT, to, from, count);
    case RELU: return unaryAll(RELU, to, from, count);
    case STEP: return unaryAll(STEP, to, from, count);
    default: return unaryAll(ROUND, to, from, count);
  }
}
