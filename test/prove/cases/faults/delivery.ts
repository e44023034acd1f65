import { FunctionFailure, type LambdaFunction } from '../../../../local/lambda/lambda-function';
import { listFiles, recordsOf } from '../../../e2e/ingest-kills/files';
import { textOf } from '../../../e2e/ingest-kills/stream';
import { KafkaEventBuilder } from '../../../handlers/support/events';
import type { Outcome } from '../../case';
import { outcome } from '../../support/outcomes';

const PARTITIONS = [0, 1, 2];

interface Answer {
  readonly batchItemFailures: readonly {
    readonly itemIdentifier: { readonly partition: string; readonly offset: number };
  }[];
}

/** One batch, delivered as Lambda does: what an answer reports comes again, and so does all where none came. */
export class Delivery {
  /** True once the function's process has ended, which no fault of a mount may bring about. */
  died = false;
  private readonly next: number[];
  private readonly broken: string[] = [];
  private readonly lost = new Set<string>();
  private torn = 0;

  /** @param topic one of its own, so that its files can be told from others */
  constructor(
    private readonly topic: string,
    private readonly backing: string,
    private readonly length = 8,
  ) {
    this.next = PARTITIONS.map(() => 0);
  }

  /** True once all records are acknowledged. */
  get done(): boolean {
    return this.next.every((offset) => offset === this.length);
  }

  /** Delivers what is left, and looks whether what was acknowledged stands there at that moment. */
  async deliver(ingest: LambdaFunction): Promise<void> {
    if (this.done) return;
    try {
      const { batchItemFailures } = (await ingest.invoke(this.event())) as Answer;
      for (const partition of PARTITIONS) {
        const failure = batchItemFailures.find(
          ({ itemIdentifier }) => itemIdentifier.partition === `${this.topic}-${partition}`,
        );
        this.next[partition] = failure?.itemIdentifier.offset ?? this.length;
      }
    } catch (error) {
      this.judge(error);
    }
    this.look();
  }

  outcome(): Outcome {
    if (!this.done && !this.died)
      this.broken.push(`ingest, ${this.topic}: records do not pass although the fault is over`);
    return outcome({ tries: 1, lost: this.lost.size, torn: this.torn, broken: this.broken });
  }

  private event(): unknown {
    const event = new KafkaEventBuilder();
    for (const partition of PARTITIONS) {
      for (let offset = this.next[partition]; offset < this.length; offset++) {
        event.record(this.topic, partition, offset, { value: textOf(partition, offset) });
      }
    }
    return event.build();
  }

  /** The function may throw: all comes again then. It may not end, nor answer too late. */
  private judge(error: unknown): void {
    if (error instanceof FunctionFailure && error.report !== undefined) {
      if (/^(Type|Reference|Range|Syntax)Error$/.test(error.report.errorType)) {
        this.broken.push(`ingest, ${this.topic}: it threw ${error.report.errorType}: ${error.report.errorMessage}`);
      }
      return;
    }
    this.died = true;
    this.broken.push(`ingest, ${this.topic}: ${String(error).split('\n')[0]}`);
  }

  private look(): void {
    const standing = new Set<string>();
    for (const path of listFiles(this.backing).visible.filter((each) => each.includes(`/${this.topic}+`))) {
      try {
        for (const { partition, offset } of recordsOf(this.backing, path)) standing.add(`${partition}/${offset}`);
      } catch {
        this.torn += 1;
      }
    }
    for (const partition of PARTITIONS) {
      for (let offset = 0; offset < this.next[partition]; offset++) {
        if (!standing.has(`${partition}/${offset}`)) this.lost.add(`${partition}/${offset}`);
      }
    }
  }
}
