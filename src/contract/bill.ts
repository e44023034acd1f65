import { ASSUMED, MINIMUMS, PRICES } from './prices';

const { daysOfMonth } = ASSUMED;
export const HOURS_OF_MONTH = daysOfMonth * 24;

/** The price of looking up a file, in US dollars. */
export const METADATA_READ = gigabytes(MINIMUMS.metadata.value) * PRICES.read.value;

/** An event source mapping, as CloudFormation has it. */
export interface PolledMapping {
  readonly ProvisionedPollerConfig?: { readonly MinimumPollers: number; readonly PollerGroupName?: string };
}

/** The parts of a deployment that cost something even if nothing is written. */
export interface Running {
  readonly mappings: readonly PolledMapping[];
  /** The memory of the function. */
  readonly memoryMiB: number;
  /** The days for which data stays in fast storage. */
  readonly expirationDays: number;
}

export interface WrittenFile {
  readonly bytes: number;
}

/** The batches of a mapping, which are all alike, and the files that are written of one. */
export interface Batches<File extends WrittenFile = WrittenFile> {
  readonly perDay: number;
  readonly records: number;
  readonly files: readonly File[];
  /** Metrics of its own that the handler reports. */
  readonly metrics: number;
  /** Bytes that it writes to its log of one batch, metrics included. */
  readonly logBytes: number;
}

/** US dollars a month. */
export interface Bill {
  readonly filesPerDay: number;
  readonly bytesPerFile: number;
  readonly operations: number;
  readonly put: number;
  readonly fastStorage: number;
  readonly pollers: number;
  readonly lambda: number;
  readonly cloudWatch: number;
  /** The records of one month, for a month. */
  readonly bucket: number;
  readonly total: number;
}

/** A month of one deployment, whose mappings have batches that are alike. */
export function monthly(running: Running, batches: Batches, bytesPerSecond: number): Bill {
  const mappings = running.mappings.length;
  const batchesOfMonth = batches.perDay * mappings * daysOfMonth;
  const { files } = batches;
  const ofBatch = (amount: (file: WrittenFile) => number) => sum(files.map(amount)) * batchesOfMonth;
  const perMonth = {
    operations: ofBatch(({ bytes }) => writing(bytes)),
    put: ofBatch(() => PRICES.put.value),
    fastStorage:
      (gigabytes(ofBatch(({ bytes }) => Math.max(bytes, MINIMUMS.file.value))) / daysOfMonth) *
      running.expirationDays *
      PRICES.fastStorage.value,
    pollers: units(running.mappings, bytesPerSecond) * HOURS_OF_MONTH * PRICES.pollerUnit.value,
    lambda: batchesOfMonth * (PRICES.invocation.value + compute(running.memoryMiB, secondsOf(batches))),
    cloudWatch:
      batches.metrics * PRICES.metric.value +
      gigabytes(batchesOfMonth * (batches.logBytes + ASSUMED.logBytesOfLambda)) * PRICES.logs.value,
    bucket: gigabytes(ofBatch(({ bytes }) => bytes)) * PRICES.bucket.value,
  };
  return {
    filesPerDay: (files.length * batchesOfMonth) / daysOfMonth,
    bytesPerFile: sum(files.map(({ bytes }) => bytes)) / files.length,
    ...perMonth,
    total: sum(Object.values(perMonth)),
  };
}

/** US dollars for reading all files of a month once, after their data has left fast storage. */
export interface ReplayBill {
  readonly files: number;
  readonly imported: boolean;
  readonly operations: number;
  readonly get: number;
  readonly lambda: number;
  readonly total: number;
}

/**
 * A replay that is cold: it reads what the bucket holds.
 *
 * @param isImported true for a file that is brought into fast storage as well
 */
export function coldReplay<File extends WrittenFile>(
  { mappings, memoryMiB }: Pick<Running, 'mappings' | 'memoryMiB'>,
  batches: Batches<File>,
  isImported: (file: File) => boolean,
): ReplayBill {
  const batchesOfMonth = batches.perDay * mappings.length * daysOfMonth;
  const ofMonth = (amount: (file: File) => number) => sum(batches.files.map(amount)) * batchesOfMonth;
  const operations = ofMonth((file) => METADATA_READ + (isImported(file) ? importing(file.bytes) : 0));
  const get = ofMonth((file) => getting(file.bytes) + (isImported(file) ? PRICES.get.value : 0));
  const seconds =
    (batches.records * batchesOfMonth) / ASSUMED.recordsPerSecondOfReplay +
    ofMonth(({ bytes }) => bytes) / ASSUMED.bytesPerSecondOfReplay;
  const lambda = compute(memoryMiB, seconds);
  return {
    files: batches.files.length * batchesOfMonth,
    imported: batches.files.some(isImported),
    ...{ operations, get, lambda, total: operations + get + lambda },
  };
}

/** Creating, writing and renaming a file, and exporting it. */
export function writing(bytes: number): number {
  const { metadataWritesOfFile, metadataReadsOfFile } = ASSUMED;
  return (
    gigabytes(metered(bytes) + metadataWritesOfFile * MINIMUMS.metadata.value) * PRICES.written.value +
    gigabytes(metered(bytes) + metadataReadsOfFile * MINIMUMS.metadata.value) * PRICES.read.value
  );
}

/** A small file is read, and imported beside: read at its size, written at its size, and its metadata too. A GET comes on top. */
export function importing(bytes: number): number {
  return (
    gigabytes(metered(bytes)) * PRICES.read.value +
    gigabytes(metered(bytes) + MINIMUMS.metadata.value) * PRICES.written.value
  );
}

/** The requests that read a file from the bucket. */
export function getting(bytes: number): number {
  return Math.ceil(bytes / ASSUMED.operationBytes) * PRICES.get.value;
}

/** The bytes that are billed for reading or writing so many, operation by operation. */
export function metered(bytes: number): number {
  const whole = Math.floor(bytes / ASSUMED.operationBytes);
  const rest = bytes - whole * ASSUMED.operationBytes;
  const billed = Math.max(MINIMUMS.data.value, Math.ceil(rest / MINIMUMS.step.value) * MINIMUMS.step.value);
  return whole * ASSUMED.operationBytes + (rest > 0 || whole === 0 ? billed : 0);
}

/** The units of pollers: mappings of one group share theirs, any other has one at least. */
export function units(mappings: readonly PolledMapping[], bytesPerSecond: number): number {
  const groups = new Map<string, { pollers: number; mappings: number }>();
  mappings.forEach(({ ProvisionedPollerConfig: config }, index) => {
    if (config !== undefined) {
      const name = config.PollerGroupName ?? `mapping ${index}`;
      const group = groups.get(name) ?? { pollers: 0, mappings: 0 };
      groups.set(name, { pollers: group.pollers + config.MinimumPollers, mappings: group.mappings + 1 });
    }
  });
  return sum(
    [...groups.values()].map((group) =>
      Math.max(
        Math.ceil(group.pollers / MINIMUMS.pollersOfUnit.value),
        Math.ceil(((bytesPerSecond / mappings.length) * group.mappings) / MINIMUMS.bytesOfUnit.value),
      ),
    ),
  );
}

/** The time that the function takes for a batch. */
export function secondsOf({ files }: Pick<Batches, 'files'>): number {
  const { secondsOfInvocation, filesPerSecond, bytesPerSecond } = ASSUMED;
  return secondsOfInvocation + files.length / filesPerSecond + sum(files.map(({ bytes }) => bytes)) / bytesPerSecond;
}

/** The time of a function. */
export function compute(memoryMiB: number, seconds: number): number {
  return (memoryMiB / 1024) * seconds * PRICES.compute.value;
}

export function gigabytes(bytes: number): number {
  return bytes / ASSUMED.gigabyte;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
