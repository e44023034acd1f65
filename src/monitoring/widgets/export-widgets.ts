import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IS3FilesFileSystem } from '../../interfaces/file-system';
import { HEIGHT, THIRD } from './sizes';

/** The changes that are on their way from the mount to the bucket. */
export function exportWidgets(fileSystem: IS3FilesFileSystem, name: string): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: `${name}: files that wait for their export`,
      width: THIRD,
      height: HEIGHT,
      left: [fileSystem.metricPendingExports({ label: 'files' })],
      leftYAxis: { min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: age of the oldest export`,
      width: THIRD,
      height: HEIGHT,
      left: [fileSystem.metricExportAge({ label: 'age' })],
      leftYAxis: { label: 'seconds', min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: exports that failed`,
      width: THIRD,
      height: HEIGHT,
      left: [fileSystem.metricExportFailures({ label: 'files' })],
      leftYAxis: { min: 0, showUnits: false },
    }),
  ];
}
