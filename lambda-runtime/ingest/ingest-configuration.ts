import { choice, type Environment, jsonVariable } from '../environment';
import { type FileLayout, parseLayout } from '../files/layout';
import { type Configuration, readConfiguration } from '../mount-configuration';
import { parseRecordFormat, type RecordFormat } from '../records/codec';
import { assertAvailable, COMPRESSIONS, type Compression } from '../records/compression';

const TOMBSTONES = ['WRITE', 'SKIP'] as const;
const YES_OR_NO = ['true', 'false'] as const;

export interface IngestConfiguration extends Configuration {
  readonly layout: FileLayout;
  readonly format: RecordFormat;
  readonly compression: Compression;
  /** Tells what becomes of a record whose value is null. */
  readonly tombstones: (typeof TOMBSTONES)[number];
  /** True if Lambda heeds a partial answer. If it does not, every answer counts as success. */
  readonly answersInPart: boolean;
}

export function readIngestConfiguration(environment: Environment): IngestConfiguration {
  const layout = parseLayout(jsonVariable(environment, 'LAYOUT'), environment.ROOT_KEY);
  const format = parseRecordFormat(jsonVariable(environment, 'RECORD_FORMAT'));
  const compression = choice(environment, 'COMPRESSION', COMPRESSIONS, 'NONE');
  if (layout.type === 'segments' && format.type !== 'envelope') {
    throw new Error(
      'segments hold envelopes, and the record format is the value alone, which does not say where it begins and ends; ' +
        'give the record format {"type":"envelope"}, or the layout {"type":"perRecord",…}',
    );
  }
  assertAvailable(compression);
  return {
    ...readConfiguration(environment),
    layout,
    format,
    compression,
    tombstones: choice(environment, 'TOMBSTONES', TOMBSTONES, 'WRITE'),
    answersInPart: choice(environment, 'REPORT_BATCH_ITEM_FAILURES', YES_OR_NO, 'true') === 'true',
  };
}
