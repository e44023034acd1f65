import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Resource, Stack, Token } from 'aws-cdk-lib/core';
import type { IS3FilesFileSystemMetrics } from '../interfaces/file-system-metrics';

const NAMESPACE = 'AWS/S3/Files';

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
