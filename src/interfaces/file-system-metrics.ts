import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

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
