/** A price or a minimum, what it is for, and who says so. */
export interface Known {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly source: string;
  /** The day of the look-up. */
  readonly read: string;
  /** True where the page itself was not to be had, and others' pages of that day quote it alike. */
  readonly secondHand?: true;
}

const METERING = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-metering.html';
const ANNOUNCEMENT =
  'https://aws.amazon.com/blogs/aws/launching-s3-files-making-s3-buckets-accessible-as-file-systems/';
const S3 = 'https://aws.amazon.com/s3/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const POLLERS = 'https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html';
const CLOUD_WATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const VPC = 'https://aws.amazon.com/vpc/pricing/';

function said(what: string, value: number, unit: string, source: string): Known {
  return { what, value, unit, source, read: '2026-11-26' };
}

function quoted(what: string, value: number, unit: string, source: string): Known {
  return { what, value, unit, source, read: '2026-11-27', secondHand: true };
}

/** US dollars in us-east-1. */
export const PRICES = {
  fastStorage: said('fast storage', 0.36, 'GB-month', ANNOUNCEMENT),
  written: said('data and metadata written, imports too', 0.07, 'GB', ANNOUNCEMENT),
  read: said('data and metadata read, exports too', 0.04, 'GB', ANNOUNCEMENT),
  pollerUnit: said('provisioned pollers', 0.185, 'unit and hour', POLLERS),
  put: quoted('PUT: an export', 0.000005, 'request', S3),
  get: quoted('GET: a read of the bucket, an import', 0.0000004, 'request', S3),
  bucket: quoted('objects and their versions, S3 Standard', 0.023, 'GB-month', S3),
  invocation: quoted('invocations', 0.0000002, 'invocation', LAMBDA),
  compute: quoted("the function's time on arm64", 0.0000133334, 'GB-second', LAMBDA),
  metric: quoted(
    "the function's metrics, for each size class that is used and for all of them",
    0.3,
    'metric and month',
    CLOUD_WATCH,
  ),
  alarm: quoted('an alarm, for each metric that it looks at', 0.1, 'metric and month', CLOUD_WATCH),
  compositeAlarm: quoted('a composite alarm', 0.5, 'alarm and month', CLOUD_WATCH),
  dashboard: quoted('a dashboard', 3, 'dashboard and month', CLOUD_WATCH),
  logs: quoted('logs', 0.5, 'GB', CLOUD_WATCH),
  natGateway: quoted('a NAT gateway', 0.045, 'hour', VPC),
  natData: quoted('what goes through it', 0.045, 'GB', VPC),
} as const satisfies Record<string, Known>;

const KIB = 1024;

/** The least that is billed, however small a thing is, and the size of a unit. */
export const MINIMUMS = {
  data: said('an operation that reads or writes data', 32 * KIB, 'bytes', METERING),
  metadata: said('an operation on metadata', 4 * KIB, 'bytes', METERING),
  step: said('the step that operations are rounded up to', KIB, 'bytes', METERING),
  file: said('a file in fast storage', 10 * KIB, 'bytes', METERING),
  directRead: said('a read that goes to the bucket, whatever is in fast storage', 1024 * KIB, 'bytes', METERING),
  pollersOfUnit: said('pollers, in units of', 10, 'pollers', POLLERS),
  bytesOfUnit: said('what pollers bring, in units of', 20e6, 'bytes a second', POLLERS),
} as const satisfies Record<string, Known>;

/** Figures that no page tells, chosen here. Each stands on the page of costs as an assumption. */
export const ASSUMED = {
  /** The bytes of a GB, in every price. */
  gigabyte: 2 ** 30,
  daysOfMonth: 365 / 12,
  /** The writes of metadata for one file: creating it, writing to it, and renaming it. */
  metadataWritesOfFile: 3,
  /** The reads of metadata for one file: renaming it, and exporting it. */
  metadataReadsOfFile: 2,
  /** The bytes of one operation: the client mounts with 1 MiB, as Amazon's mount helper chooses. */
  operationBytes: 1024 * KIB,
  /** The most bytes of an event of Lambda. */
  payloadBytes: 6 * 1024 * KIB,
  /** The batching window that Lambda has if a mapping sets none. */
  windowSeconds: 0.5,
  /** The factor by which compression makes files smaller. */
  compression: 4,
  /**
   * The function's time for an invocation, and the files and bytes for which it takes a second each. The rates are the
   * lowest that the README's bench measured.
   */
  secondsOfInvocation: 0.1,
  filesPerSecond: 1070,
  bytesPerSecond: 2460 * 4096,
  /** The records and the bytes for which a replay takes a second each, with files that are read for the first time. */
  recordsPerSecondOfReplay: 1050,
  bytesPerSecondOfReplay: 116 * 920_000,
  /**
   * The metrics of the function: files, bytes and latencies that it writes, for the size class that is used and for all
   * classes.
   */
  metricsOfFunction: 8,
  /** Bytes that the function writes to its log: of a batch, for each partition in it, and for each file. */
  logBytesOfBatch: 570,
  logBytesOfPartition: 650,
  logBytesOfFile: 6,
  /** Bytes that Lambda itself writes to the log of an invocation: START, END and REPORT. */
  logBytesOfLambda: 350,
} as const;
