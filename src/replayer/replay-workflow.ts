import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { RUNS_FOLDER } from '../contract/run-keys';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { rootKey } from '../file-system/root-key';
import { workflowDefinition } from './replay-workflow-definition';
import type { ReplayWorkflowOptions } from './replay-workflow-options';

/** What the construct around it decides. */
export interface ReplayWorkflowSettings extends ReplayWorkflowOptions {
  readonly function: lambda.Function;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly reservedConcurrentExecutions?: number;
  readonly tracing: boolean;
}

const DEFAULT_CONCURRENCY = 10;
const MOST_CONCURRENCY = 10_000; // https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html

/** Replays of any size: a state machine around the replayer's function, and a bucket for what it plans. */
export class ReplayWorkflow extends Construct {
  public readonly stateMachine: sfn.StateMachine;
  public readonly bucket: s3.IBucket;
  /** What an execution needs beside its role's own policy. */
  public readonly children: iam.Policy;

  constructor(scope: Construct, id: string, settings: ReplayWorkflowSettings) {
    super(scope, id);
    const maxConcurrency = concurrencyOf(settings);
    const retention = retentionOf(settings);
    this.bucket = settings.bucket ?? this.createBucket(retention);
    const sourceBucket = settings.accessPoint.fileSystem.sourceBucket;
    assertApart(this.bucket, sourceBucket);
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      definitionBody: sfn.DefinitionBody.fromString(
        Stack.of(this).toJsonString(
          workflowDefinition({
            partition: Stack.of(this).partition,
            functionArn: settings.function.functionArn,
            runsBucket: this.bucket.bucketName,
            sourceBucket: sourceBucket?.bucketName,
            maxConcurrency,
          }),
        ),
      ),
      comment: 'Replays files of Amazon S3 Files to Kafka, partition by partition',
      tracingEnabled: settings.tracing,
      logs: settings.logs,
    });
    this.grantToFunction(settings.function);
    this.grantToStateMachine(settings.function);
    if (sourceBucket) {
      this.grantListing(sourceBucket, rootKey(settings.accessPoint));
    }
    this.children = this.grantChildren();
  }

  private createBucket(retention: Duration): s3.Bucket {
    const bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [{ expiration: retention, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });
    // What CDK's `enforceSSL` does, for what is done with objects.
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:GetObject*', 's3:PutObject*', 's3:DeleteObject*', 's3:List*', 's3:AbortMultipartUpload'],
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    return bucket;
  }

  /** It plans, reads what was planned, and sums up. Listing makes a missing object be told as that, not as refused. */
  private grantToFunction(fn: lambda.Function): void {
    grant(fn, ['s3:GetObject', 's3:PutObject'], this.bucket.arnForObjects(`${RUNS_FOLDER}*`));
    grant(fn, ['s3:ListBucket'], this.bucket.bucketArn, { StringLike: { 's3:prefix': `${RUNS_FOLDER}*` } });
    this.grantKey(fn);
  }

  /** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
  private grantToStateMachine(fn: lambda.Function): void {
    grant(this.stateMachine, ['lambda:InvokeFunction'], fn.functionArn);
    grant(
      this.stateMachine,
      ['s3:GetObject', 's3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      this.bucket.arnForObjects(`${RUNS_FOLDER}*`),
    );
    this.grantKey(this.stateMachine);
  }

  private grantListing(source: s3.IBucket, root: string): void {
    const condition = root === '' ? undefined : { StringLike: { 's3:prefix': `${root}*` } };
    grant(this.stateMachine, ['s3:ListBucket'], source.bucketArn, condition);
  }

  private grantKey(grantee: iam.IGrantable): void {
    if (this.bucket.encryptionKey) {
      grant(grantee, ['kms:Decrypt', 'kms:GenerateDataKey'], this.bucket.encryptionKey.keyArn);
    }
  }

  /**
   * A distributed map's parts are executions of the same state machine. They need a policy of their own: the state
   * machine waits for its role's, which cannot name the state machine.
   */
  private grantChildren(): iam.Policy {
    const policy = new iam.Policy(this, 'Parts');
    policy.attachToRole(this.stateMachine.role);
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
    return policy;
  }
}

/** What the workflow writes would show in the file system, and be listed as files to replay. */
function assertApart(bucket: s3.IBucket, source?: s3.IBucket): void {
  if (
    bucket === source ||
    (source && !Token.isUnresolved(source.bucketName) && source.bucketName === bucket.bucketName)
  ) {
    throw new Error(
      `workflow bucket '${bucket.node.path}' is the file system's own, so that plans and results would become files of it: give another, or leave it out`,
    );
  }
}

function grant(
  grantee: iam.IGrantable,
  actions: string[],
  resource: string,
  conditions?: Record<string, Record<string, unknown>>,
): void {
  iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resource], ...(conditions && { conditions }) });
}

function concurrencyOf({ maxConcurrency, reservedConcurrentExecutions: reserved }: ReplayWorkflowSettings): number {
  const most = reserved === undefined || Token.isUnresolved(reserved) ? MOST_CONCURRENCY : reserved;
  const given = maxConcurrency ?? Math.max(1, Math.min(DEFAULT_CONCURRENCY, most));
  if (Token.isUnresolved(given)) {
    return given;
  }
  if (!Number.isInteger(given) || given < 1 || given > MOST_CONCURRENCY) {
    throw new Error(`maxConcurrency ${given} cannot be used: give a whole number from 1 to ${MOST_CONCURRENCY}`);
  }
  if (maxConcurrency !== undefined && given > most) {
    throw new Error(
      `maxConcurrency ${given} is above the function's reservedConcurrentExecutions ${most}, so that invocations would be refused: raise the reservation, or lower maxConcurrency`,
    );
  }
  return given;
}

function retentionOf({ retention: given, bucket }: ReplayWorkflowSettings): Duration {
  if (given && bucket) {
    throw new Error(
      `'retention' was given with bucket '${bucket.node.path}', which has rules of its own: let objects below ${RUNS_FOLDER} expire there, or leave the bucket out`,
    );
  }
  const retention = given ?? Duration.days(30);
  if (!retention.isUnresolved() && (retention.toSeconds() < 86_400 || retention.toSeconds() % 86_400 !== 0)) {
    throw new Error(
      `retention ${retention.toHumanString()} cannot be used: objects expire after whole days, give one day or more`,
    );
  }
  return retention;
}
