import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Resource, Stack, Token } from 'aws-cdk-lib/core';
import { FILE_SYSTEM_METRICS } from '../contract/metrics';
import type { IS3FilesFileSystemMetrics } from '../interfaces/file-system-metrics';
import { checkMetricOptions } from '../metric-options-check';
import { checkProperties, type PropertyShape } from '../property-check';

const NAME_OF_METRIC: PropertyShape = {
  description: 'the name of a metric, such as StorageBytes',
  matches: (value) => typeof value === 'string' && value !== '',
};

/**
 * The statistic and the period of each metric, unless the user gives others. They follow the units and the statistics of
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html. That page names no statistic
 * for the ages; the oldest change matters most, so their statistic is the maximum.
 *
 * Some metrics are the number of things at a moment, are sent each minute, and have `Sum` as their only statistic. Their
 * period is one minute, because a longer one would add the same things several times.
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

  /**
   * Returns a metric of this file system by its name.
   *
   * @param metricName the name that CloudWatch uses, such as `StorageBytes`
   * @param options changes to the metric @default - the statistic and period that suit the metric; for an unknown metric the average of 5 minutes
   * @returns the metric
   */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkProperties(this, { metricName }, { metricName: { shape: NAME_OF_METRIC, required: true } });
    checkMetricOptions(this, options);
    return new cloudwatch.Metric({
      namespace: FILE_SYSTEM_METRICS.namespace,
      metricName,
      dimensionsMap: { [FILE_SYSTEM_METRICS.fileSystemId]: this.fileSystemId },
      ...elsewhere(this),
      ...(isKnown(metricName) ? DEFAULTS[metricName] : {}),
      ...options,
    }).attachTo(this);
  }

  /**
   * The size of the file system, data and metadata together.
   *
   * @param options changes to the metric @default - statistic `Average`, period 15 minutes
   */
  public metricStorageBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('StorageBytes', options);
  }

  /**
   * The number of files, directories and symbolic links.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 15 minutes
   */
  public metricInodes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Inodes', options);
  }

  /**
   * The number of files and directories that wait for their export to the bucket.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
  public metricPendingExports(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('PendingExports', options);
  }

  /**
   * The number of objects that could not be imported, even after retries.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricImportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ImportFailures', options);
  }

  /**
   * The number of files and directories that could not be exported. The service does not try them again.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricExportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExportFailures', options);
  }

  /**
   * The age of the changes of the bucket that are being imported.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   */
  public metricImportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ImportAge', options);
  }

  /**
   * The age of the changes of the file system that are being exported.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   */
  public metricExportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('ExportAge', options);
  }

  /**
   * The amount of data that was read.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricDataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DataReadBytes', options);
  }

  /**
   * The amount of data that was written.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricDataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('DataWriteBytes', options);
  }

  /**
   * The amount of metadata that was read.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricMetadataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MetadataReadBytes', options);
  }

  /**
   * The amount of metadata that was written.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  public metricMetadataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('MetadataWriteBytes', options);
  }

  /**
   * The number of files in the lost and found directory. The service moves a file there when the bucket's version wins a
   * conflict.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
  public metricLostAndFoundFiles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('LostAndFoundFiles', options);
  }

  /**
   * The number of connections of clients.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
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
