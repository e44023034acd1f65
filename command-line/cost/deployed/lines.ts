import {
  compute,
  getting,
  gigabytes,
  HOURS_OF_MONTH,
  importing,
  METADATA_READ,
  type WrittenFile,
  writing,
} from '../../../src/contract/bill';
import { UNCLASSIFIED } from '../../../src/contract/metrics';
import { PRICES } from '../../../src/contract/prices';
import { HOUR_MS, type Span } from '../../aws/cloudwatch';
import { bytes, count, dollars, duration, number } from '../../terminal/words';
import { LOGS, METRICS, type Meter, meterOf, READS } from '../meters';
import type { DescribedFunction } from './described';
import { allOwn, logBytes, type Measured, ofLambda, own, pollerUnits, storedBytes } from './metrics';

/** A month of one meter, and the figures of the time measured that it was calculated from. */
export interface Line {
  readonly meter: Meter;
  readonly dollars: number;
  readonly figures: Readonly<Record<string, number>>;
  readonly note: string;
}

/** Files of one size class, which are taken for all of one size. */
interface Files extends WrittenFile {
  readonly files: number;
}

/** The lines of a function that came to something. */
export function linesOfFunction(fn: DescribedFunction, measured: Measured): Line[] {
  const written = filesOf(fn, measured, 'FilesWritten', 'BytesWritten');
  const read = filesOf(fn, measured, 'FilesRead', 'BytesRead');
  const months = monthsIn(measured.span);
  return [
    ...writtenLines(written, months),
    readLine(read, months),
    pollersLine(fn, measured),
    functionLine(fn, measured),
    metricsLine(fn, measured),
    keptLine(written, months),
  ].filter((line) => line.dollars > 0);
}

/** The data in fast storage, whoever has brought it there. */
export function storageLine(fileSystemId: string, measured: Measured): Line {
  const { span } = measured;
  const average = (measured.sumOfHours(storedBytes(fileSystemId)) * HOUR_MS) / (span.to - span.from);
  return {
    meter: meterOf('fastStorage'),
    dollars: gigabytes(average) * PRICES.fastStorage.value,
    figures: { bytes: average },
    note: `${bytes(average)} on average in ${fileSystemId}`,
  };
}

export function logsLine(logGroup: string, measured: Measured): Line {
  const logged = measured.sum(logBytes(logGroup));
  return {
    meter: LOGS,
    dollars: gigabytes(logged) * PRICES.logs.value * monthsIn(measured.span),
    figures: { logBytes: logged },
    note: `${bytes(logged)} in ${logGroup}`,
  };
}

function writtenLines(written: readonly Files[], months: number): Line[] {
  const { files, size } = sizeOf(written);
  return [
    {
      meter: meterOf('operations'),
      dollars: total(written, (file) => writing(file.bytes)) * months,
      figures: { files, bytes: size },
      note: `${described(written)}, each created, written, renamed and exported`,
    },
    {
      meter: meterOf('put'),
      dollars: files * PRICES.put.value * months,
      figures: { files },
      note: count(files, 'file'),
    },
  ];
}

/** No metric tells which files were imported into fast storage on their way: this is the least, and the note has the most. */
function readLine(read: readonly Files[], months: number): Line {
  const { files, size } = sizeOf(read);
  const imports = total(read, (file) => importing(file.bytes) + PRICES.get.value) * months;
  return {
    meter: READS,
    dollars: total(read, (file) => METADATA_READ + getting(file.bytes)) * months,
    figures: { files, bytes: size, dollarsOfImports: imports },
    note: `${described(read)}, from the bucket; ${dollars(imports)} more if all were imported on their way`,
  };
}

function pollersLine({ provisioned }: DescribedFunction, measured: Measured): Line {
  const unitHours = provisioned.reduce((sum, mapping) => sum + measured.sumOfHours(pollerUnits(mapping)), 0);
  return {
    meter: meterOf('pollers'),
    dollars: unitHours * PRICES.pollerUnit.value * monthsIn(measured.span),
    figures: { unitHours, mappings: provisioned.length },
    note: `${number(unitHours)} hours of a unit, of ${count(provisioned.length, 'event source mapping')}`,
  };
}

function functionLine(fn: DescribedFunction, measured: Measured): Line {
  const { memoryMiB } = fn;
  const invocations = measured.sum(ofLambda(fn, 'Invocations'));
  const seconds = measured.sum(ofLambda(fn, 'Duration')) / 1000;
  return {
    meter: meterOf('lambda'),
    dollars: (invocations * PRICES.invocation.value + compute(memoryMiB, seconds)) * monthsIn(measured.span),
    figures: { invocations, seconds, memoryMiB },
    note: `${count(invocations, 'invocation')}, ${duration(seconds)} in all, with ${number(memoryMiB)} MiB`,
  };
}

/** A metric is billed by the month, however often it is sent. */
function metricsLine(fn: DescribedFunction, measured: Measured): Line {
  const metrics = allOwn(fn).filter((metric) => measured.has(metric)).length;
  return {
    meter: METRICS,
    dollars: metrics * PRICES.metric.value,
    figures: { metrics },
    note: count(metrics, 'metric'),
  };
}

function keptLine(written: readonly Files[], months: number): Line {
  const { size } = sizeOf(written);
  return {
    meter: meterOf('bucket'),
    dollars: gigabytes(size) * PRICES.bucket.value * months,
    figures: { bytes: size },
    note: `${bytes(size)} written: what one month writes, kept for a month`,
  };
}

function filesOf(
  fn: DescribedFunction,
  measured: Measured,
  filesMetric: 'FilesWritten' | 'FilesRead',
  bytesMetric: 'BytesWritten' | 'BytesRead',
): Files[] {
  return [...fn.sizeClasses, UNCLASSIFIED].flatMap((sizeClass) => {
    const files = measured.sum(own(fn, filesMetric, sizeClass));
    return files === 0 ? [] : [{ files, bytes: measured.sum(own(fn, bytesMetric, sizeClass)) / files }];
  });
}

function sizeOf(all: readonly Files[]): { readonly files: number; readonly size: number } {
  return { files: total(all, () => 1), size: total(all, (file) => file.bytes) };
}

function described(all: readonly Files[]): string {
  const { files, size } = sizeOf(all);
  return `${count(files, 'file')} of ${bytes(files === 0 ? 0 : size / files)}`;
}

function total(all: readonly Files[], amount: (file: WrittenFile) => number): number {
  return all.reduce((sum, each) => sum + each.files * amount(each), 0);
}

/** A month is so many times as long. */
export function monthsIn({ from, to }: Span): number {
  return (HOURS_OF_MONTH * HOUR_MS) / (to - from);
}
