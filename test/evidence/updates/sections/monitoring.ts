import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  KafkaToS3FilesIngest,
  S3FilesAlarmSeverity,
  S3FilesMonitoring,
  type S3FilesMonitoringProps,
  S3FilesReplayer,
} from '../../../../src';
import { type Section, section } from '../section';
import type { World } from '../world';

const ingest = (world: World): KafkaToS3FilesIngest =>
  new KafkaToS3FilesIngest(world.stack, 'Ingest', {
    vpc: world.vpc,
    cluster: world.cluster(),
    topic: 'events',
    accessPoint: world.accessPoint(),
  });

const topic = (world: World, name: string): sns.ITopic =>
  sns.Topic.fromTopicArn(world.stack, name, `arn:aws:sns:eu-central-1:123456789012:${name}`);

const action = (world: World): SnsAction => new SnsAction(topic(world, 'other'));

export const MONITORINGS: readonly Section[] = [
  section<S3FilesMonitoringProps>({
    heading: 'S3FilesMonitoring',
    lead: 'Nothing here touches files or records. An alarm that is replaced begins without a history.',
    struct: 'S3FilesMonitoringProps',
    build: (world, props) => {
      const made = ingest(world);
      new S3FilesMonitoring(world.stack, 'Monitoring', {
        ingests: [made],
        alarmTopic: topic(world, 'alarms'),
        ...props,
      });
    },
    changes: {
      fileSystem: { how: 'given, too', after: (world) => ({ fileSystem: world.imported('Other') }) },
      ingests: {
        how: 'none any more',
        before: (world) => ({ fileSystem: world.imported('Other') }),
        after: (world) => ({ fileSystem: world.imported('Other'), ingests: [] }),
      },
      replayers: {
        how: 'given, too',
        before: (world) => {
          newReplayer(world);
          return {};
        },
        after: (world) => ({ replayers: [newReplayer(world)] }),
      },
      alarmTopic: { after: (world) => ({ alarmTopic: topic(world, 'other') }) },
      pageAction: { after: (world) => ({ pageAction: action(world) }) },
      ticketAction: { after: (world) => ({ ticketAction: action(world) }) },
      alarms: [
        { how: 'another threshold', after: () => ({ alarms: { lagGrowing: { threshold: 5000 } } }) },
        {
          how: 'another severity',
          after: () => ({ alarms: { lagGrowing: { severity: S3FilesAlarmSeverity.TICKET } } }),
        },
        { how: 'one switched off', after: () => ({ alarms: { lagGrowing: { enabled: false } } }) },
      ],
      name: { after: () => ({ name: 'orders' }), note: 'The dashboard has another address then' },
      createDashboard: { after: () => ({ createDashboard: false }) },
      prices: { after: () => ({ prices: { asOf: '2027-01-31', putRequest: 0.000006 } }) },
      runbooks: { after: () => ({ runbooks: 'https://wiki.example.com/files/' }) },
    },
  }),
];

function newReplayer(world: World): S3FilesReplayer {
  const { vpc } = world;
  const accessPoint = world.accessPoint('/again');
  return new S3FilesReplayer(world.stack, 'Replayer', { vpc, cluster: world.cluster(), topic: 'again', accessPoint });
}
