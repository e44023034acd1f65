import { Template } from 'aws-cdk-lib/assertions';
import { Duration } from 'aws-cdk-lib/core';
import { KafkaToS3FilesIngest } from '../../../src';
import { Pipeline } from './replayers';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

test.each([
  ['metricFilesRead', 'FilesRead', 'Sum'],
  ['metricBytesRead', 'BytesRead', 'Sum'],
  ['metricRecordsPublished', 'RecordsPublished', 'Sum'],
  ['metricRecordsFailed', 'RecordsFailed', 'Sum'],
  ['metricReadLatency', 'ReadLatencyMs', 'p99'],
] as const)('%s is of this replayer alone, of all size classes or of one', (method, metricName, statistic) => {
  const made = given.replayer();
  const FunctionName = made.function.functionName;
  const common = { namespace: 'S3Files', metricName, statistic, period: Duration.minutes(5) };
  expect(made[method]()).toMatchObject(common);
  expect(made[method]().dimensions).toEqual({ FunctionName });
  expect(made[method]({ sizeClass: 'large' }).dimensions).toEqual({ FunctionName, SizeClass: 'large' });
  expect(made[method]({ sizeClass: 'unclassified' }).dimensions).toEqual({ FunctionName, SizeClass: 'unclassified' });
  expect(() => Template.fromStack(given.stack)).not.toThrow();
});

test.each([
  ['metricReplaysStarted', 'ExecutionsStarted'],
  ['metricReplaysSucceeded', 'ExecutionsSucceeded'],
  ['metricReplaysFailed', 'ExecutionsFailed'],
  ['metricReplaysTimedOut', 'ExecutionsTimedOut'],
  ['metricReplaysAborted', 'ExecutionsAborted'],
] as const)('%s is of the workflow', (method, metricName) => {
  const made = given.replayer();
  expect(made[method]({ period: Duration.hours(1) })).toMatchObject({
    namespace: 'AWS/States',
    metricName,
    statistic: 'Sum',
    period: Duration.hours(1),
    dimensions: { StateMachineArn: made.workflow.stateMachineArn },
  });
});

describe('a size class', () => {
  function ingestOf(...names: string[]): void {
    const { stack, vpc, cluster, accessPoint } = given;
    new KafkaToS3FilesIngest(stack, 'Ingest', {
      ...{ vpc, cluster, accessPoint, topic: 'events' },
      sizeClasses: names.map((name) => ({ name, prefix: `${name}/` })),
    });
  }

  test('that a later ingest brings along exists', () => {
    given.replayer().metricFilesRead({ sizeClass: 'whole' });
    ingestOf('whole');
    expect(() => Template.fromStack(given.stack)).not.toThrow();
  });

  test('that no ingest brings along is an error at synth', () => {
    given.replayer().metricFilesRead({ sizeClass: 'small' });
    ingestOf('whole');
    expect(() => Template.fromStack(given.stack)).toThrow(
      "[Stack/Replayer] size class 'small' does not exist, so that its metric 'FilesRead' would never have a value: give 'whole' or 'unclassified', or leave 'sizeClass' out for all of them",
    );
  });
});
