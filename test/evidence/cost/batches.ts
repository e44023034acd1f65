import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleValue } from '../../../command-line/cost/sample-value';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { readEmbeddedMetrics } from '../../../local/lambda/embedded-metrics';
import type { Batches } from '../../../src/contract/bill';
import { ASSUMED } from '../../../src/contract/prices';
import { KafkaEventBuilder } from '../../handlers/support/events';
import { aContext, capturePrinted } from '../../handlers/support/lambda';
import { filesBelow, temporaryMount } from '../../handlers/support/mount';
import type { Deployed, KeyedFile, Mapping } from './deployed';

const SECONDS_OF_DAY = 86_400;

/** The records that come in, over all topics. */
export interface Load {
  readonly recordsPerDay: number;
  readonly valueBytes: number;
  /** The number of partitions of each topic. */
  readonly partitions: number;
}

/** Lets the handler write one batch as Lambda would deliver it. Records arrive evenly, and partitions take turns. */
export async function batchesOf(deployed: Deployed, mapping: Mapping, load: Load): Promise<Batches<KeyedFile>> {
  const perDay = load.recordsPerDay / deployed.mappings.length;
  const window = mapping.MaximumBatchingWindowInSeconds ?? ASSUMED.windowSeconds;
  const inWindow = (perDay / SECONDS_OF_DAY) * window;
  const inPayload = Math.floor(ASSUMED.payloadBytes / (bytesOf(load, 2) - bytesOf(load, 1)));
  const records = Math.max(1, Math.round(Math.min(mapping.BatchSize, inPayload, inWindow)));
  return { perDay: perDay / records, records, ...(await written(deployed, eventOf(load, records))) };
}

/** The files and metrics of one event. Files are written as they are, and taken for smaller if they would be compressed. */
async function written(
  deployed: Deployed,
  event: unknown,
): Promise<Pick<Batches<KeyedFile>, 'files' | 'metrics' | 'logBytes'>> {
  const { environment } = deployed;
  const root = await temporaryMount();
  const printed = capturePrinted();
  const handler = createIngestHandler({ ...environment, MOUNT_PATH: root, COMPRESSION: 'NONE' });
  const { batchItemFailures } = await handler(event, aContext());
  if (batchItemFailures.length > 0) {
    throw new Error('the handler could not write the batch');
  }
  const smaller = environment.COMPRESSION === 'NONE' ? 1 : ASSUMED.compression;
  const files = (await filesBelow(root)).map(async (path) => ({
    key: `${environment.ROOT_KEY}${path}`,
    bytes: (await stat(join(root, path))).size / smaller,
  }));
  const lines = [...printed.metrics(), ...printed.logs()].map((line) => JSON.stringify(line, timesOfOneLength));
  const metrics = readEmbeddedMetrics(lines);
  jest.restoreAllMocks();
  const names = new Set(metrics.map(({ metric, dimensions }) => JSON.stringify([metric, dimensions])));
  return { files: await Promise.all(files), metrics: names.size, logBytes: Buffer.byteLength(lines.join('\n')) };
}

/** Gives every time the same number of digits: that number depends on the machine, and the page must not. */
function timesOfOneLength(name: string, value: unknown): unknown {
  return /Ms$|_ms$|^milliseconds$/.test(name) ? [value].flat().map(() => 12.34) : value;
}

function eventOf({ valueBytes, partitions }: Load, records: number): unknown {
  const value = sampleValue(valueBytes);
  const builder = new KafkaEventBuilder();
  for (let index = 0; index < records; index++) {
    const offset = 1_000_000 + Math.floor(index / partitions);
    builder.record('events', index % partitions, offset, { key: 'customer-7', value });
  }
  return builder.build();
}

function bytesOf(load: Load, records: number): number {
  return JSON.stringify(eventOf({ ...load, partitions: 1 }, records)).length;
}
