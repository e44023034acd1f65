import {
  COMPRESSION_SUFFIXES,
  type CompressionName,
  TOMBSTONES,
  type TombstonesName,
} from '../../src/contract/record-formats';
import { UNWRITABLE_RECORDS, type UnwritableRecordsName } from '../../src/contract/unwritable-records';
import { BATCH_ANSWERS, type BatchAnswerName, VARIABLES } from '../../src/contract/variables';
import { choice, type Environment, jsonVariable } from '../environment';
import { type FileLayout, parseLayout } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { type Configuration, readConfiguration } from '../mount-configuration';
import { parseRecordFormat, type RecordFormat } from '../records/codec';
import { assertAvailable } from '../records/compression';

const COMPRESSIONS = Object.keys(COMPRESSION_SUFFIXES) as readonly CompressionName[];

/** A size class, with the layout of its files. */
export interface WrittenClass extends SizeClass {
  readonly layout: FileLayout;
}

export interface IngestConfiguration extends Configuration {
  readonly sizeClasses: readonly WrittenClass[];
  /** The key, in the bucket, of the directory that is mounted: empty, or ending in a slash. */
  readonly rootKey: string;
  readonly format: RecordFormat;
  readonly compression: CompressionName;
  /** Tells what becomes of a record whose value is null. */
  readonly tombstones: TombstonesName;
  /** Tells what becomes of a record that can never be written. */
  readonly unwritableRecords: UnwritableRecordsName;
  /** The part of an answer that Lambda reads. If it reads nothing of it, every answer counts as success. */
  readonly batchAnswer: BatchAnswerName;
}

export function readIngestConfiguration(environment: Environment): IngestConfiguration {
  const common = readConfiguration(environment);
  const rootKey = environment[VARIABLES.rootKey] ?? '';
  const sizeClasses = writtenClasses(common, environment, rootKey);
  const format = parseRecordFormat(jsonVariable(environment, VARIABLES.recordFormat));
  const compression = choice(environment, VARIABLES.compression, COMPRESSIONS, 'NONE');
  if (format.type === 'value' && sizeClasses.some(({ layout }) => layout.type === 'segments')) {
    throw new Error(
      'segments hold whole records, and the record format is the value alone, which does not say where it begins and ' +
        'ends; give the record format {"type":"envelope"} or {"type":"parquet",…}, or the layout {"type":"perRecord",…}',
    );
  }
  if (format.type === 'parquet' && compression !== 'NONE') {
    throw new Error(
      `the compression is ${compression}, and the record format is Parquet, whose columns are compressed and whose files are ` +
        `not; give it as {"type":"parquet","compression":"${compression}"}`,
    );
  }
  assertAvailable(format.type === 'parquet' ? format.compression : compression);
  return {
    ...common,
    sizeClasses,
    rootKey,
    format,
    compression,
    tombstones: choice(environment, VARIABLES.tombstones, TOMBSTONES, 'WRITE'),
    unwritableRecords: choice(environment, VARIABLES.unwritableRecords, UNWRITABLE_RECORDS, 'SET_ASIDE'),
    batchAnswer: choice(environment, VARIABLES.batchAnswer, BATCH_ANSWERS, 'LOWEST'),
  };
}

/** The size classes. A class without a layout of its own has the one that the function's environment names. */
function writtenClasses({ sizeClasses }: Configuration, environment: Environment, rootKey: string): WrittenClass[] {
  const common = sizeClasses.some(({ layout }) => layout === undefined)
    ? parseLayout(jsonVariable(environment, VARIABLES.layout), rootKey)
    : undefined;
  return sizeClasses.map((sizeClass) => ({
    ...sizeClass,
    layout: (sizeClass.layout === undefined && common) || parseLayout(sizeClass.layout, rootKey),
  }));
}
