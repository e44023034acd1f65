export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

/** Says how much memory was taken, and whether that is within a limit. */
export function memorySentence(bytes: number, mostBytes: number): string {
  const limit = `${mebibytes(mostBytes)} MiB`;
  return `${mebibytes(bytes)} MiB, ${bytes < mostBytes ? 'below' : 'NOT below'} ${limit}`;
}

export function rateText(recordsPerSecond: number): string {
  return recordsPerSecond < 100 ? recordsPerSecond.toFixed(1) : recordsPerSecond.toFixed(0);
}
