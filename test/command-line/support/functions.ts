import type { DescribedFunction } from '../../../local/lambda/described-functions';
import type { SentValue } from './deployment';

export const FILE_SYSTEM = 'fs-0123456789abcdef0';

/** A function as AWS Lambda describes that of an ingest or of a replayer. */
export function aFunction(
  name: string,
  { mappings = [], forbidden, ...configuration }: Partial<DescribedFunction> & Readonly<Record<string, unknown>> = {},
): DescribedFunction {
  const arn = `arn:aws:s3files:eu-central-1:111111111111:file-system/${FILE_SYSTEM}/access-point/fsap-1`;
  const sizeClasses = [
    { name: 'small', prefix: 'small/', sizeLessThan: 131072 },
    { name: 'large', prefix: 'large/' },
  ];
  return {
    ...{ mappings, forbidden },
    configuration: {
      FunctionName: name,
      MemorySize: 1769,
      Architectures: ['arm64'],
      Environment: { Variables: { METRICS_NAMESPACE: 'S3Files', SIZE_CLASSES: JSON.stringify(sizeClasses) } },
      FileSystemConfigs: [{ Arn: arn, LocalMountPath: '/mnt/events' }],
      LoggingConfig: { LogFormat: 'JSON', LogGroup: `logs-of-${name}` },
      ...configuration,
    },
  };
}

/** A value of the function's own metrics, under each set of dimensions that the handler sends it with. */
export function ownValue(fn: string, name: string, sizeClass: string, at: number, value: number): SentValue[] {
  const metric = { namespace: 'S3Files', name, at, value };
  return [
    { ...metric, dimensions: { FunctionName: fn } },
    { ...metric, dimensions: { FunctionName: fn, SizeClass: sizeClass } },
  ];
}

export function lambdaValue(fn: string, name: 'Invocations' | 'Duration', at: number, value: number): SentValue {
  return { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: fn }, at, value };
}

export function pollerUnits(mapping: string, at: number, value: number): SentValue {
  return {
    namespace: 'AWS/Lambda',
    name: 'EventPollerUnit',
    dimensions: { EventSourceMappingUUID: mapping },
    at,
    value,
  };
}

export function logged(fn: string, at: number, value: number): SentValue {
  return { namespace: 'AWS/Logs', name: 'IncomingBytes', dimensions: { LogGroupName: `logs-of-${fn}` }, at, value };
}

export function stored(at: number, value: number): SentValue {
  return { namespace: 'AWS/S3/Files', name: 'StorageBytes', dimensions: { FileSystemId: FILE_SYSTEM }, at, value };
}
