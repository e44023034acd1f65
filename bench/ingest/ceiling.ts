import { dirname } from 'node:path';
import type { Ceiling } from '../support/comparison';
import { FILES_IN_FLIGHT } from './cases';

/** Milliseconds; they are given to the mount, so that what is computed from them holds there. */
export const LATENCIES = { create: 6, write: 0.3, commit: 5.5, rename: 6 } as const;
/** The bandwidth of one stream. */
export const WRITE_BANDWIDTH_MB_PER_SECOND = 19.2;

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * The most records a second that any program can write on such a mount. A file is created, written, closed and renamed
 * one after the other, and only so many files are in flight. The creations and renames in one directory are one after
 * the other too, because the kernel holds the directory's lock across the round trip.
 */
export function ceilingOf(records: number, files: readonly WrittenFile[]): Ceiling {
  const latencies = files.map(latencyOf);
  const inFlight = Math.min(FILES_IN_FLIGHT, files.length);
  const average = sum(latencies) / files.length;
  const locked = LATENCIES.create + LATENCIES.rename;
  const fullest = Math.max(...countBy(files.map(({ path }) => dirname(path))).values());
  const bounds = [
    {
      ms: sum(latencies) / inFlight,
      why: `${inFlight} files in flight / ${average.toFixed(1)} ms each`,
    },
    { ms: Math.max(...latencies), why: `one file takes ${Math.max(...latencies).toFixed(1)} ms` },
    { ms: fullest * locked, why: `${fullest} files in one directory, which is locked ${locked} ms for each` },
  ];
  const tightest = bounds.reduce((a, b) => (b.ms > a.ms ? b : a));
  return {
    recordsPerSecond: (records * 1000) / tightest.ms,
    sentence: `${files.length} files, ${tightest.why}: ${tightest.ms.toFixed(1)} ms for ${records} records`,
  };
}

function latencyOf({ bytes }: WrittenFile): number {
  const { create, write, commit, rename } = LATENCIES;
  return create + write + bytes / (WRITE_BANDWIDTH_MB_PER_SECOND * 1000) + commit + rename;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
