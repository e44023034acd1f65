import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { clientActions, MountAccess } from '../interfaces/mount-access';
import { clientsOf } from '../interfaces/mount-clients';
import type { S3FilesFileSystemBase } from './file-system-base';

/**
 * Options of `confineToAccessPoints`.
 */
export interface ConfinementOptions {
  /**
   * Access points to let in besides those that this app adds to the file system: imported ones, or each a `CfnAccessPoint`.
   *
   * @default - none
   */
  readonly accessPoints?: s3files.IAccessPointRef[];
}

const ACCESS_POINT_ARN = 's3files:AccessPointArn';
const ALL_CLIENT_ACTIONS = 's3files:Client*';

/**
 * Keeps clients to the access points of a file system, and each client to those that it was granted.
 *
 * A request is allowed if any identity or resource policy allows it. So only a Deny can confine a client; it wins whatever
 * policy it is in. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-point-policy-examples.html and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 *
 * `StringNotEquals` is also true if the key is missing, as it is for a mount without an access point:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 *
 * The Deny for one client is in that client's own policy. In the file system policy it would have to name the client's
 * role, and the file system's stack would depend on the client's.
 */
export class Confinement {
  /** The access points that are let in, by their ARNs. */
  private readonly letIn = new Map<string, s3files.IAccessPointRef>();
  private readonly grantedTo = new Map<iam.IPrincipal, s3files.IAccessPointRef[]>();
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

  public add(accessPoint: s3files.IAccessPointRef): void {
    if (this.letIn.has(accessPoint.accessPointRef.accessPointArn)) {
      return;
    }
    this.letIn.set(accessPoint.accessPointRef.accessPointArn, accessPoint);
    clientsOf(this.fileSystem, accessPoint.accessPointRef.accessPointArn).forEach((client) => {
      this.keepTo(accessPoint, client);
    });
  }

  /**
   * The principal of the Allow is the account. This lets no role in by itself; identity policies decide.
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

  /**
   * Adds one statement for each client, which names all access points that the client was granted.
   *
   * The statement is added by the same construct as the grant. If a role is imported twice, both imports add one, because
   * one of them may have been made with `mutable: false` and add nothing.
   */
  private keepTo(accessPoint: s3files.IAccessPointRef, client: iam.IPrincipal): void {
    if (client instanceof iam.UnknownPrincipal) {
      return; // a resource imported without its role: there is no policy to write to
    }
    const known = this.grantedTo.get(client);
    if (known) {
      known.push(accessPoint);
      return;
    }
    this.grantedTo.set(client, [accessPoint]);
    client.addToPrincipalPolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: [ALL_CLIENT_ACTIONS],
        resources: [this.fileSystem.fileSystemArn],
        conditions: { StringNotEquals: { [ACCESS_POINT_ARN]: arnsOf(() => this.accessPointsOf(client)) } },
      }),
    );
  }

  /** Includes what other imports of the same role were granted: their statements would otherwise deny each other's. */
  private accessPointsOf(client: iam.IPrincipal): s3files.IAccessPointRef[] {
    const same = new Set([client]);
    for (const member of same) {
      for (const other of this.grantedTo.keys()) {
        if (mayBeOne(member, other)) {
          same.add(other); // and is visited in its turn
        }
      }
    }
    const granted = [...same].flatMap((member) => this.grantedTo.get(member) ?? []);
    return [
      ...new Map(granted.map((accessPoint) => [accessPoint.accessPointRef.accessPointArn, accessPoint])).values(),
    ];
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
   * An access point in another stack, unless that is nested in the file system's. Its stack depends on the file system's, so
   * the policy cannot name it.
   */
  private isDownstream(accessPoint: s3files.IAccessPointRef): boolean {
    const isOfThisApp =
      s3files.CfnAccessPoint.isCfnAccessPoint(accessPoint) || fileSystemIn(accessPoint) === this.fileSystem;
    return isOfThisApp && !isWithin(Stack.of(accessPoint), Stack.of(this.fileSystem));
  }
}

/** The file system of an access point, if the access point has it: an L1 does not. */
export function fileSystemIn(accessPoint: s3files.IAccessPointRef): IConstruct | undefined {
  return 'fileSystem' in accessPoint && Construct.isConstruct(accessPoint.fileSystem)
    ? accessPoint.fileSystem
    : undefined;
}

/**
 * The ARNs are sorted by path, so the template does not depend on the order of calls.
 *
 * They are a list token and no other token: when CDK merges statements it compares conditions as texts, and the conditions
 * of two file systems must differ there.
 */
function arnsOf(accessPoints: () => s3files.IAccessPointRef[]): string[] {
  const byPath = (a: s3files.IAccessPointRef, b: s3files.IAccessPointRef) => (a.node.path < b.node.path ? -1 : 1);
  return Lazy.uncachedList({
    produce: () =>
      accessPoints()
        .sort(byPath)
        .map(({ accessPointRef }) => accessPointRef.accessPointArn),
  });
}

/**
 * True if two principals are, or may be, the same IAM role: a role's name is unique in its account.
 *
 * If an account is a token, they are taken for the same role. Each has a statement of its own in any case.
 */
function mayBeOne(a: iam.IPrincipal, b: iam.IPrincipal): boolean {
  const name = literalNameOf(a);
  return identityOf(a) === identityOf(b) || (name !== undefined && name === literalNameOf(b) && mayShareAccount(a, b));
}

function mayShareAccount(a: iam.IPrincipal, b: iam.IPrincipal): boolean {
  const [one, other] = [a, b].map(({ principalAccount }) => literal(principalAccount));
  return one === undefined || other === undefined || one === other;
}

/** The name of a role as the user gave it: `roleName` of a role of this app is a token. */
function literalNameOf(client: iam.IPrincipal): string | undefined {
  if (!isRole(client)) {
    return undefined;
  }
  const resource = client.node.defaultChild;
  return literal(iam.CfnRole.isCfnRole(resource) ? resource.roleName : client.roleName);
}

function isRole(client: iam.IPrincipal): client is iam.IRole {
  return Construct.isConstruct(client) && 'roleName' in client;
}

function literal(value: string | undefined): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

function identityOf(client: iam.IPrincipal): string {
  return JSON.stringify(client.policyFragment.principalJson);
}

function isWithin(stack: Stack | undefined, outer: Stack): boolean {
  return stack !== undefined && (stack === outer || isWithin(stack.nestedStackParent, outer));
}

const NO_ACCESS_POINT =
  "'confineToAccessPoints' was called on a file system without access points, so that nobody could mount it: add one with 'addAccessPoint', or name imported ones in 'accessPoints'";

function downstreamError(accessPoint: s3files.IAccessPointRef): string {
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
