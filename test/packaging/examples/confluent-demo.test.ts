import { Match, Template } from 'aws-cdk-lib/assertions';
import { App } from 'aws-cdk-lib/core';
import {
  ConfluentDemoStack,
  type ConfluentDemoStackProps,
} from '../../../examples/typescript/confluent-demo/lib/confluent-demo-stack';
import { actionsOf, type Statement, stableTemplate, statements } from '../../constructs/support/stacks';

function demo(props: ConfluentDemoStackProps = {}): ConfluentDemoStack {
  return new ConfluentDemoStack(new App(), 'Demo', props);
}

function importRules(stack: ConfluentDemoStack): { importDataRules: unknown[]; expirationDataRules: unknown[] } {
  const resources = Template.fromStack(stack).findResources('Custom::S3FilesSynchronization');
  return JSON.parse(Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules);
}

/** The statements of the role of the function whose environment has a variable. */
function statementsOfFunctionWith(stack: ConfluentDemoStack, variable: string): Statement[] {
  const template = Template.fromStack(stack);
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const fn = functions.find(({ Properties }) => Properties.Environment?.Variables[variable]);
  const role = fn?.Properties.Role['Fn::GetAtt'][0];
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  return policies
    .filter(({ Properties }) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

test('the demo synthesizes with no context at all', () => {
  expect(stableTemplate(demo())).toMatchSnapshot();
});

test('its size classes are kept in fast storage below 128 KiB and 2 MiB, for 30 days', () => {
  expect(importRules(demo())).toEqual({
    importDataRules: [
      { prefix: '', sizeLessThan: 131072, trigger: 'ON_DIRECTORY_FIRST_ACCESS' },
      { prefix: 'events/large/', sizeLessThan: 2097152, trigger: 'ON_FILE_ACCESS' },
      { prefix: 'events/small/', sizeLessThan: 131072, trigger: 'ON_FILE_ACCESS' },
    ],
    expirationDataRules: [{ daysAfterLastAccess: 30 }],
  });
});

test('its access point is /events, owned by 1000:1000 with mode 755', () => {
  Template.fromStack(demo()).hasResourceProperties('AWS::S3Files::AccessPoint', {
    PosixUser: { Uid: '1000', Gid: '1000' },
    RootDirectory: { Path: '/events', CreationPermissions: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '755' } },
  });
});

test('its objects expire after 90 days', () => {
  Template.fromStack(demo()).hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
  });
});

test('nobody is granted all of S3, and nobody root access', () => {
  const actions = statements(demo()).flatMap(actionsOf);
  expect(actions).not.toContain('s3:*');
  expect(actions).not.toContain('s3files:ClientRootAccess');
});

test('s3:* stands nowhere in the template', () => {
  expect(JSON.stringify(Template.fromStack(demo()).toJSON())).not.toContain('"s3:*"');
});

test('the replayer cannot write', () => {
  const actions = statementsOfFunctionWith(demo(), 'TARGET_TOPIC').flatMap(actionsOf);
  expect(actions).toContain('s3files:ClientMount');
  expect(actions).not.toContain('s3files:ClientWrite');
});

test('both functions mount /mnt/events and write metrics to S3FilesDemo', () => {
  const functions = Object.values(Template.fromStack(demo()).findResources('AWS::Lambda::Function'));
  const mounted = functions.filter(({ Properties }) => Properties.FileSystemConfigs);
  expect(mounted).toHaveLength(2);
  for (const { Properties } of mounted) {
    expect(Properties.FileSystemConfigs[0].LocalMountPath).toBe('/mnt/events');
    expect(Properties.Environment.Variables.METRICS_NAMESPACE).toBe('S3FilesDemo');
  }
});

test('its outputs have the names and ARNs of what its README works with', () => {
  expect(Object.keys(Template.fromStack(demo()).findOutputs('*')).filter((id) => !id.startsWith('Export'))).toEqual([
    'S3FilesFileSystemId',
    'S3FilesFileSystemArn',
    'S3FilesAccessPointArn',
    'EventsBucketName',
    'EventsBucketArn',
    'ConfluentSecretArn',
    'IngestFunctionName',
    'IngestFunctionArn',
    'IngestLogGroupName',
    'ReplayerFunctionName',
    'ReplayerFunctionArn',
    'ReplayerLogGroupName',
    'ReplayWorkflowArn',
  ]);
});

describe('with context', () => {
  const arn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:confluent/dev/api-key/my-cluster';

  test('the given secret is read, by its full ARN or by the one without the suffix', () => {
    for (const [confluentSecretArn, resource] of [
      [`${arn}-a1B2c3`, `${arn}-a1B2c3`],
      [arn, `${arn}-??????`],
    ] as const) {
      const stack = demo({ confluentSecretArn });
      Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::Secret', 0);
      const reading = statements(stack).filter((s) => actionsOf(s).includes('secretsmanager:GetSecretValue'));
      expect(reading.map(({ Resource }) => Resource)).toEqual([resource, resource]);
    }
  });

  test('the given bootstrap server is read from and published to', () => {
    const template = Template.fromStack(demo({ kafkaBootstrapServer: 'pkc-1.aws.confluent.cloud:9092' }));
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: ['pkc-1.aws.confluent.cloud:9092'] } },
      StartingPosition: 'LATEST',
      BatchSize: 100,
    });
  });

  test('a name that ends in a word is not taken for a full ARN', () => {
    const stack = demo({ confluentSecretArn: arn.replace('my-cluster', 'my-secret') });
    expect(statements(stack).map(({ Resource }) => Resource)).toContain(
      `${arn.replace('my-cluster', 'my-secret')}-??????`,
    );
  });

  test('another record format is refused', () => {
    expect(() => demo({ recordFormat: 'Envelope' })).toThrow("recordFormat is 'Envelope': give 'value' or 'envelope'");
  });

  test('envelopes are written when asked', () => {
    Template.fromStack(demo({ recordFormat: 'envelope' })).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { RECORD_FORMAT: '{"type":"envelope"}' } },
    });
  });

  test('snapshots and drills are by the clock when groups are named', () => {
    const inputs = Object.values(
      Template.fromStack(demo({ recordFormat: 'envelope', consumerGroups: 'orders-*' })).findResources(
        'AWS::Scheduler::Schedule',
      ),
    ).map(({ Properties }) => [Properties.ScheduleExpression, JSON.stringify(Properties.Target)]);
    expect(inputs).toContainEqual(['rate(1 hour)', expect.stringContaining('orders-*')]);
    expect(inputs).toContainEqual(['cron(0 4 1 * ? *)', expect.stringContaining('drill.{topic}')]);
  });

  describe('with an address for alarms', () => {
    const template = Template.fromStack(demo({ alarmEmail: 'ops@example.com' }));
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);

    test('every alarm is sent to it, by a topic that CloudWatch may publish to', () => {
      const [alarmTopic] = Object.keys(template.findResources('AWS::SNS::Topic'));
      template.hasResourceProperties('AWS::SNS::Subscription', {
        Protocol: 'email',
        Endpoint: 'ops@example.com',
        TopicArn: { Ref: alarmTopic },
      });
      template.hasResourceProperties('AWS::SNS::TopicPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Action: 'sns:Publish',
              Effect: 'Allow',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
            }),
          ]),
        },
        Topics: [{ Ref: alarmTopic }],
      });
      expect(alarms).not.toHaveLength(0);
      for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: alarmTopic }]);
    });

    test('there is a dashboard', () => {
      template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
    });

    test('the lag of what is produced at once raises no alarm, and nobody is told of latencies', () => {
      const about = (says: string) =>
        alarms.filter(({ AlarmDescription }) => JSON.stringify(AlarmDescription).includes(says));
      expect(about('#lag-growing')).toHaveLength(1);
      expect(JSON.stringify(about('#lag-growing'))).toContain('5000');
      expect(about('#write-latency')).toEqual([]);
    });
  });
});
