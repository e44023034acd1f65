import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Annotations, AspectPriority, Aspects, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { resourceOf } from '../resource-of';

const SERVICE = 'cloudwatch.amazonaws.com';

/**
 * Lets CloudWatch publish to a topic whose own settings would silently keep it out: a policy of its own replaces the
 * one that lets the services of the account in, and a key of its own must be usable.
 *
 * Only a complete app tells if the topic has a policy: each grant to a service makes one, whenever it is given.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function letAlarmsPublish(scope: Construct, topic: sns.ITopic): void {
  const cloudWatch = new iam.ServicePrincipal(SERVICE, {
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
  topic.masterKey?.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey*');
  Aspects.of(scope).add(
    {
      visit: (node) => {
        if (node === scope && topic.node.tryFindChild('Policy') !== undefined) {
          topic.addToResourcePolicy(
            new iam.PolicyStatement({
              principals: [cloudWatch],
              actions: ['sns:Publish'],
              resources: [topic.topicArn],
            }),
          );
        }
      },
    },
    { priority: AspectPriority.READONLY },
  );
  scope.node.addValidation({
    validate: () => {
      warnOfOtherPolicies(scope, topic);
      return [];
    },
  });
}

/** A topic has one policy: one that is a resource beside the topic is not added to, and may lack CloudWatch. */
function warnOfOtherPolicies(scope: Construct, topic: sns.ITopic): void {
  const own = topic.node.tryFindChild('Policy')?.node.defaultChild;
  for (const policy of scope.node.root.node.findAll()) {
    if (
      sns.CfnTopicPolicy.isCfnTopicPolicy(policy) &&
      policy !== own &&
      policy.topics.some((arn) => isSameTopic(arn, topic.topicArn)) &&
      !letsIn(Stack.of(policy).resolve(policy.policyDocument))
    ) {
      Annotations.of(scope).addWarningV2(
        `cdk-s3files:topicPolicyWithoutCloudWatch:${policy.node.path}`,
        `policy '${policy.node.path}' of topic '${topic.node.path}' does not let ${SERVICE} publish, so that the alarms of '${scope.node.path}' would tell nobody: allow it sns:Publish there, with the condition that aws:SourceAccount is your account`,
      );
    }
  }
}

function isSameTopic(one: string, other: string): boolean {
  const resource = resourceOf(one);
  return one === other || (resource !== undefined && resource === resourceOf(other));
}

/** Tells whether a policy document, as CloudFormation gets it, allows CloudWatch to publish; conditions are not looked into. */
function letsIn(document: unknown): boolean {
  const { Statement } = (document ?? {}) as { readonly Statement?: unknown };
  return listOf(Statement).some((statement) => {
    const { Effect, Principal, Action } = statement as Record<string, unknown>;
    const { Service, AWS } = (typeof Principal === 'object' ? Principal : { AWS: Principal }) as Record<
      string,
      unknown
    >;
    const actions = listOf(Action).map((action) => String(action).toLowerCase());
    return (
      Effect === 'Allow' &&
      (listOf(Service).includes(SERVICE) || listOf(AWS).includes('*')) &&
      ['sns:publish', 'sns:*', '*'].some((action) => actions.includes(action))
    );
  });
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : [value].flat();
}
