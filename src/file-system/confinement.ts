import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { clientActions, MountAccess } from '../mounting/mount-access';
import type { IS3FilesAccessPoint } from './access-point';
import type { S3FilesFileSystemBase } from './file-system-base';
import { clientsOf } from './mount-clients';

/**
 * Options of confining clients to access points.
 */
export interface ConfinementOptions {
  /**
   * Access points to let in besides those that this app makes on the file system, such as imported ones.
   *
   * @default - none
   */
  readonly accessPoints?: IS3FilesAccessPoint[];
}

const ACCESS_POINT_ARN = 's3files:AccessPointArn';
const ALL_CLIENT_ACTIONS = 's3files:Client*';

/**
 * Keeps clients to the access points of a file system, and each one to those that it was granted.
 *
 * Allow statements of identity and resource policies add up, so that only a Deny confines anybody; it wins wherever it
 * stands. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-point-policy-examples.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * `StringNotEquals` holds too where the key is missing, as it is for a mount without an access point:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * What is denied to one client stands in that client's own policy: the file system's would have to name its role, and with
 * that depend on the client's stack.
 */
export class Confinement {
  /** By ARN. */
  private readonly letIn = new Map<string, IS3FilesAccessPoint>();
  /** By client, then by ARN. */
  private readonly grantedTo = new Map<string, Map<string, IS3FilesAccessPoint>>();
  private readonly granteesOfAll: iam.IPrincipal[] = [];

  constructor(private readonly fileSystem: S3FilesFileSystemBase) {
    for (const statement of this.policyStatements()) {
      fileSystem.addToResourcePolicy(statement);
    }
    fileSystem._accessPoints.forEach((accessPoint) => {
      this.add(accessPoint);
    });
    clientsOf(fileSystem, fileSystem.fileSystemArn).forEach((client) => {
      this.granteesOfAll.push(client);
    });
    fileSystem.node.addValidation({ validate: () => this.errors() });
  }

  public add(accessPoint: IS3FilesAccessPoint): void {
    if (this.letIn.has(accessPoint.accessPointArn)) {
      return;
    }
    this.letIn.set(accessPoint.accessPointArn, accessPoint);
    clientsOf(this.fileSystem, accessPoint.accessPointArn).forEach((client) => {
      this.keepTo(accessPoint, client);
    });
  }

  /**
   * The Allow names the account, which leaves the decision to identity policies and lets no role in by itself.
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
   */
  private policyStatements(): iam.PolicyStatement[] {
    const reachable = () => [...this.letIn.values()].filter((accessPoint) => !this.isDownstream(accessPoint));
    return [
      new iam.PolicyStatement({
        sid: 'AllowByAccessPoint',
        principals: [new iam.AccountRootPrincipal()],
        actions: clientActions(MountAccess.ROOT),
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringEquals: { [ACCESS_POINT_ARN]: arnsOf(reachable) } },
      }),
      new iam.PolicyStatement({
        sid: 'DenyAllElse',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: [ALL_CLIENT_ACTIONS],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringNotEquals: { [ACCESS_POINT_ARN]: arnsOf(reachable) } },
      }),
    ];
  }

  /** One statement for each client, with all access points that it was granted. */
  private keepTo(accessPoint: IS3FilesAccessPoint, client: iam.IPrincipal): void {
    if (client instanceof iam.UnknownPrincipal) {
      return; // a resource imported without its role: there is no policy to write to
    }
    const key = identityOf(client);
    const known = this.grantedTo.get(key);
    if (known) {
      known.set(accessPoint.accessPointArn, accessPoint);
      return;
    }
    const granted = new Map([[accessPoint.accessPointArn, accessPoint]]);
    this.grantedTo.set(key, granted);
    client.addToPrincipalPolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: [ALL_CLIENT_ACTIONS],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringNotEquals: { [ACCESS_POINT_ARN]: arnsOf(() => [...granted.values()]) } },
      }),
    );
  }

  private errors(): string[] {
    const downstream = [...this.letIn.values()].filter((accessPoint) => this.isDownstream(accessPoint));
    return [
      ...(this.letIn.size === 0 ? [NO_ACCESS_POINT] : []),
      ...downstream.map(downstreamError),
      ...new Set(this.granteesOfAll.map(contradiction)),
    ];
  }

  /**
   * An access point needs its file system, so that its stack depends on the file system's, unless they are one or it is
   * nested there. The policy can't name it then.
   */
  private isDownstream(accessPoint: IS3FilesAccessPoint): boolean {
    return accessPoint.fileSystem === this.fileSystem && !isWithin(Stack.of(accessPoint), Stack.of(this.fileSystem));
  }
}

/**
 * Sorted by path, so that the order of the code does not show in the template.
 *
 * A list token, not any other: where statements are merged, CDK compares conditions as text, and those of two file systems
 * must differ.
 */
function arnsOf(accessPoints: () => IS3FilesAccessPoint[]): string[] {
  const byPath = (a: IS3FilesAccessPoint, b: IS3FilesAccessPoint) => (a.node.path < b.node.path ? -1 : 1);
  return Lazy.uncachedList({
    produce: () =>
      accessPoints()
        .sort(byPath)
        .map(({ accessPointArn }) => accessPointArn),
  });
}

/** One for a role and for each import of it: two statements that each deny the other's access point would lock it out. */
function identityOf(client: iam.IPrincipal): string {
  return JSON.stringify(client.policyFragment.principalJson);
}

function isWithin(stack: Stack | undefined, outer: Stack): boolean {
  return stack !== undefined && (stack === outer || isWithin(stack.nestedStackParent, outer));
}

const NO_ACCESS_POINT =
  "'confineToAccessPoints' was called on a file system without access points, so that nobody could mount it: add one with 'addAccessPoint', or name imported ones in 'accessPoints'";

function downstreamError(accessPoint: IS3FilesAccessPoint): string {
  return `access point '${accessPoint.node.path}' is in stack '${Stack.of(accessPoint).node.path}', which depends on the file system's, so that the policy of 'confineToAccessPoints' cannot name it without a cycle: make it in the file system's stack with 'addAccessPoint' and use it from the other one, or do without 'confineToAccessPoints'`;
}

function contradiction(client: iam.IPrincipal): string {
  return `${nameOf(client)} was granted the whole file system, which 'confineToAccessPoints' denies: grant an access point in its place, by 'grantMount' of the access point`;
}

function nameOf(client: iam.IPrincipal): string {
  if (Construct.isConstruct(client)) {
    return `'${client.node.path}'`;
  }
  return client instanceof iam.UnknownPrincipal ? 'a resource imported without its role' : identityOf(client);
}
