import { type Answer, AwsShell } from '../../../local/aws-cli/aws-shell';
import { CloudFormationServer } from '../../../local/cloudformation/cloudformation-server';
import { LocalCloud, type StackOptions } from '../../../local/cloudformation/local-cloud';
import { STACK_NAME } from '../../../local/cloudformation/pseudo-parameters';
import type { StackDeployer } from '../../../local/cloudformation/stack-deployer';
import { type InvokeServer, startInvokeServer } from '../../../local/lambda/invoke-server';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { bringNode24 } from '../../../local/process/node24';
import { Supervisor } from '../../../local/process/supervisor';
import { type LocalS3, startS3 } from '../../../local/s3/s3-server';
import { type LocalSecretsManager, startSecretsManager } from '../../../local/secrets-manager/secrets-manager';
import { Apps } from '../../evidence/synchronization-matrix/apps';
import { startPublishedIngest } from '../support/published-ingest';

const FILE_SYSTEM = 'arn:aws:s3files:us-east-1:111111111111:file-system/fs-0123456789abcdef0';

/** The values that an operator has put into the variables of the pages. */
export const VARIABLES: Readonly<Record<string, string>> = {
  STACK: STACK_NAME,
  FUNCTION: 'events-ingest',
  REPLAYER: 'events-replayer',
  NAMESPACE: 'S3Files',
  MAPPING: '5a1b2c3d-0000-4000-8000-123456789abc',
  FILE_SYSTEM,
  ACCESS_POINT: `${FILE_SYSTEM}/access-point/fsap-0123456789abcdef0`,
  BUCKET: 'events-bucket',
  ROOT: 'events',
  WORKFLOW: 'arn:aws:states:us-east-1:111111111111:stateMachine:Replay',
  RUNS: 'runs-bucket',
  SECRET: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:kafka-AbCdEf',
  QUEUE: 'https://sqs.us-east-1.amazonaws.com/111111111111/dead-letters',
};

/** The parts of `local/` that the pages' commands reach. Each case has buckets and a stack of its own. */
export class World {
  static async start(): Promise<World> {
    const supervisor = new Supervisor();
    const [cloud, node] = [await LocalCloud.start(), await bringNode24(supervisor)];
    const ingest = await startPublishedIngest(supervisor, node, supervisor.temporaryFolder(), {
      LAYOUT: '{"type":"perRecord","shards":4}',
    });
    const invoke = await startInvokeServer({ [VARIABLES.FUNCTION]: ingest });
    const secrets = await startSecretsManager({ [VARIABLES.SECRET]: '{"username":"u","password":"p"}' });
    return new World(supervisor, cloud, new Apps(cloud), ingest, invoke, secrets);
  }

  /** The buckets of this case. */
  s3!: LocalS3;
  private stack?: StackDeployer;

  private constructor(
    private readonly supervisor: Supervisor,
    readonly cloud: LocalCloud,
    readonly apps: Apps,
    private readonly ingest: LambdaFunction,
    private readonly invoke: InvokeServer,
    private readonly secrets: LocalSecretsManager,
  ) {}

  async stop(): Promise<void> {
    await Promise.all([this.invoke.close(), this.secrets.close(), this.ingest.stop(), this.cloud.stop()]);
    this.supervisor.end();
  }

  /** A stack for this case, whose file system the pages' variables name. */
  newStack(options: StackOptions = {}): StackDeployer {
    this.stack = this.cloud.newStack(options);
    return this.stack;
  }

  /**
   * Runs commands in a case.
   *
   * @param given what the stand-ins are to have
   */
  async run(
    commands: string,
    given: (world: World) => void | Promise<void>,
    answers: readonly Answer[],
    variables: Readonly<Record<string, string>>,
  ): Promise<string> {
    this.stack = undefined;
    this.s3 = await startS3([VARIABLES.BUCKET, VARIABLES.RUNS]);
    await given(this);
    const cloudFormation = await CloudFormationServer.start(this.stack ?? this.cloud.newStack());
    try {
      const shell = await AwsShell.open(this.supervisor, {
        S3: this.s3.endpoint,
        S3FILES: this.cloud.server.endpoint,
        CLOUDFORMATION: cloudFormation.endpoint,
        LAMBDA: this.invoke.endpoint,
        SECRETS_MANAGER: this.secrets.endpoint,
      });
      return await shell.run(commands, { ...VARIABLES, ...this.fileSystem(), ...variables }, answers);
    } finally {
      await Promise.all([cloudFormation.close(), this.s3.close()]);
    }
  }

  /** The stack's file system, if there is a stack. */
  private fileSystem(): Record<string, string> {
    return this.stack === undefined ? {} : { FILE_SYSTEM: this.stack.fileSystem('FileSystem').arn };
  }
}
