import { type OutgoingRecord, sizeOf } from '../../kafka/publisher';
import { sizeAlone } from '../../kafka/record-size';
import type { TopicSettings } from '../../kafka/topic-settings';
import type { Clock } from '../pacing/clock';
import type { ReplayRequest } from '../request/request';
import { describeSpan } from './time-span';

/** A reason why a record should not be sent, known from the topic's settings. */
export interface Problem {
  /** `expired`: the topic would take it, and delete it. `undeliverable`: the topic would never take it. */
  readonly kind: 'expired' | 'undeliverable';
  readonly reason: string;
}

/** The settings of one target topic, held against what a request would send there. */
export class TopicRules {
  public constructor(
    private readonly topic: string,
    private readonly settings: TopicSettings,
    private readonly request: Pick<ReplayRequest, 'preserveTimestamp' | 'allowed'>,
    private readonly clock: Clock,
  ) {}

  /** The most bytes that a batch may have. */
  public get mostBatchBytes(): number {
    return this.settings.maxMessageBytes;
  }

  /** True if the time of a record may keep it from being taken or kept. */
  public get dependOnTime(): boolean {
    const { beforeMaxMs, afterMaxMs } = this.settings;
    return this.keepsTimes && Math.min(this.expiresAfterMs, beforeMaxMs, afterMaxMs) < Number.POSITIVE_INFINITY;
  }

  public problemOf(record: OutgoingRecord): Problem | undefined {
    const { compacts, maxMessageBytes } = this.settings;
    if (compacts && record.key === null) {
      return this.undeliverable("it has no key, and with the topic's cleanup.policy compact each record needs one");
    }
    // The estimate is never below the size: most records need no exact one.
    const bytes = sizeOf(record) > maxMessageBytes ? sizeAlone(record) : 0;
    if (bytes > maxMessageBytes) {
      return this.undeliverable(
        `MESSAGE_TOO_LARGE: it takes ${bytes} bytes, and the topic's max.message.bytes is ${maxMessageBytes}`,
      );
    }
    return record.timestamp === undefined ? undefined : this.problemOfTime(record.timestamp);
  }

  /** @param timestamp of a record that goes out with its own time if the request keeps times */
  public problemOfTime(timestamp: number): Problem | undefined {
    if (!this.keepsTimes) {
      return undefined;
    }
    const { beforeMaxMs, afterMaxMs } = this.settings;
    const age = this.clock.now() - timestamp;
    if (age > beforeMaxMs) {
      return this.undeliverable(
        `INVALID_TIMESTAMP: ${itsTime(timestamp)}, and the topic takes none from before the last ${describeSpan(beforeMaxMs)} (message.timestamp.before.max.ms ${beforeMaxMs})`,
      );
    }
    if (-age > afterMaxMs) {
      return this.undeliverable(
        `INVALID_TIMESTAMP: ${itsTime(timestamp)}, and the topic takes none from beyond the next ${describeSpan(afterMaxMs)} (message.timestamp.after.max.ms ${afterMaxMs})`,
      );
    }
    return age > this.expiresAfterMs
      ? {
          kind: 'expired',
          reason: `${itsTime(timestamp)}, and the topic '${this.topic}' deletes what is older than ${describeSpan(this.expiresAfterMs)} (retention.ms ${this.expiresAfterMs}), also what it has just acknowledged`,
        }
      : undefined;
  }

  /** Warnings of what the settings change or take away without refusing anything. */
  public warnings(): string[] {
    const { appendTime, compacts } = this.settings;
    const topic = `the topic '${this.topic}'`;
    return [
      ...(appendTime && this.request.preserveTimestamp
        ? [`${topic} has message.timestamp.type LogAppendTime: its records get the time of arrival, not their own`]
        : []),
      ...(compacts
        ? [
            `${topic} has cleanup.policy compact: it refuses records without a key, and of each key only the newest record stays`,
          ]
        : []),
    ];
  }

  private get keepsTimes(): boolean {
    return this.request.preserveTimestamp && !this.settings.appendTime;
  }

  private get expiresAfterMs(): number {
    const { deletes, retentionMs } = this.settings;
    return deletes && !this.request.allowed.expired ? retentionMs : Number.POSITIVE_INFINITY;
  }

  private undeliverable(reason: string): Problem {
    return { kind: 'undeliverable', reason: `the topic '${this.topic}' never takes it: ${reason}` };
  }
}

/** Tells whether a replay goes on behind such a record. */
export function passesBy({ onUndeliverable }: Pick<ReplayRequest, 'onUndeliverable'>, { kind }: Problem): boolean {
  return kind === 'undeliverable' && onUndeliverable === 'skip';
}

/** The ways to deal with what {@link TopicRules.problemOf} finds. */
export const HOW_TO_MEND: Readonly<Record<Problem['kind'], string>> = {
  expired:
    'raise retention.ms of the topic, or give "preserve_timestamp": false, a window (from) that leaves it out, or "allow_expired": true',
  undeliverable: 'change the settings of the topic, or give "on_undeliverable": "skip" to go on without such records',
};

/** The time of a record as text. It may be beyond what a date can tell. */
function itsTime(timestamp: number): string {
  const date = new Date(timestamp);
  return `its time is ${Number.isNaN(date.getTime()) ? `${timestamp} ms since 1970` : date.toISOString()}`;
}
