import type { ProvisionedPollerConfig } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Annotations, Names, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { KafkaCluster } from '../kafka/cluster';

// Of a group: https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html
const MAX_MAPPINGS = 100;
const MAX_POLLERS = 2000;
const MAX_NAME = 128;
/** The most pollers of a mapping that does not say it, as Lambda has it. */
const LAMBDAS_MAXIMUM = 200;

/**
 * The poller group of each topic's mapping, or undefined where it needs none. Mappings of one group share units; a group is
 * made for sources within a VPC, and is full with so many mappings or pollers. The first topics fill the first group, so
 * that a topic that is added at the end leaves the groups of the others as they are.
 *
 * @param config the pollers of each mapping
 * @throws Error if the topics do not fit the group that the user names
 */
export function pollerGroups(
  scope: Construct,
  cluster: KafkaCluster,
  config: ProvisionedPollerConfig,
  topics: readonly string[],
): (string | undefined)[] {
  const room = roomOfGroup(config);
  const { pollerGroupName } = config;
  if (pollerGroupName !== undefined) {
    validateGroup(scope, pollerGroupName, config, topics.length);
    warnOfGroupWithoutVpc(scope, cluster, pollerGroupName);
    return topics.map(() => pollerGroupName);
  }
  const shares = topics.length > 1 && room > 1 && cluster.vpc !== undefined;
  return topics.map((_, index) => (shares ? nameOf(scope, Math.floor(index / room)) : undefined));
}

/** The number of mappings that a group takes. */
function roomOfGroup({ maximumPollers = LAMBDAS_MAXIMUM }: ProvisionedPollerConfig): number {
  return Token.isUnresolved(maximumPollers)
    ? MAX_MAPPINGS
    : Math.min(MAX_MAPPINGS, Math.floor(MAX_POLLERS / maximumPollers));
}

function nameOf(scope: Construct, group: number): string {
  const suffix = group === 0 ? '' : `-${group + 1}`;
  return `${Names.uniqueResourceName(scope, { maxLength: MAX_NAME - suffix.length, separator: '-' })}${suffix}`;
}

function validateGroup(scope: Construct, name: string, config: ProvisionedPollerConfig, mappings: number): void {
  const room = roomOfGroup(config);
  if (mappings > room) {
    throw constructError(
      scope,
      `${mappings} topics cannot share poller group '${name}', which takes ${MAX_MAPPINGS} mappings and ${MAX_POLLERS} pollers in all, ${room} mappings with 'maximumPollers' ${config.maximumPollers ?? LAMBDAS_MAXIMUM}: leave out 'pollerGroupName', so that as many groups are made as are needed, or give fewer 'maximumPollers'`,
    );
  }
}

function warnOfGroupWithoutVpc(scope: Construct, { vpc }: KafkaCluster, name: string): void {
  if (vpc === undefined) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:pollerGroupWithoutVpc',
      `ingest '${scope.node.path}' names poller group '${name}', which AWS Lambda makes for mappings within the VPC of their brokers, and its brokers are reached over the internet: leave out 'pollerGroupName', or give the cluster's 'vpc'`,
    );
  }
}
