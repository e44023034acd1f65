import { setTimeout } from 'node:timers/promises';

/** The clock of Wait states and of the pauses before retries. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms) => setTimeout(ms, undefined),
};

/** Passes over every pause at once, and keeps what was passed over. */
export class SkippingClock implements Clock {
  readonly skippedMs: number[] = [];

  constructor(private time = Date.UTC(2026, 3, 13)) {}

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.skippedMs.push(ms);
    this.time += ms;
  }
}
