import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { KafkaToS3FilesIngest } from '../../ingest/kafka-to-s3-files-ingest';
import { HALF, HEIGHT } from './sizes';

/** The records that come in and are written; those that are not, on a graph of their own, where few are seen beside many. */
export function recordWidgets(ingest: KafkaToS3FilesIngest, name: string): cloudwatch.IWidget[] {
  const published = (metricName: 'PolledEventCount' | 'DroppedEventCount', metric: () => cloudwatch.IMetric) =>
    ingest._publishes(metricName) ? [metric()] : [];
  return [
    new cloudwatch.GraphWidget({
      title: `${name}: records in and written`,
      width: HALF,
      height: HEIGHT,
      left: [
        ...published('PolledEventCount', () => ingest.metricPolledEvents({ label: 'in' })),
        ingest.metricRecordsWritten({ label: 'written' }),
      ],
      right: [ingest.metricFilesWritten({ label: 'files' })],
      leftYAxis: { label: 'records in 5 minutes', min: 0, showUnits: false },
      rightYAxis: { label: 'files in 5 minutes', min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: records not written`,
      width: HALF,
      height: HEIGHT,
      left: [
        ingest.metricRecordsFailed({ label: 'failed, come again' }),
        ingest.metricUnwritable({ label: 'set aside' }),
        ...published('DroppedEventCount', () => ingest.metricDroppedEvents({ label: 'dropped' })),
      ],
      leftYAxis: { label: 'records in 5 minutes', min: 0, showUnits: false },
    }),
  ];
}
