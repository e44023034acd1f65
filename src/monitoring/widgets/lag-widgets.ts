import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { KafkaToS3FilesIngest } from '../../ingest/kafka-to-s3-files-ingest';
import { topicsOf } from '../watched';
import { HALF, HEIGHT } from './sizes';

/** The records that each topic is behind, and the pollers that read it. */
export function lagWidgets(ingest: KafkaToS3FilesIngest, name: string): cloudwatch.IWidget[] {
  const topics = topicsOf(ingest);
  const label = (topic: string | undefined): string => topic ?? 'all topics';
  const graph = (title: string, metrics: cloudwatch.IMetric[], axis: string): cloudwatch.IWidget =>
    new cloudwatch.GraphWidget({
      title: `${name}: ${title} by topic`,
      width: HALF,
      height: HEIGHT,
      left: metrics,
      leftYAxis: { label: axis, min: 0, showUnits: false },
    });
  return [
    ...(ingest._publishes('MaxOffsetLag')
      ? [
          graph(
            'lag',
            topics.map(({ topic }) => ingest.metricOffsetLag({ topic, label: label(topic) })),
            'records',
          ),
        ]
      : []),
    ...(ingest._publishes('ProvisionedPollers')
      ? [
          graph(
            'pollers',
            topics.map(({ topic }) => ingest.metricProvisionedPollers({ topic, label: label(topic) })),
            'pollers',
          ),
        ]
      : []),
  ];
}
