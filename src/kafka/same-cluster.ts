import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { readableText } from '../readable-references';
import type { KafkaCluster } from './cluster';

/**
 * Tells whether two objects stand for one cluster: they share a bootstrap server, or have one ARN. Tokens are compared by
 * what they refer to. A cluster given by its ARN alone, and another by its brokers alone, are not known to be one.
 */
export function isSameCluster(scope: IConstruct, a: KafkaCluster, b: KafkaCluster): boolean {
  if (a === b) return true;
  const names = namesOf(scope, b);
  return namesOf(scope, a).some((name) => names.includes(name));
}

function namesOf(scope: IConstruct, { _names: { clusterArn, bootstrapServers } }: KafkaCluster): string[] {
  const arn = clusterArn === undefined ? [] : [clusterArn];
  const servers = bootstrapServers === undefined ? [] : serversIn(bootstrapServers);
  return [...arn, ...servers].map((name) => readableText(scope, name));
}

/** A list that is one token as a whole has no items yet. */
function serversIn(servers: string[]): unknown[] {
  return Token.isUnresolved(servers) ? [servers] : servers;
}
