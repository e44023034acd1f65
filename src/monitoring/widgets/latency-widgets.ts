import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { KafkaToS3FilesIngest } from '../../ingest/kafka-to-s3-files-ingest';
import { HALF, HEIGHT } from './sizes';

/** The time that writing a file takes, by size class: half of the files, and all but one in a hundred. */
export function latencyWidgets(ingest: KafkaToS3FilesIngest, name: string): cloudwatch.IWidget[] {
  return ['p50', 'p99'].map(
    (statistic) =>
      new cloudwatch.GraphWidget({
        title: `${name}: time to write a file, ${statistic}`,
        width: HALF,
        height: HEIGHT,
        left: ingest._sizeClassNames.map((sizeClass) =>
          ingest.metricWriteLatency({ sizeClass, statistic, label: sizeClass }),
        ),
        leftYAxis: { label: 'ms', min: 0, showUnits: false },
      }),
  );
}
