/** The names of the dimensions of the handlers' metrics. */
export const DIMENSIONS = { functionName: 'FunctionName', sizeClass: 'SizeClass' } as const;

/**
 * The sets of dimensions that each value is sent with: of the function alone, which counts all size classes, and of one
 * size class. Each is a metric of its own to CloudWatch.
 */
export const DIMENSION_SETS = [[DIMENSIONS.functionName], [DIMENSIONS.functionName, DIMENSIONS.sizeClass]] as const;

/** The namespace and the dimensions of AWS Lambda's metrics: of a function, and of an event source mapping. */
export const LAMBDA_METRICS = {
  namespace: 'AWS/Lambda',
  functionName: 'FunctionName',
  mapping: 'EventSourceMappingUUID',
} as const;

/** The namespace and the dimension of a file system's metrics. */
export const FILE_SYSTEM_METRICS = { namespace: 'AWS/S3/Files', fileSystemId: 'FileSystemId' } as const;

/** The handlers' metrics, with their units as CloudWatch spells them. */
export const METRIC_UNITS = {
  WriteLatencyMs: 'Milliseconds',
  ReadLatencyMs: 'Milliseconds',
  FilesWritten: 'Count',
  FilesRead: 'Count',
  BytesWritten: 'Bytes',
  BytesRead: 'Bytes',
  RecordsWritten: 'Count',
  RecordsPublished: 'Count',
  RecordsFailed: 'Count',
  RecordsUnwritable: 'Count',
  SnapshotsTaken: 'Count',
  TopicsRecreated: 'Count',
  DrillSeconds: 'Seconds',
  DrillDifferences: 'Count',
  DrillsSucceeded: 'Count',
  SecondsSinceDrill: 'Seconds',
} as const;

export type MetricName = keyof typeof METRIC_UNITS;
/** A metric of which each single value is kept, so that percentiles are real. */
export type LatencyName = 'WriteLatencyMs' | 'ReadLatencyMs';
/** A metric that adds up. */
export type TotalName = Exclude<MetricName, LatencyName | FunctionMetricName>;

/** Metrics that are of no size class: of what a function does beside reading and writing files. */
export const FUNCTION_METRICS = [
  'SnapshotsTaken',
  'TopicsRecreated',
  'DrillSeconds',
  'DrillDifferences',
  'DrillsSucceeded',
  'SecondsSinceDrill',
] as const;
export type FunctionMetricName = (typeof FUNCTION_METRICS)[number];

/** The value of the dimension `SizeClass` where no class can be told. */
export const UNCLASSIFIED = 'unclassified';

/** Metrics of files that were written, whose class is always known. */
export const ALWAYS_CLASSIFIED: readonly MetricName[] = [
  'WriteLatencyMs',
  'FilesWritten',
  'RecordsWritten',
  'BytesWritten',
];
