import { Match, Template } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { S3FilesFileSystem, S3FilesMonitoring, type S3FilesMonitoringProps } from '../../../src';
import { newStack, newVpc, warnings } from '../support/stacks';

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

/** Watches a file system alone: a topic must let in the same, whatever is watched. */
function monitorFiles(of: Stack, props: Partial<S3FilesMonitoringProps> = {}): void {
  const fileSystem = new S3FilesFileSystem(of, 'Files', { vpcConfiguration: { vpc: newVpc(of) } });
  const alarmTopic = props.alarmTopic ?? new sns.Topic(of, 'Alarms');
  new S3FilesMonitoring(of, 'Monitoring', { fileSystem, ...props, alarmTopic });
}

describe('the topic of alarms', () => {
  test('is left as it is where CloudWatch may publish already', () => {
    monitorFiles(stack);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('lets CloudWatch in where a policy or a key of its own would keep it out', () => {
    const masterKey = new kms.Key(stack, 'Key');
    const alarmTopic = new sns.Topic(stack, 'Encrypted', { masterKey, enforceSSL: true });
    monitorFiles(stack, { alarmTopic });
    const template = Template.fromStack(stack);
    const mayDo = (Action: unknown) =>
      Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action,
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', { PolicyDocument: mayDo('sns:Publish') });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: mayDo(['kms:Decrypt', 'kms:GenerateDataKey*']) });
  });

  test('lets CloudWatch in, once, where its policy is made after the monitoring', () => {
    const alarmTopic = new sns.Topic(stack, 'Shared');
    monitorFiles(stack, { alarmTopic });
    const schedule = events.Schedule.rate(Duration.days(1));
    new events.Rule(stack, 'Rule', { schedule, targets: [new SnsTopic(alarmTopic)] });
    const [policy, ...others] = Object.values(Template.fromStack(stack).findResources('AWS::SNS::TopicPolicy'));
    expect(others).toEqual([]);
    const services = policy?.Properties.PolicyDocument.Statement.map(
      ({ Principal }: { Principal: { Service: string } }) => Principal.Service,
    );
    expect(services).toEqual(['events.amazonaws.com', 'cloudwatch.amazonaws.com']);
    expect(warnings(stack).filter((warning) => warning.includes('does not let'))).toEqual([]);
  });

  test('lets CloudWatch in where it is of another stack, and its policy is made after the monitoring', () => {
    const topics = new Stack(stack.node.root as App, 'Topics');
    const alarmTopic = new sns.Topic(topics, 'Shared');
    monitorFiles(stack, { alarmTopic });
    alarmTopic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [alarmTopic.topicArn],
      }),
    );
    expect(JSON.stringify(Template.fromStack(topics).findResources('AWS::SNS::TopicPolicy'))).toContain(
      'cloudwatch.amazonaws.com',
    );
  });

  describe('that delivers in order', () => {
    const warned = (props: Partial<S3FilesMonitoringProps>) => {
      monitorFiles(stack, props);
      return warnings(stack).filter((warning) => warning.includes('FIFO'));
    };
    const inOrder = () => new sns.Topic(stack, 'InOrder', { fifo: true });
    const imported = () => sns.Topic.fromTopicArn(stack, 'InOrder', 'arn:aws:sns:eu-west-1:111111111111:alarms.fifo');

    test.each([
      ['alarmTopic', () => ({ alarmTopic: inOrder() })],
      ['alarmTopic', () => ({ alarmTopic: imported() })],
      ['pageAction', () => ({ pageAction: new SnsAction(inOrder()) })],
      ['ticketAction', () => ({ ticketAction: new SnsAction(imported()) })],
    ])('is a warning, as an alarm names no group: %s', (property, props) => {
      expect(warned(props())).toEqual([
        expect.stringContaining(
          `'${property}' 'Stack/InOrder' is a FIFO topic, which takes messages of a group only, and an alarm names none, so that its alarms would tell nobody: give a standard topic`,
        ),
      ]);
    });

    test('is none if it is a standard topic, or no topic that is told', () => {
      const alarm = { alarmActionArn: 'arn:aws:swf:eu-west-1:111111111111:action/actions/AWS_EC2.InstanceId.Stop/1.0' };
      expect(warned({ pageAction: { bind: () => alarm } })).toEqual([]);
    });
  });

  test('of an action must be of the same Region, too', () => {
    const app = new App();
    const here = newStack(app, 'Here', { env: { region: 'eu-central-1', account: '111111111111' } });
    const topic = sns.Topic.fromTopicArn(here, 'Elsewhere', 'arn:aws:sns:us-east-1:111111111111:alarms');
    expect(() => monitorFiles(here, { pageAction: new SnsAction(topic) })).toThrow(
      "'pageAction' 'Here/Elsewhere' is in region 'us-east-1' and the monitoring in 'eu-central-1'",
    );
  });

  describe('with a policy that is a resource of its own', () => {
    const published = (principals: iam.IPrincipal[], actions = ['sns:Publish']) => {
      const alarmTopic = new sns.Topic(stack, 'Mine');
      monitorFiles(stack, { alarmTopic });
      const policy = new sns.TopicPolicy(stack, 'Foreign', { topics: [alarmTopic] });
      policy.document.addStatements(new iam.PolicyStatement({ principals, actions, resources: [alarmTopic.topicArn] }));
      return warnings(stack).filter((warning) => warning.includes('does not let'));
    };

    test('is a warning if that lacks CloudWatch', () => {
      expect(published([new iam.ServicePrincipal('events.amazonaws.com')])).toEqual([
        expect.stringContaining(
          "policy 'Stack/Foreign/Resource' of topic 'Stack/Mine' does not let cloudwatch.amazonaws.com publish, so that the alarms of 'Stack/Monitoring' would tell nobody",
        ),
      ]);
    });

    test('is a warning if that lets CloudWatch do something else', () => {
      expect(published([new iam.ServicePrincipal('cloudwatch.amazonaws.com')], ['sns:Subscribe'])).toHaveLength(1);
    });

    test.each([
      ['CloudWatch', () => new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      ['everybody', () => new iam.AnyPrincipal()],
    ])('is none if that lets %s in', (_, principal) => {
      expect(published([principal()], ['SNS:Publish'])).toEqual([]);
    });

    test('is none if that is the policy of another topic', () => {
      monitorFiles(stack);
      new sns.Topic(stack, 'Another', { enforceSSL: true });
      expect(warnings(stack).filter((warning) => warning.includes('does not let'))).toEqual([]);
    });
  });
});
