import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Dependable, type IConstruct, type IDependable } from 'constructs';

/** The port of NFS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html */
export const NFS_PORT = ec2.Port.tcp(2049);

/**
 * Makes both security group rules in the client's stack, so that the file system's stack does not depend on it.
 *
 * A group with `allowAllOutbound` gets no egress rule: CDK would ignore the rule and warn.
 */
export function allowNfs(client: ec2.IConnectable, fileSystem: ec2.IConnectable): void {
  for (const group of client.connections.securityGroups) {
    const side = new ec2.Connections(group.allowAllOutbound ? { peer: group } : { securityGroups: [group] });
    side.allowTo(fileSystem, NFS_PORT, 'Mount Amazon S3 Files');
  }
}

/**
 * The rules that let a client reach the mount targets. They are searched when dependencies are rendered. They are children
 * of one or the other security group, depending on the stacks of the two.
 */
export function nfsRules(client: ec2.IConnectable, fileSystem: ec2.IConnectable): IDependable {
  const dependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots(): IConstruct[] {
      const own = client.connections.securityGroups;
      const ids = new Set(own.map((group) => group.securityGroupId));
      return [...own, ...fileSystem.connections.securityGroups]
        .flatMap((group) => group.node.children)
        .filter((child) => isNfsRuleOf(child, ids));
    },
  });
  return dependable;
}

function isNfsRuleOf(child: IConstruct, clientGroupIds: Set<string>): boolean {
  if (ec2.CfnSecurityGroupIngress.isCfnSecurityGroupIngress(child)) {
    return child.fromPort === 2049 && clientGroupIds.has(child.sourceSecurityGroupId ?? '');
  }
  return (
    ec2.CfnSecurityGroupEgress.isCfnSecurityGroupEgress(child) &&
    child.fromPort === 2049 &&
    clientGroupIds.has(child.groupId)
  );
}
