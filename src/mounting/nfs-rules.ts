import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Dependable, type IConstruct, type IDependable } from 'constructs';

/** NFS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html */
export const NFS_PORT = ec2.Port.tcp(2049);

/**
 * Writes both rules from the client's side, so that the file system's stack does not come to depend on the client's. For a
 * group that lets everything out an egress rule would be ignored, with a warning: it takes part as a peer only.
 */
export function allowNfs(client: ec2.IConnectable, fileSystem: ec2.IConnectable): void {
  for (const group of client.connections.securityGroups) {
    const side = new ec2.Connections(group.allowAllOutbound ? { peer: group } : { securityGroups: [group] });
    side.allowTo(fileSystem, NFS_PORT, 'Mount Amazon S3 Files');
  }
}

/**
 * The rules that let a client reach the mount targets, found when dependencies are rendered: they stand below either
 * security group, depending on the stacks these are in.
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
