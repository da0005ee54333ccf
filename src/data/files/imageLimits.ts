/** What the networks read: sides of 8 to 64 pixels, and 2 to 100 classes. */

export const MIN_SIDE = 8;
export const MAX_SIDE = 64;
export const MIN_CLASSES = 2;
export const MAX_CLASSES = 100;
