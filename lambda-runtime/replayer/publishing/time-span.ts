const UNITS = [
  ['days', 24 * 3600 * 1000],
  ['hours', 3600 * 1000],
  ['minutes', 60 * 1000],
  ['seconds', 1000],
] as const;

/** @returns a span of time in the largest unit that it is at least one of, such as `7 days` or `1.5 hours` */
export function describeSpan(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, ms]) => milliseconds >= ms) ?? ['ms', 1];
  const count = Math.round((milliseconds / size) * 10) / 10;
  return `${count} ${count === 1 && unit !== 'ms' ? unit.slice(0, -1) : unit}`;
}
