import type { ConsumedRecord } from '../../local/kafka/kafka-client';
import type { RecordSource } from '../../local/lambda/event-source-mapping';
import type { MetricsLog } from './metrics-log';

/** Lambda tells the lag each minute, also while nothing is committed; the demo has no minutes. */
const TELLS_EVERY_MS = 500;

/** The source of a mapping, which also tells how far behind the end of each partition the mapping is. */
export class MeasuredLag implements RecordSource {
  private readonly waiting: number[];
  private readonly telling: NodeJS.Timeout;

  /** @param ends the number of records of each partition, which is where it ends: the topic is new */
  constructor(
    private readonly source: RecordSource,
    private readonly ends: readonly number[],
    private readonly metrics: MetricsLog,
  ) {
    this.waiting = [...ends];
    this.tell();
    this.telling = setInterval(() => this.tell(), TELLS_EVERY_MS);
  }

  next(timeoutMs: number): Promise<ConsumedRecord | undefined> {
    return this.source.next(timeoutMs);
  }

  async commit(offsets: ReadonlyMap<string, number>): Promise<void> {
    await this.source.commit(offsets);
    for (const [name, offset] of offsets) {
      const partition = Number(name.slice(name.lastIndexOf('-') + 1));
      this.waiting[partition] = this.ends[partition] - offset;
    }
  }

  /** Tells it for the last time. */
  stop(): void {
    clearInterval(this.telling);
    this.tell();
  }

  private tell(): void {
    this.metrics.addLag(this.waiting);
  }
}
