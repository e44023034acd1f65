/** A dashboard is 24 units wide. */
export const FULL = 24;
export const HALF = 12;
export const THIRD = 8;
export const HEIGHT = 6;
