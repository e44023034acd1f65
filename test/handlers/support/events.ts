import { MORNING } from './records';

export interface EventRecordOptions {
  readonly value?: string | Buffer | null;
  readonly key?: string | Buffer | null;
  readonly timestamp?: unknown;
  readonly headers?: unknown;
}

function base64(bytes: string | Buffer | null | undefined): string | null | undefined {
  return bytes === null || bytes === undefined ? bytes : Buffer.from(bytes).toString('base64');
}

/** Builds the event of a Kafka event source mapping, record by record. */
export class KafkaEventBuilder {
  private readonly records: Record<string, unknown[]> = {};

  public constructor(private readonly eventSource = 'SelfManagedKafka') {}

  public record(topic: string, partition: number, offset: number, options: EventRecordOptions = {}): this {
    const { key = null, value = `{"offset":${offset}}`, timestamp = MORNING, headers = [] } = options;
    return this.raw(`${topic}-${partition}`, {
      topic,
      partition,
      offset,
      timestamp,
      timestampType: 'CREATE_TIME',
      key: base64(key),
      value: base64(value),
      headers,
    });
  }

  /** A record as it stands, for those that Kafka would not send. */
  public raw(key: string, record: unknown): this {
    this.records[key] ??= [];
    this.records[key].push(record);
    return this;
  }

  /** Makes the event as Lambda hands it over: parsed from JSON. */
  public build(): unknown {
    const { eventSource, records } = this;
    return JSON.parse(JSON.stringify({ eventSource, bootstrapServers: 'broker:9092', records }));
  }
}
