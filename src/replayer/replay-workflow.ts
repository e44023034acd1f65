import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { inAccountOf } from '../bucket-account';
import { constructError } from '../construct-error';
import { DRILLS_FOLDER } from '../contract/drill-keys';
import { RUNS_FOLDER } from '../contract/run-keys';
import { SNAPSHOTS_FOLDER } from '../contract/snapshot-keys';
import { rootKey } from '../file-system/root-key';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { keyInPolicy } from '../key-in-policy';
import { areDifferent } from '../known-difference';
import { workflowDefinition } from './replay-workflow-definition';
import type { ReplayWorkflowOptions } from './replay-workflow-options';
import { throttledAttempts } from './replay-workflow-states';
import { SnapshotRetention } from './snapshot-retention';

/** Settings that the replayer decides. */
export interface ReplayWorkflowSettings extends ReplayWorkflowOptions {
  readonly function: lambda.Function;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly reservedConcurrentExecutions?: number;
  readonly tracing: boolean;
}

const DEFAULT_CONCURRENCY = 10;
const MOST_CONCURRENCY = 10_000; // https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html

/** A state machine around the replayer's function for replays of any size, and a bucket for its plans and results. */
export class ReplayWorkflow extends Construct {
  public readonly stateMachine: sfn.StateMachine;
  public readonly bucket: s3.IBucket;
  public readonly snapshotRetention: SnapshotRetention;
  /** A policy that an execution needs beside the one of its role. */
  public readonly children: iam.Policy;

  constructor(scope: Construct, id: string, settings: ReplayWorkflowSettings) {
    super(scope, id);
    const maxConcurrency = concurrencyOf(scope, settings);
    const retention = retentionOf(scope, settings);
    this.bucket = settings.bucket ?? this.createBucket(retention);
    const sourceBucket = settings.accessPoint.fileSystem.sourceBucket;
    assertApart(scope, this.bucket, sourceBucket);
    validateRegion(scope, this.bucket);
    this.snapshotRetention = new SnapshotRetention(scope, this.bucket, settings.bucket === undefined);
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      definitionBody: sfn.DefinitionBody.fromString(
        Stack.of(this).toJsonString(
          workflowDefinition({
            partition: Stack.of(this).partition,
            functionArn: settings.function.functionArn,
            runsBucket: this.bucket.bucketName,
            sourceBucket: sourceBucket?.bucketName,
            maxConcurrency,
            throttledAttempts: throttledAttempts(settings.function.timeout),
          }),
        ),
      ),
      comment: 'Replays files of Amazon S3 Files to Kafka, partition by partition',
      role: this.createRole(),
      tracingEnabled: settings.tracing,
      logs: settings.logs,
    });
    // Whoever invokes the function may ask for a snapshot, without a schedule of them.
    this.grantToFunction(settings.function, [RUNS_FOLDER, SNAPSHOTS_FOLDER]);
    this.grantKey(settings.function);
    this.grantToStateMachine(settings.function);
    if (sourceBucket) {
      this.grantListing(sourceBucket, rootKey(settings.accessPoint));
    }
    this.children = this.grantChildren();
  }

  /** Lets the function write down when drills have succeeded, and read it again. */
  public grantDrills(fn: lambda.Function): void {
    this.grantToFunction(fn, [DRILLS_FOLDER]);
  }

  private createBucket(retention: Duration): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [
        { prefix: RUNS_FOLDER, expiration: retention, abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    // As `enforceSSL` of CDK does it, with another word for all actions: the one of CDK reads like a grant of all of Amazon
    // S3 to whoever looks for that in templates.
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['*'],
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    return bucket;
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html, "confused deputy" */
  private createRole(): iam.Role {
    const stack = Stack.of(this);
    return new iam.Role(this, 'Role', {
      description: 'Lets AWS Step Functions run replays',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'states',
              resource: 'stateMachine',
              resourceName: '*', // the state machine waits for its role
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    });
  }

  /**
   * Grants the function to write plans, sums and snapshots of clusters, and to read them again. With the right to list, S3
   * says that an object is missing; without it, S3 refuses to say.
   */
  private grantToFunction(fn: lambda.Function, folders: readonly string[]): void {
    const own = inAccountOf(this.bucket);
    const listing = { ...own, StringLike: { 's3:prefix': folders.map((folder) => `${folder}*`) } };
    const objects = folders.map((folder) => this.bucket.arnForObjects(`${folder}*`));
    grant(fn, ['s3:GetObject', 's3:PutObject'], objects, own);
    grant(fn, ['s3:ListBucket'], this.bucket.bucketArn, listing);
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
  private grantToStateMachine(fn: lambda.Function): void {
    grant(this.stateMachine, ['lambda:InvokeFunction'], fn.functionArn);
    grant(
      this.stateMachine,
      ['s3:GetObject', 's3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      this.bucket.arnForObjects(`${RUNS_FOLDER}*`),
      inAccountOf(this.bucket),
    );
    this.grantKey(this.stateMachine);
  }

  private grantListing(source: s3.IBucket, root: string): void {
    const own = inAccountOf(source);
    const condition: Record<string, Record<string, unknown>> = root === ''
      ? own
      : { ...own, StringLike: { 's3:prefix': `${root}*` } };
    grant(this.stateMachine, ['s3:ListBucket'], source.bucketArn, condition);
  }

  private grantKey(grantee: iam.IGrantable): void {
    if (this.bucket.encryptionKey) {
      const { resourceArns, conditions } = keyInPolicy(this.bucket.encryptionKey);
      grant(grantee, ['kms:Decrypt', 'kms:GenerateDataKey'], resourceArns, conditions);
    }
  }

  /**
   * A distributed map's parts are executions of the same state machine. They need a policy of their own: the state
   * machine waits for its role's, which cannot name the state machine.
   */
  private grantChildren(): iam.Policy {
    const policy = new iam.Policy(this, 'Parts');
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.stateMachine.stateMachineName}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    policy.addStatements(
      new iam.PolicyStatement({
        actions: ['states:StartExecution'],
        resources: [this.stateMachine.stateMachineArn],
      }),
      new iam.PolicyStatement({
        actions: ['states:DescribeExecution', 'states:StopExecution', 'states:RedriveExecution'],
        resources: [`${executions}:*`, `${executions}/*`],
      }),
    );
    // By the role, and last: one that is not created (`iam.Role.customizeRoles`) then reports the statements that the policy
    // has by now, and the template has no policy for it.
    this.stateMachine.role.attachInlinePolicy(policy);
    return policy;
  }
}

/**
 * The function asks Amazon S3 in its own Region, which answers for a bucket of another with `PermanentRedirect`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
function validateRegion(scope: Construct, { node, env }: s3.IBucket): void {
  const { region } = Stack.of(scope);
  if (areDifferent(env.region, region)) {
    throw constructError(
      scope,
      `workflow bucket '${node.path}' is in region '${env.region}' and the workflow would be in '${region}', but its function reads and writes buckets of its own region only: give one of '${region}', or leave it out`,
    );
  }
}

/** Refuses the bucket of the file system: objects of the workflow would become files there, and be replayed. */
function assertApart(scope: Construct, bucket: s3.IBucket, source?: s3.IBucket): void {
  if (
    bucket === source ||
    (source && !Token.isUnresolved(source.bucketName) && source.bucketName === bucket.bucketName)
  ) {
    throw constructError(
      scope,
      `workflow bucket '${bucket.node.path}' is the file system's own, so that plans and results would become files of it: give another, or leave it out`,
    );
  }
}

function grant(
  grantee: iam.IGrantable,
  actions: string[],
  resources: string | string[],
  conditions?: Record<string, Record<string, unknown>>,
): void {
  iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resources].flat(), ...(conditions && { conditions }) });
}

function concurrencyOf(
  scope: Construct,
  { maxConcurrency, reservedConcurrentExecutions: reserved }: ReplayWorkflowSettings,
): number {
  const most = reserved === undefined || Token.isUnresolved(reserved) ? MOST_CONCURRENCY : reserved;
  const given = maxConcurrency ?? Math.max(1, Math.min(DEFAULT_CONCURRENCY, most));
  if (Token.isUnresolved(given)) {
    return given;
  }
  if (!Number.isInteger(given) || given < 1 || given > MOST_CONCURRENCY) {
    throw constructError(
      scope,
      `maxConcurrency ${given} cannot be used: give a whole number from 1 to ${MOST_CONCURRENCY}`,
    );
  }
  if (maxConcurrency !== undefined && given > most) {
    throw constructError(
      scope,
      `maxConcurrency ${given} is above the function's reservedConcurrentExecutions ${most}, so that invocations would be refused: raise the reservation, or lower maxConcurrency`,
    );
  }
  return given;
}

function retentionOf(scope: Construct, { retention: given, bucket }: ReplayWorkflowSettings): Duration {
  if (given && bucket) {
    throw constructError(
      scope,
      `'retention' was given with bucket '${bucket.node.path}', which has rules of its own: let objects below ${RUNS_FOLDER} expire there, or leave the bucket out`,
    );
  }
  const retention = given ?? Duration.days(30);
  const days = retention.isUnresolved() ? 1 : retention.toDays({ integral: false });
  if (days < 1 || !Number.isInteger(days)) {
    throw constructError(
      scope,
      `retention ${retention.toHumanString()} cannot be used: objects expire after whole days, give one day or more`,
    );
  }
  return retention;
}
