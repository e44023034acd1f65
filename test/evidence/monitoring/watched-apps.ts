import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import { S3FilesMonitoring } from '../../../src';
import { MONTHLY_DRILL, monitor, newPipeline } from '../../constructs/monitoring/pipeline';
import { newStack } from '../../constructs/support/stacks';

/** An app with a monitoring, by what is watched. */
const APPS: Readonly<Record<string, (stack: Stack) => void>> = {
  'a file system': (stack) => {
    new S3FilesMonitoring(stack, 'Monitoring', { fileSystem: newPipeline(stack).fileSystem });
  },
  'an ingest of one topic': (stack) => {
    new S3FilesMonitoring(stack, 'Monitoring', { ingests: [newPipeline(stack).ingest] });
  },
  'file system, ingest of one topic, replayer with a schedule': (stack) => {
    monitor(stack, newPipeline(stack));
  },
  'the same with a drill': (stack) => {
    const pipeline = newPipeline(stack);
    pipeline.replayer.drill('Monthly', MONTHLY_DRILL);
    monitor(stack, pipeline);
  },
  'that without the drill, with ten topics': (stack) => {
    const topics = Array.from({ length: 10 }, (_, index) => `topic-${index}`);
    monitor(stack, newPipeline(stack, { topic: undefined, topics }));
  },
};

/** The billed parts of a monitoring, counted in the template. */
export interface Counted {
  readonly name: string;
  readonly alarms: number;
  /** An alarm is billed by the metrics that it looks at. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  /** Metrics that AWS does not send by itself, and that the alarms and the dashboard look at. */
  readonly customMetrics: number;
}

interface MetricStat {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string; readonly Dimensions: unknown };
}

export function countedApps(): Counted[] {
  return Object.entries(APPS).map(([name, make]) => {
    const stack = newStack();
    make(stack);
    const template = Template.fromStack(stack);
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    const metrics = alarms.flatMap((alarm) =>
      alarm.Metrics
        ? alarm.Metrics.flatMap(({ MetricStat: stat }: { MetricStat?: MetricStat }) => (stat ? [stat.Metric] : []))
        : [alarm],
    );
    const dashboards = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    const custom = new Set([
      ...metrics.map(({ Namespace, MetricName, Dimensions }) =>
        keyOf([
          Namespace,
          MetricName,
          ...Dimensions.flatMap((d: { Name: string; Value: unknown }) => [d.Name, d.Value]),
        ]),
      ),
      ...dashboards.flatMap(({ Properties }) => metricsOf(Properties.DashboardBody)),
    ]);
    return {
      name,
      alarms: alarms.length,
      alarmMetrics: metrics.length,
      compositeAlarms: Object.keys(template.findResources('AWS::CloudWatch::CompositeAlarm')).length,
      dashboards: dashboards.length,
      customMetrics: [...custom].filter((key) => !key.startsWith('["AWS/')).length,
    };
  });
}

/** The metrics of a dashboard, by namespace, name and dimensions; `.` stands for what the line before has at its place. */
function metricsOf(body: unknown): string[] {
  const [, parts]: [string, unknown[]] = (body as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  const text = parts.map((part) => (typeof part === 'string' ? part : referenceIn(part))).join('');
  const { widgets }: { widgets: { properties: { metrics?: unknown[][] } }[] } = JSON.parse(text);
  return widgets.flatMap(({ properties: { metrics = [] } }) => {
    let before: unknown[] = [];
    return metrics.flatMap((metric) => {
      const names = metric
        .filter((part) => typeof part === 'string')
        .map((part, index) => (part === '.' ? before[index] : part));
      before = names.length > 0 ? names : before;
      return names.length > 0 ? [keyOf(names)] : [];
    });
  });
}

function referenceIn(part: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute }: { Ref?: string; 'Fn::GetAtt'?: string[] } = part as never;
  return `{${Ref ?? attribute?.join('.')}}`;
}

function keyOf(parts: readonly unknown[]): string {
  return JSON.stringify(parts.map((part) => (typeof part === 'string' ? part : referenceIn(part))));
}
