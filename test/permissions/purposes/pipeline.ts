import type { IConstruct } from 'constructs';
import { KafkaToS3FilesIngest, S3FilesReplayer } from '../../../src';
import { newCluster } from '../../support/stacks';
import { DEMO } from '../demo';
import { type Granted, newWorld, type Purpose, permissionsOf, type World } from '../purpose';

function wholeRole(by: string, create: (world: World) => IConstruct): Granted {
  return { by, permissions: permissionsOf(create(newWorld())) };
}

export const PIPELINE_PURPOSES: readonly Purpose[] = [
  {
    title: 'The ingest function, all in all',
    about: 'Metrics go by the log. The pollers of the event source mapping read the credentials by this role.',
    demo: [...DEMO.mountToWrite, ...DEMO.credentials, ...DEMO.functionInVpc],
    ours: () => [
      wholeRole('`KafkaToS3FilesIngest`', ({ stack, vpc, accessPoint }) => {
        return new KafkaToS3FilesIngest(stack, 'Ingest', {
          vpc,
          cluster: newCluster(stack),
          topic: 'events',
          accessPoint,
        }).role;
      }),
    ],
  },
  {
    title: 'The replayer function, all in all',
    about: 'It reads the mount and cannot write it.',
    demo: [...DEMO.mountToRead, ...DEMO.credentials, ...DEMO.functionInVpc],
    ours: () => [
      wholeRole('`S3FilesReplayer`', ({ stack, vpc, accessPoint }) => {
        return new S3FilesReplayer(stack, 'Replayer', { vpc, cluster: newCluster(stack), topic: 'replay', accessPoint })
          .role;
      }),
    ],
  },
];
