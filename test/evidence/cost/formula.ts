import { runInNewContext } from 'node:vm';
import { ASSUMED, MINIMUMS, PRICES } from '../../../src/contract/prices';
import type { Worked } from './cases';
import { layoutOf } from './small-class';

/** A month's costs in US dollars, by what they are for. */
export type Reckoned = Readonly<Record<string, number>>;

/** The formula for a reader's own figures, as it stands on the page, with the figures of a case in it. */
export function formulaOf({ deployed, batches, load }: Worked): string {
  const { mappings, environment, expirationDays, memoryMiB } = deployed;
  const [mapping] = mappings;
  const layout = layoutOf(environment);
  const bytes = batches.files.reduce((sum, file) => sum + file.bytes, 0) / batches.records;
  const window = mapping?.MaximumBatchingWindowInSeconds ?? ASSUMED.windowSeconds;
  const { metadataWritesOfFile, metadataReadsOfFile } = ASSUMED;
  const [data, metadata, file] = [MINIMUMS.data.value, MINIMUMS.metadata.value, MINIMUMS.file.value].map(kibibytes);
  return `// your figures
const recordsPerDay = ${load.recordsPerDay}; // of all topics
const bytes = ${Math.round(bytes)}; // of a record in its file: the value, with about 150 bytes and a backslash for each quotation mark
const topics = ${mappings.length};
const partitions = ${load.partitions}; // of each topic
const pollers = ${mapping?.ProvisionedPollerConfig?.MinimumPollers ?? 0}; // the least number of provisioned pollers of each topic; 0 if they are on demand
const oneGroup = ${mapping?.ProvisionedPollerConfig?.PollerGroupName !== undefined}; // all topics share a poller group
const monthsKept = 1; // how long the bucket keeps what it has
// what the constructs choose
const batchSize = ${mapping?.BatchSize}, window = ${window}; // records, seconds
const segment = ${layout.type === 'segments' ? layout.maxBytes : 0}; // bytes of a segment; 0 where each record has a file
const expiry = ${expirationDays}; // days in fast storage
const memory = ${memoryMiB}; // MiB of the function

const KiB = 1024, GiB = 2 ** 30, days = 365 / 12;
const perSecond = recordsPerDay / topics / 86400;
const perBatch = Math.max(1, Math.min(batchSize, perSecond * window, (6 * KiB * KiB) / (1.2 * bytes)));
const batches = (recordsPerDay / perBatch) * days;
const perPartition = Math.max(1, perBatch / partitions);
const files = segment === 0
  ? recordsPerDay * days
  : batches * Math.min(perBatch, partitions) * Math.ceil((perPartition * bytes) / Math.max(segment, bytes));
const size = (recordsPerDay * days * bytes) / files;
const billed = Math.max(size, ${data} * KiB);
const units = oneGroup ? Math.ceil((topics * pollers) / ${MINIMUMS.pollersOfUnit.value}) : topics * Math.ceil(pollers / ${MINIMUMS.pollersOfUnit.value});

({
  operations: (files * ((billed + ${metadataWritesOfFile} * ${metadata} * KiB) * ${PRICES.written.value} + (billed + ${metadataReadsOfFile} * ${metadata} * KiB) * ${PRICES.read.value})) / GiB,
  puts: files * ${PRICES.put.value},
  fastStorage: ((files / days) * expiry * Math.max(size, ${file} * KiB) * ${PRICES.fastStorage.value}) / GiB,
  pollers: units * days * 24 * ${PRICES.pollerUnit.value},
  lambda: batches * ${PRICES.invocation.value.toFixed(7)} +
    (batches * ${ASSUMED.secondsOfInvocation} + files / ${ASSUMED.filesPerSecond} + (files * size) / ${ASSUMED.bytesPerSecond}) * (memory / 1024) * ${PRICES.compute.value},
  cloudWatch: ${batches.metrics} * ${PRICES.metric.value} + (batches * ${batches.logBytes + ASSUMED.logBytesOfLambda} * ${PRICES.logs.value}) / GiB,
  bucket: (monthsKept * files * size * ${PRICES.bucket.value}) / GiB,
})`;
}

/** What the formula gives, run as it stands. */
export function reckoned(formula: string): Reckoned {
  return runInNewContext(formula);
}

function kibibytes(bytes: number): number {
  return bytes / 1024;
}
