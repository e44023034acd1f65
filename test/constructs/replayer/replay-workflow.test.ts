import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { App, CfnParameter, Duration } from 'aws-cdk-lib/core';
import type { ReplayWorkflowOptions, S3FilesReplayerProps } from '../../../src';
import { definitionOf, Pipeline, variablesWith } from './replayers';

let given: Pipeline;
let template: () => Template;
beforeEach(() => {
  given = new Pipeline();
  template = () => Template.fromStack(given.stack);
});

describe('the bucket of the workflow', () => {
  test('is private, encrypted, by TLS alone, and goes with the stack', () => {
    const { workflowBucket } = given.replayer();
    const bucket = given.stack.resolve(workflowBucket.bucketName).Ref;
    const [made] = Object.entries(template().findResources('AWS::S3::Bucket')).filter(([id]) => id === bucket);
    expect(made[1]).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    template().hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: bucket },
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: '*',
            Resource: [
              { 'Fn::GetAtt': [bucket, 'Arn'] },
              { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] },
            ],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ]),
      },
    });
    template().hasResourceProperties('Custom::S3AutoDeleteObjects', { BucketName: { Ref: bucket } });
  });

  test.each<[string, ReplayWorkflowOptions, number]>([
    ['30 days', {}, 30],
    ['as long as they are asked to', { retention: Duration.days(1) }, 1],
  ])('keeps objects for %s, and no upload that was broken off', (_, options, days) => {
    given.withWorkflow(options);
    template().hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            Prefix: 'runs/',
            ExpirationInDays: days,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Status: 'Enabled',
          },
          { Prefix: 'snapshots/', ExpirationInDays: 30, Status: 'Enabled' },
        ],
      },
    });
  });

  test.each([Duration.hours(12), Duration.hours(36), Duration.days(0), Duration.millis(86_400_001)])(
    'cannot keep them for %s',
    (retention) => {
      expect(() => given.withWorkflow({ retention })).toThrow(
        `retention ${retention.toHumanString()} cannot be used: objects expire after whole days, give one day or more`,
      );
    },
  );

  test('cannot be in another Region', () => {
    const there = { bucketName: 'far', region: 'us-west-2' };
    given = new Pipeline(new App(), { env: { account: '123456789012', region: 'eu-central-1' } });
    const bucket = s3.Bucket.fromBucketAttributes(given.stack, 'Far', there);
    expect(() => given.withWorkflow({ bucket })).toThrow(
      "workflow bucket 'Stack/Far' is in region 'us-west-2' and the workflow would be in 'eu-central-1'",
    );
  });

  test("cannot be the file system's own", () => {
    expect(() => given.withWorkflow({ bucket: given.fileSystem.bucket })).toThrow("is the file system's own");
  });

  test('takes no retention where it is given', () => {
    const bucket = new s3.Bucket(given.stack, 'Runs');
    expect(() => given.withWorkflow({ bucket, retention: Duration.days(1) })).toThrow(
      "'retention' was given with bucket 'Stack/Runs', which has rules of its own",
    );
  });
});

describe('the number of parts that are replayed at a time', () => {
  function concurrency(): unknown {
    const { States } = definitionOf(given.stack) as { States: Record<string, { MaxConcurrency?: number }> };
    return ['Replay partitions', 'Replay batches'].map((name) => States[name]?.MaxConcurrency);
  }

  test.each<[string, Partial<S3FilesReplayerProps>, number]>([
    ['10', {}, 10],
    ['as given', { workflow: { maxConcurrency: 10_000 } }, 10_000],
    ['as many as the function may run', { reservedConcurrentExecutions: 4 }, 4],
    ['10, where the function may run more', { reservedConcurrentExecutions: 40 }, 10],
    ['up to what it may run', { reservedConcurrentExecutions: 40, workflow: { maxConcurrency: 40 } }, 40],
    ['1, where the function is switched off', { reservedConcurrentExecutions: 0 }, 1],
  ])('is %s', (_, props, expected) => {
    given.replayer(props);
    expect(concurrency()).toEqual([expected, expected]);
    expect(definitionOf(given.stack)).toMatchObject({
      States: { Plan: { Arguments: { Payload: { concurrency: expected } } } },
    });
  });

  test('is 10 beside a reservation that only the deployment knows', () => {
    const reserved = new CfnParameter(given.stack, 'Reserved', { type: 'Number' }).valueAsNumber;
    given.replayer({ reservedConcurrentExecutions: reserved });
    expect(concurrency()).toEqual([10, 10]);
  });

  test.each([0, -1, 1.5, 10_001, Number.NaN])('cannot be %d', (maxConcurrency) => {
    expect(() => given.withWorkflow({ maxConcurrency })).toThrow(
      `maxConcurrency ${maxConcurrency} cannot be used: give a whole number from 1 to 10000`,
    );
  });

  test('cannot be more than the function may run', () => {
    expect(() => given.withWorkflow({ maxConcurrency: 5 }, { reservedConcurrentExecutions: 4 })).toThrow(
      "maxConcurrency 5 is above the function's reservedConcurrentExecutions 4",
    );
  });
});

describe('the state machine', () => {
  test('is of the standard type, whose executions may take a year', () => {
    given.replayer();
    const [{ Properties }] = Object.values(template().findResources('AWS::StepFunctions::StateMachine'));
    expect(Properties.StateMachineType ?? 'STANDARD').toBe('STANDARD');
  });

  test.each<[string, lambda.Tracing | undefined, unknown]>([
    ['is traced where the function is', lambda.Tracing.ACTIVE, { Enabled: true }],
    ['is not traced by itself', undefined, undefined],
    ['is not traced where the function only passes traces on', lambda.Tracing.PASS_THROUGH, undefined],
  ])('%s', (_, tracing, expected) => {
    given.replayer({ tracing });
    const [{ Properties }] = Object.values(template().findResources('AWS::StepFunctions::StateMachine'));
    expect(Properties.TracingConfiguration?.Enabled ? Properties.TracingConfiguration : undefined).toEqual(expected);
  });

  test('logs where and what it is told to, and nothing by itself', () => {
    const destination = new logs.LogGroup(given.stack, 'Log');
    given.withWorkflow({ logs: { destination, level: sfn.LogLevel.ALL, includeExecutionData: true } });
    template().hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: true,
        Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: given.stack.resolve(destination.logGroupArn) } }],
      },
    });
    const silent = new Pipeline();
    silent.replayer();
    Template.fromStack(silent.stack).hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: Match.absent(),
    });
  });
});

test('the function knows the bucket of the runs and the key of the files, beside what else it is told', () => {
  const replayer = given.replayer({ environment: { OWN: 'yes' } });
  expect(variablesWith(given.stack, 'WORKFLOW_BUCKET')).toEqual([
    expect.objectContaining({
      WORKFLOW_BUCKET: given.stack.resolve(replayer.workflowBucket.bucketName),
      ROOT_KEY: 'events/',
      OWN: 'yes',
    }),
  ]);
});

test('what was made can be reached', () => {
  const { workflow, workflowBucket } = given.replayer();
  expect(workflow).toBeInstanceOf(sfn.StateMachine);
  expect([workflow, workflowBucket].map(({ node }) => node.path)).toEqual([
    'Stack/Replayer/Workflow/StateMachine',
    'Stack/Replayer/Workflow/Bucket',
  ]);
});
