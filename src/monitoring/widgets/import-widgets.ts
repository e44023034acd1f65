import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IS3FilesFileSystem } from '../../interfaces/file-system';
import { HALF, HEIGHT } from './sizes';

/** The objects that did not come from the bucket to the mount, and the files that lost a conflict between them. */
export function importWidgets(fileSystem: IS3FilesFileSystem, name: string): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: `${name}: imports that failed`,
      width: HALF,
      height: HEIGHT,
      left: [fileSystem.metricImportFailures({ label: 'objects' })],
      leftYAxis: { min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: files in lost and found`,
      width: HALF,
      height: HEIGHT,
      left: [fileSystem.metricLostAndFoundFiles({ label: 'files' })],
      leftYAxis: { min: 0, showUnits: false },
    }),
  ];
}
