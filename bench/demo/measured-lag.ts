import type { ConsumedRecord } from '../../local/kafka/kafka-client';
import type { RecordSource } from '../../local/lambda/event-source-mapping';
import type { DemoEvents } from './events';
import type { MetricsLog } from './metrics-log';

/** Lambda tells the lag each minute, also while nothing is committed; the demo has no minutes. */
const TELLS_EVERY_MS = 500;

/** The source of a mapping, which also tells how far behind the end of each partition the mapping is. */
export class MeasuredLag implements RecordSource {
  private readonly waiting: number[];
  private readonly telling: NodeJS.Timeout;

  constructor(
    private readonly source: RecordSource,
    private readonly events: DemoEvents,
    partitions: number,
    private readonly metrics: MetricsLog,
  ) {
    this.waiting = Array.from({ length: partitions }, (_, partition) => events.countOf(partition));
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
      this.waiting[partition] = this.events.countOf(partition) - offset;
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
