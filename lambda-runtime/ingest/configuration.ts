import { type Configuration, readConfiguration } from '../configuration';
import { type Environment, jsonVariable } from '../environment';
import { type FileLayout, parseLayout } from '../files/names';
import { parseRecordFormat, type RecordFormat } from '../records/codec';

export interface IngestConfiguration extends Configuration {
  readonly layout: FileLayout;
  readonly format: RecordFormat;
}

export function readIngestConfiguration(environment: Environment): IngestConfiguration {
  return {
    ...readConfiguration(environment),
    layout: parseLayout(jsonVariable(environment, 'LAYOUT')),
    format: parseRecordFormat(jsonVariable(environment, 'RECORD_FORMAT')),
  };
}
