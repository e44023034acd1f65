/** The operations that the file system counts, delays and lets fail; slowfs/operations.go explains each one. */
export const SLOW_OPERATIONS = [
  'lookup',
  'getattr',
  'setattr',
  'create',
  'open',
  'read',
  'write',
  'commit',
  'close',
  'fsync',
  'mkdir',
  'rmdir',
  'rename',
  'unlink',
  'link',
  'symlink',
  'readdir',
] as const;

export type SlowOperation = (typeof SLOW_OPERATIONS)[number];

/** All default to what was measured on an Amazon S3 Files mount; `slowfs -h` prints them. */
export interface SlowMountOptions {
  /** The directory that holds the files; a temporary one that is removed at the end, unless given. */
  readonly backing?: string;
  /** Latencies in milliseconds. */
  readonly latencies?: Partial<Record<SlowOperation, number>>;
  /** Milliseconds until the first byte of a cold file. */
  readonly coldOpen?: number;
  /** Milliseconds for which the kernel keeps names and attributes. */
  readonly attributeCache?: number;
  /** MB/s, of one stream, or of all together (`total`); 0 is unlimited. */
  readonly bandwidths?: Partial<Record<'write' | 'cold' | 'warm' | 'total', number>>;
  /** A factor on all latencies and transfer times: 0 for tests of behaviour, which need not wait. */
  readonly scale?: number;
}

export interface SlowMountFault {
  readonly operations: readonly SlowOperation[];
  /**
   * A pattern of paths below the mount: `*` stays in a directory, `**` does not. One of a rename's two paths is enough.
   * All paths, unless given.
   */
  readonly path?: string;
  /** `HANG`: the operation does not return until the faults are cleared. */
  readonly error: 'EACCES' | 'EDQUOT' | 'EIO' | 'ENOSPC' | 'ESTALE' | 'HANG';
  /** The number of times that the fault occurs. Without a count or a probability it always does. */
  readonly count?: number;
  readonly probability?: number;
  /** A seed that repeats the same sequence of faults. */
  readonly seed?: number;
}

export interface SlowMountCounters {
  readonly operations: Record<SlowOperation, number>;
  /** The most operations of a kind at one time. */
  readonly mostInFlight: Record<SlowOperation, number>;
  /** Opened files whose first read found them cold, or warm. */
  readonly coldReads: number;
  readonly warmReads: number;
  /** Operations that a fault struck. */
  readonly faults: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

/** The program's flags; what is not given keeps the program's default. */
export function slowMountFlags(options: SlowMountOptions): string[] {
  const milliseconds: Record<string, number | undefined> = {
    ...options.latencies,
    'cold-open': options.coldOpen,
    'attribute-cache': options.attributeCache,
  };
  const flags = given(milliseconds).map(([name, value]) => `-${name}=${value}ms`);
  for (const [name, value] of given({ ...options.bandwidths })) flags.push(`-${name}-bandwidth=${value}`);
  if (options.scale !== undefined) flags.push(`-scale=${options.scale}`);
  return flags;
}

function given(values: Record<string, number | undefined>): [string, number][] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
