import * as sns from 'aws-cdk-lib/aws-sns';
import { Stack, Token } from 'aws-cdk-lib/core';
import { S3FilesMonitoring, type S3FilesMonitoringProps } from '../../../../src';
import type { Configuration } from '../attempt';

const one = (name: string, props: Partial<Record<keyof S3FilesMonitoringProps, unknown>>): Configuration => ({
  name,
  build: (w) => {
    new S3FilesMonitoring(w.stack, 'Monitoring', { ingests: [w.ingest()], ...props } as S3FilesMonitoringProps);
  },
});

export const MONITORINGS: readonly Configuration[] = [
  one('a monitoring of nothing', { ingests: [] }),
  one('alarms that nobody hears', {}),
  {
    name: 'a FIFO topic for alarms',
    build: (w) => {
      const alarmTopic = new sns.Topic(w.stack, 'InOrder', { fifo: true });
      new S3FilesMonitoring(w.stack, 'Monitoring', { ingests: [w.ingest()], alarmTopic });
    },
  },
  one('a threshold that is never reached', { alarms: { duration: { threshold: 120 } } }),
  one('a threshold that is always reached', { alarms: { exportAge: { threshold: 10 } } }),
  one('an alarm in more periods than it looks at', { alarms: { writeLatency: { datapointsToAlarm: 4 } } }),
  one('an alarm that there is not', { alarms: { lag: { threshold: 5 } } }),
  one('a price without the day of its look-up', { prices: { putRequest: 0.0000054 } }),
  one('a price that only the deployment knows', {
    prices: { putRequest: Token.asNumber({ Ref: 'Price' }), asOf: '2027-01-31' },
  }),
  one('a look-up on a day that February has not', { prices: { asOf: '2027-02-30' } }),
  one('a name that no dashboard can have', { name: 'orders (test)' }),
  {
    name: 'two monitorings of one name',
    build: (w) => {
      const fileSystem = w.fileSystem();
      new S3FilesMonitoring(w.stack, 'One', { fileSystem, name: 'files' });
      new S3FilesMonitoring(w.stack, 'Other', { fileSystem, name: 'files' });
    },
  },
  {
    name: 'an ingest of another Region',
    build: (w) => {
      const there = new Stack(w.app, 'There', { env: { account: '123456789012', region: 'us-east-1' } });
      new S3FilesMonitoring(there, 'Monitoring', { ingests: [w.ingest()] });
    },
  },
];
