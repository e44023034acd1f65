import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { type CfnResource, type IResolvable, Reference, Stack, Stage, Tokenization } from 'aws-cdk-lib/core';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { sharedState } from '../shared-state';
import { AfterAspects } from './after-aspects';
import { nfsRules } from './nfs-rules';
import { elementsOf, referencedBy } from './references';
import { type Cycle, cycleOf, type Edge, madeByUser, type NeedsOf, rememberedNeeds } from './stack-cycle';

/** A client that mounts an access point, with the parts of it that come to depend on the file system. */
export interface MountClient {
  /** The word for the client in errors, such as `function`. */
  readonly kind: string;
  readonly construct: IConstruct;
  /** The resource that has the mount, and that waits for the mount targets. */
  readonly resource: CfnResource;
  readonly grantable: iam.IGrantable;
  readonly connections: ec2.IConnectable;
}

/**
 * Refuses a mount that would make two stacks depend on each other. The error names the constructs and the ways out.
 *
 * CDK itself would refuse it too, but its error names the stacks only. The check runs at the end of synthesis: it renders
 * elements, which must not happen while they can still change.
 */
export function refuseCycles(client: MountClient, accessPoint: IS3FilesAccessPoint): void {
  refuseOtherStage(
    client,
    accessPoint,
    Tokenization.reverseString(accessPoint.accessPointArn).tokens.flatMap(targetOf),
  );
  const root = Stage.of(client.construct) ?? client.construct.node.root;
  const checks = sharedState(root, 'checksAfterAspects', () => new AfterAspects<NeedsOf>(root, rememberedNeeds));
  checks.add(client.construct, (needsOf) => {
    refuseOtherStage(client, accessPoint, referencedBy(accessPoint.accessPointArn, client.construct));
    refuseCycle(client, accessPoint, needsOf);
  });
}

function refuseCycle(client: MountClient, accessPoint: IS3FilesAccessPoint, needsOf: NeedsOf): void {
  for (const edge of edges(client, accessPoint)) {
    const cycle = cycleOf(edge, needsOf);
    if (cycle) {
      throw constructError(client.construct, cycleText(client, accessPoint, edge, cycle));
    }
  }
}

/** The dependencies that a mount makes. A role or a security group may be in another stack than the client. */
function edges({ construct, resource, grantable, connections }: MountClient, accessPoint: IS3FilesAccessPoint): Edge[] {
  const { fileSystem, accessPointArn } = accessPoint;
  const targets = (...values: string[]) => referencedBy(values, construct);
  const groups = fileSystem.connections.securityGroups.map(({ securityGroupId }) => securityGroupId);
  return [
    {
      consumer: resource,
      producers: [
        ...targets(accessPointArn),
        ...Dependable.of(fileSystem.mountTargetsAvailable).dependencyRoots.flatMap(elementsOf),
      ],
    },
    ...policiesOf(grantable).map((consumer) => ({
      consumer,
      producers: targets(accessPointArn, fileSystem.fileSystemArn),
    })),
    ...Dependable.of(nfsRules(connections, fileSystem)).dependencyRoots.map((consumer) => ({
      consumer,
      producers: targets(...groups),
    })),
  ];
}

function policiesOf({ grantPrincipal }: iam.IGrantable): IConstruct[] {
  return Construct.isConstruct(grantPrincipal)
    ? elementsOf(grantPrincipal).filter((element) => iam.CfnPolicy.isCfnPolicy(element))
    : [];
}

function cycleText(client: MountClient, accessPoint: IS3FilesAccessPoint, edge: Edge, cycle: Cycle): string {
  const { dependents } = cycle;
  const [consumer, producer] = [cycle.consumer, cycle.producer].map(({ node }) => `stack '${node.path}'`);
  const because = distinct(dependents.map(({ construct, needs }) => `${nameOf(construct)} needs ${nameOf(needs)}`));
  const needed = distinct(dependents.map(({ needs }) => nameOf(needs)));
  const mountTargetsThere = dependents.every(({ construct }) => isOfMountTargets(construct))
    ? `make the mount targets in ${consumer}, by 'fileSystem.addMountTargets(scope, { vpc })' with a scope of that stack in place of 'vpcConfiguration', `
    : '';
  return [
    `${client.kind} '${client.construct.node.path}' cannot mount access point '${accessPoint.node.path}',`,
    `since ${nameOf(edge.consumer)} of ${consumer} would need ${producer}, which needs ${consumer} already`,
    `(${because.join(', ')}), so that neither could be deployed first:`,
    `${mountTargetsThere}put ${needed.join(' and ')} in a third stack,`,
    `or import the access point by its literal ARN, with 'S3FilesAccessPoint.fromAccessPointAttributes'`,
  ].join(' ');
}

function refuseOtherStage(
  { kind, construct }: MountClient,
  accessPoint: IS3FilesAccessPoint,
  targets: IConstruct[],
): void {
  const stage = Stage.of(construct);
  const other = targets.map((target) => Stage.of(target)).find((candidate) => candidate !== stage);
  if (other) {
    throw constructError(
      construct,
      `${kind} '${construct.node.path}' is in ${stageName(stage)}, and access point '${accessPoint.node.path}' in ${stageName(other)}, which it cannot refer to since each is deployed by itself: import the access point in ${stageName(stage)} by its literal ARN, with 'S3FilesAccessPoint.fromAccessPointAttributes'`,
    );
  }
}

/** The construct that a token refers to. Nothing lazy is resolved. */
function targetOf(token: IResolvable): IConstruct[] {
  return Reference.isReference(token) ? [token.target] : [];
}

function stageName(stage: Stage | undefined): string {
  return stage?.node.path ? `stage '${stage.node.path}'` : 'no stage of the app';
}

/** True for mount targets and for their security groups and rules: the resources of a file system that a VPC contains. */
function isOfMountTargets(construct: IConstruct): boolean {
  return (
    s3files.CfnMountTarget.isCfnMountTarget(construct) ||
    ec2.CfnSecurityGroup.isCfnSecurityGroup(construct) ||
    ec2.CfnSecurityGroupIngress.isCfnSecurityGroupIngress(construct)
  );
}

function nameOf(construct: IConstruct): string {
  return Stack.isStack(construct) ? `stack '${construct.node.path}'` : `'${madeByUser(construct).node.path}'`;
}

/** The different texts, at most four of them, which is enough to understand the error. */
function distinct(texts: string[]): string[] {
  return [...new Set(texts)].slice(0, 4);
}
