import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * Options of a metric that AWS Lambda keeps for each event source mapping, and so for each topic.
 */
export interface TopicMetricOptions extends cloudwatch.MetricOptions {
  /**
   * One of the ingest's topics.
   *
   * @default - all topics together: the metric itself if there is one topic, or a math expression over those of all topics
   */
  readonly topic?: string;
}
