import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Resource, Stack, Token } from 'aws-cdk-lib/core';

/**
 * The metrics of a file system in CloudWatch: namespace `AWS/S3/Files`, dimension `FileSystemId`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
 */
export interface IS3FilesFileSystemMetrics {
  /**
   * A metric of this file system.
   *
   * @param metricName as CloudWatch has it, such as `StorageBytes`
   * @param options @default - the statistic and period that suit the metric, the average of 5 minutes for one unknown here
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The size of the file system, data and metadata together.
   *
   * Bytes, sent every 15 minutes.
   *
   * @param options @default - statistic `Average`, period 15 minutes
   */
  metricStorageBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many files, directories and symbolic links there are.
   *
   * A count, sent every 15 minutes.
   *
   * @param options @default - statistic `Sum`, period 15 minutes
   */
  metricInodes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many files and directories wait for their export to the bucket.
   *
   * A count, sent every minute. It says how many there are, so that the sum over a longer period counts them again each
   * minute.
   *
   * @param options @default - statistic `Sum`, period minute
   */
  metricPendingExports(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many objects could not be imported, also after retries.
   *
   * A count. The service role may lack a permission.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricImportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many files and directories could not be exported and are not tried again.
   *
   * A count. What was changed there is not in the bucket.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricExportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How old the changes of the bucket are that are being imported.
   *
   * Seconds since the change. When it keeps growing, imports fall behind.
   *
   * @param options @default - statistic `Maximum`, period 5 minutes
   */
  metricImportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How old the changes of the file system are that are being exported.
   *
   * Seconds since the change. When it keeps growing, exports fall behind.
   *
   * @param options @default - statistic `Maximum`, period 5 minutes
   */
  metricExportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How much data was read.
   *
   * Bytes. The statistic `SampleCount` is the number of read operations.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricDataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How much data was written.
   *
   * Bytes. The statistic `SampleCount` is the number of write operations.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricDataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How much metadata was read.
   *
   * Bytes. The statistic `SampleCount` is the number of read operations.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricMetadataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How much metadata was written.
   *
   * Bytes. The statistic `SampleCount` is the number of write operations.
   *
   * @param options @default - statistic `Sum`, period 5 minutes
   */
  metricMetadataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many files lie in the lost and found directory, after a conflict that the bucket won.
   *
   * A count, sent every minute. It says how many there are, so that the sum over a longer period counts them again each
   * minute.
   *
   * @param options @default - statistic `Sum`, period minute
   */
  metricLostAndFoundFiles(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * How many connections clients have.
   *
   * A count, sent every minute. It says how many there are, so that the sum over a longer period counts them again each
   * minute.
   *
   * @param options @default - statistic `Sum`, period minute
   */
  metricClientConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

const NAMESPACE = 'AWS/S3/Files';

/**
 * How each metric is read unless the user says otherwise. The page above lists units and valid statistics (none for the
 * ages, where the oldest change is the one that matters).
 *
 * A metric that says how many there are *now* is sent each minute, and `Sum` is its only statistic: over a longer period
 * every minute would count again.
 */
const DEFAULTS = {
  StorageBytes: { statistic: cloudwatch.Stats.AVERAGE, period: Duration.minutes(15) },
  Inodes: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(15) },
  PendingExports: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) },
  ImportFailures: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  ExportFailures: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  ImportAge: { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5) },
  ExportAge: { statistic: cloudwatch.Stats.MAXIMUM, period: Duration.minutes(5) },
  DataReadBytes: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  DataWriteBytes: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  MetadataReadBytes: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  MetadataWriteBytes: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(5) },
  LostAndFoundFiles: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) },
  ClientConnections: { statistic: cloudwatch.Stats.SUM, period: Duration.minutes(1) },
} satisfies Record<string, cloudwatch.MetricOptions>;

type KnownMetric = keyof typeof DEFAULTS;

/**
 * A resource with the metrics of a file system.
 *
 * @internal
 */
export abstract class MeasuredFileSystem extends Resource implements IS3FilesFileSystemMetrics {
  public abstract readonly fileSystemId: string;

  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: NAMESPACE,
      metricName,
      dimensionsMap: { FileSystemId: this.fileSystemId },
      ...elsewhere(this),
      ...(isKnown(metricName) ? DEFAULTS[metricName] : {}),
      ...options,
    }).attachTo(this);
  }

  public metricStorageBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('StorageBytes', options);
  }

  public metricInodes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Inodes', options);
  }

  public metricPendingExports(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PendingExports', options);
  }

  public metricImportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ImportFailures', options);
  }

  public metricExportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExportFailures', options);
  }

  public metricImportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ImportAge', options);
  }

  public metricExportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExportAge', options);
  }

  public metricDataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DataReadBytes', options);
  }

  public metricDataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DataWriteBytes', options);
  }

  public metricMetadataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MetadataReadBytes', options);
  }

  public metricMetadataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MetadataWriteBytes', options);
  }

  public metricLostAndFoundFiles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('LostAndFoundFiles', options);
  }

  public metricClientConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ClientConnections', options);
  }
}

function isKnown(metricName: string): metricName is KnownMetric {
  return Object.hasOwn(DEFAULTS, metricName);
}

/** `attachTo` knows the stack's account and Region, which an imported file system need not share. */
function elsewhere(fileSystem: Resource): cloudwatch.MetricOptions {
  const { account, region } = Stack.of(fileSystem);
  return { account: other(fileSystem.env.account, account), region: other(fileSystem.env.region, region) };
}

function other(own: string, stacks: string): string | undefined {
  return Token.isUnresolved(own) || own === stacks ? undefined : own;
}
