import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import type { KafkaRecord } from '../../records/record';
import type { Clock } from './clock';

/** Limits of a replay's speed; a limit that is absent does not hold it back. */
export interface PaceLimits {
  readonly recordsPerSecond?: number;
  readonly bytesPerSecond?: number;
  /** The speed: 1 keeps the gaps between records as they were, 2 halves them. */
  readonly speed?: number;
}

/** Ties a time of the original to the time at which its record goes out now. */
export interface Origin {
  readonly at: number;
  readonly timestamp: number;
}

/** The one clock of a replay, which its invocations hand on in the cursor. All in milliseconds since 1970. */
export interface PaceState {
  readonly origin?: Origin;
  /** The time from which the next record may go out by each of the limits. */
  readonly records: number;
  readonly bytes: number;
}

// A replay that is late catches up, but never by more than this at once.
const MOST_CATCHING_UP_MS = 1000;

/** Tells when records may go out, all partitions together. */
export class Pace {
  public constructor(
    private readonly limits: PaceLimits,
    private readonly clock: Clock,
    private current: PaceState,
  ) {}

  public get state(): PaceState {
    return this.current;
  }

  /** Tells when a record may go out; a time that has passed means now. */
  public due({ timestamp }: KafkaRecord): number {
    const { recordsPerSecond, bytesPerSecond, speed } = this.limits;
    const { records, bytes, origin } = this.current;
    const hasTime = timestamp !== null && timestamp >= 0;
    return Math.max(
      recordsPerSecond === undefined ? 0 : records,
      bytesPerSecond === undefined ? 0 : bytes,
      speed === undefined || origin === undefined || !hasTime ? 0 : origin.at + (timestamp - origin.timestamp) / speed,
    );
  }

  /** Counts a record that goes out. */
  public take(size: number): void {
    const { recordsPerSecond, bytesPerSecond } = this.limits;
    const { records, bytes } = this.current;
    this.current = {
      ...this.current,
      records: this.after(records, 1, recordsPerSecond),
      bytes: this.after(bytes, size, bytesPerSecond),
    };
  }

  private after(next: number, amount: number, perSecond = Number.POSITIVE_INFINITY): number {
    return Math.max(next, this.clock.now() - MOST_CATCHING_UP_MS) + (amount * 1000) / perSecond;
  }
}

/** @returns the clock of a cursor; undefined if it has none */
export function parsePaceState(state: unknown): PaceState | undefined {
  if (state === undefined) {
    return undefined;
  }
  const { origin, records, bytes }: Record<string, unknown> = isObject(state) ? state : {};
  const { at, timestamp }: Record<string, unknown> = isObject(origin) ? origin : { at: 0, timestamp: 0 };
  if (!isTime(records) || !isTime(bytes) || !isTime(at) || !isTime(timestamp)) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor has no usable clock; hand back the cursor of the answer, unchanged',
    );
  }
  return { ...(origin !== undefined && { origin: { at, timestamp } }), records, bytes };
}

function isTime(time: unknown): time is number {
  return typeof time === 'number' && Number.isFinite(time);
}
