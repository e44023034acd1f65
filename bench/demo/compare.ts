import type { ConsumedRecord } from '../../local/kafka/kafka-client';
import type { DemoEvent, DemoEvents } from './events';

/** The format of the files of a pass. The value's own format keeps less of a record than an envelope does. */
export type Fidelity = 'value' | 'envelope';

const DIFFERENCES_SHOWN = 5;

/** Compares what comes back with what was produced, record by record, in each partition's order. */
export class Comparison {
  /** The first few differences, as sentences. */
  readonly shown: string[] = [];
  differences = 0;
  compared = 0;

  private readonly expected: Iterator<DemoEvent>[];
  private readonly nextPosition: number[];

  constructor(
    events: DemoEvents,
    partitions: number,
    private readonly fidelity: Fidelity,
  ) {
    this.expected = Array.from({ length: partitions }, (_, partition) => events.ofPartition(partition));
    this.nextPosition = Array.from({ length: partitions }, () => 0);
  }

  add(record: ConsumedRecord): void {
    const { partition } = record;
    const position = this.nextPosition[partition]++;
    const next = this.expected[partition]?.next();
    const where = `partition ${partition}, record ${position}`;
    if (next === undefined || next.done) {
      this.differ(`${where}: one more than was produced`);
      return;
    }
    this.compared += 1;
    const different = differencesBetween(next.value, record, this.fidelity);
    if (different.length > 0) this.differ(`${where}: ${different.join('; ')}`);
  }

  /** Call after the last record: what has not come back by now is missing. */
  finish(): void {
    this.expected.forEach((events, partition) => {
      let missing = 0;
      while (!events.next().done) missing += 1;
      if (missing > 0)
        this.differ(
          `partition ${partition}: ${missing} records missing after the first ${this.nextPosition[partition]}`,
          missing,
        );
    });
  }

  private differ(sentence: string, count = 1): void {
    this.differences += count;
    if (this.shown.length < DIFFERENCES_SHOWN) this.shown.push(sentence);
  }
}

/** Names the parts in which an event differs from the record it came back as. */
export function differencesBetween(expected: DemoEvent, actual: ConsumedRecord, fidelity: Fidelity): string[] {
  const different: string[] = [];
  const check = (what: string, wanted: Buffer | null, got: Buffer | null) => {
    if (!sameBytes(wanted, got)) different.push(`the ${what} is ${describe(got)} instead of ${describe(wanted)}`);
  };
  check('value', expected.value, actual.value);
  if (fidelity === 'value') return different;
  check('key', expected.key, actual.key);
  if (expected.timestamp !== actual.timestamp) {
    different.push(`the timestamp is ${actual.timestamp} instead of ${expected.timestamp}`);
  }
  if (expected.headers.length !== actual.headers.length) {
    different.push(`there are ${actual.headers.length} headers instead of ${expected.headers.length}`);
    return different;
  }
  expected.headers.forEach(([name, value], index) => {
    const [actualName, actualValue] = actual.headers[index];
    check(`name of header ${index}`, name, actualName);
    check(`value of header ${index} ('${name}')`, value, actualValue);
  });
  return different;
}

function sameBytes(a: Buffer | null, b: Buffer | null): boolean {
  return a === null || b === null ? a === b : a.equals(b);
}

function describe(bytes: Buffer | null): string {
  if (bytes === null) return 'null';
  const start = bytes.subarray(0, 12).toString('hex');
  return `${bytes.length} bytes${bytes.length === 0 ? '' : ` (${start}${bytes.length > 12 ? '…' : ''})`}`;
}
