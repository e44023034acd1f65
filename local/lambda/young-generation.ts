/**
 * Flags that make Node.js use as much memory here as in the function. V8 sizes its young generation by the machine's memory:
 * with 1,769 MiB, which the functions have unless told otherwise, Node.js 24 takes two halves of 32 MiB (seen in a control
 * group with that limit), and twice that on larger machines.
 */
export const YOUNG_GENERATION_AS_IN_THE_FUNCTION: readonly string[] = ['--max-semi-space-size=32'];
