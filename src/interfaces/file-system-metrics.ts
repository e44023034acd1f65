import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The metrics of a file system in CloudWatch: namespace `AWS/S3/Files`, dimension `FileSystemId`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
 */
export interface IS3FilesFileSystemMetrics {
  /**
   * Returns a metric of this file system by its name.
   *
   * @param metricName the name that CloudWatch uses, such as `StorageBytes`
   * @param options changes to the metric @default - the statistic and period that suit the metric; for an unknown metric the average of 5 minutes
   * @returns the metric
   */
  metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The size of the file system, data and metadata together.
   *
   * Bytes, sent every 15 minutes.
   *
   * @param options changes to the metric @default - statistic `Average`, period 15 minutes
   */
  metricStorageBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of files, directories and symbolic links.
   *
   * A count, sent every 15 minutes.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 15 minutes
   */
  metricInodes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of files and directories that wait for their export to the bucket.
   *
   * A count, sent every minute. Each value is the number at that moment, so the sum over a longer period counts the same
   * ones once a minute.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
  metricPendingExports(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of objects that could not be imported, even after retries.
   *
   * A count. A missing permission of the service role is a possible reason.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricImportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of files and directories that could not be exported. The service does not try them again.
   *
   * A count. The changes of these files are not in the bucket.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricExportFailures(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The age of the changes of the bucket that are being imported.
   *
   * Seconds since the change. If it keeps growing, imports fall behind.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   */
  metricImportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The age of the changes of the file system that are being exported.
   *
   * Seconds since the change. If it keeps growing, exports fall behind.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   */
  metricExportAge(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The amount of data that was read.
   *
   * Bytes. The statistic `SampleCount` is the number of read operations.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricDataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The amount of data that was written.
   *
   * Bytes. The statistic `SampleCount` is the number of write operations.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricDataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The amount of metadata that was read.
   *
   * Bytes. The statistic `SampleCount` is the number of read operations.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricMetadataReadBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The amount of metadata that was written.
   *
   * Bytes. The statistic `SampleCount` is the number of write operations.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   */
  metricMetadataWriteBytes(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of files in the lost and found directory. The service moves a file there when the bucket's version wins a
   * conflict.
   *
   * A count, sent every minute. Each value is the number at that moment, so the sum over a longer period counts the same
   * ones once a minute.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
  metricLostAndFoundFiles(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * The number of connections of clients.
   *
   * A count, sent every minute. Each value is the number at that moment, so the sum over a longer period counts the same
   * ones once a minute.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 1 minute
   */
  metricClientConnections(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}
