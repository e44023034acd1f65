import type { Ceiling } from '../support/comparison';

/** Milliseconds; they are given to the mount, so that what is computed from them holds there. */
export const LATENCIES = { lookup: 0.5, open: 0.3, read: 0.3, close: 0.3 } as const;
/** Milliseconds until the first byte of a file that is read for the first time. */
export const COLD_OPEN_MS = 92;
/** The bandwidths of one stream, in MB a second. */
export const BANDWIDTHS = { cold: 10, warm: 400 } as const;

export interface Reading {
  readonly files: number;
  /** The bytes of all files. */
  readonly bytes: number;
  readonly records: number;
  readonly cold: boolean;
  readonly filesInFlight: number;
  readonly bytesInFlight: number;
}

/**
 * The most records a second that any program can read on such a mount with so many files and bytes in flight. A file is
 * looked up, opened, read and closed one after the other, and its content takes up memory while it is read. The time to
 * list directories and to publish is not counted.
 */
export function ceilingOf({ files, bytes, records, cold, filesInFlight, bytesInFlight }: Reading): Ceiling {
  const { lookup, open, read, close } = LATENCIES;
  const rate = (cold ? BANDWIDTHS.cold : BANDWIDTHS.warm) * 1000;
  const fileBytes = bytes / files;
  const readMs = read + (cold ? COLD_OPEN_MS : 0) + fileBytes / rate;
  const fileMs = lookup + open + readMs + close;
  const atOnce = Math.min(filesInFlight, files);
  const inMemory = Math.min(Math.floor(bytesInFlight / fileBytes), files);
  const bounds = [
    { filesPerSecond: (atOnce * 1000) / fileMs, why: `${atOnce} files in flight / ${fileMs.toFixed(1)} ms each` },
    {
      filesPerSecond: (inMemory * 1000) / readMs,
      why: `${inMemory} files in the ${(bytesInFlight / 2 ** 20).toFixed(0)} MiB in flight / ${readMs.toFixed(1)} ms to read each`,
    },
  ];
  const tightest = bounds.reduce((a, b) => (b.filesPerSecond < a.filesPerSecond ? b : a));
  const perFile = records / files;
  return {
    recordsPerSecond: tightest.filesPerSecond * perFile,
    sentence: `${tightest.why}: ${tightest.filesPerSecond.toFixed(0)} files a second, of ${perFile.toFixed(0)} record${perFile > 1 ? 's' : ''} each`,
  };
}
