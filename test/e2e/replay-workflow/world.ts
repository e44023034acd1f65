import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SynthesizedApp } from '../../../local/cloudformation/synthesized-app';
import type { Scope } from '../../../local/cloudformation/template';
import { type BrokerAccess, createTopics } from '../../../local/kafka/kafka-client';
import { type KafkaBroker, startKafkaBroker } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { type FunctionSettings, LambdaFunction } from '../../../local/lambda/lambda-function';
import type { Supervisor } from '../../../local/process/supervisor';
import { type LocalS3, startS3 } from '../../../local/s3/s3-server';
import { type Clock, SkippingClock } from '../../../local/step-functions/clock';
import type { ExecutionRecord } from '../../../local/step-functions/execution-record';
import { StateMachine } from '../../../local/step-functions/state-machine';
import { FunctionPool, type LoggedInvocation } from './function-pool';
import type { Ended } from './outcomes';

/** References stand for themselves: buckets have their logical ids for names. */
const NAMES: Scope = {
  ref: (name) => (name === 'AWS::Partition' ? 'aws' : name),
  attribute: (logicalId, name) => `${logicalId}.${name}`,
};

/** The part of the definition that tells where files are listed. */
interface Definition {
  readonly States: {
    readonly 'Replay batches': { readonly ItemReader: { readonly Arguments: { readonly Bucket: string } } };
  };
}

export interface Execution {
  readonly record: ExecutionRecord;
  readonly invocations: readonly LoggedInvocation[];
}

/** All that a replay's workflow meets: a broker, buckets, a mount, the function's bundle as it is published. */
export class World {
  private constructor(
    private readonly supervisor: Supervisor,
    private readonly settings: FunctionSettings,
    readonly definition: Definition,
    /** The bucket that has the files' objects. */
    readonly filesBucket: string,
    readonly folder: string,
    readonly broker: KafkaBroker,
    readonly s3: LocalS3,
  ) {}

  /**
   * @param assembly of an app with one replayer; the AWS SDK can be had from there, as in Lambda's runtime
   * @param running a broker that others use, too; without one, a broker is started
   */
  static async start(supervisor: Supervisor, assembly: string, running?: KafkaBroker): Promise<World> {
    const folder = supervisor.temporaryFolder();
    const broker =
      running ?? (await startKafkaBroker(supervisor, await fetchKafkaJars(supervisor), join(folder, 'kafka')));
    const app = new SynthesizedApp(assembly, NAMES);
    const settings = app.functionWith('TARGET_TOPIC');
    const definition = app.stateMachine() as Definition;
    const filesBucket = definition.States['Replay batches'].ItemReader.Arguments.Bucket;
    const s3 = await startS3([filesBucket, settings.environment.WORKFLOW_BUCKET]);
    mkdirSync(join(folder, 'mounts'));
    await broker.started;
    return new World(supervisor, settings, definition, filesBucket, folder, broker, s3);
  }

  /** The plaintext listener: what is tried here has nothing to do with authentication. */
  get access(): BrokerAccess {
    return { host: this.broker.host, port: this.broker.ports.plaintext };
  }

  /** The workflow's bucket. */
  get runsBucket(): string {
    return this.settings.environment.WORKFLOW_BUCKET;
  }

  /** The key of the directory that is mounted. */
  get rootKey(): string {
    return this.settings.environment.ROOT_KEY;
  }

  get workflowBucket(): string {
    return this.settings.environment.WORKFLOW_BUCKET;
  }

  /** The function as AWS Lambda describes it, as far as somebody asks. */
  get configuration() {
    const { name, memoryMb, environment } = this.settings;
    return {
      FunctionName: name,
      MemorySize: memoryMb,
      Architectures: ['arm64'],
      Environment: { Variables: environment },
    };
  }

  mount(name: string): string {
    return join(this.folder, 'mounts', name);
  }

  createTopics(topics: readonly string[], partitions: number): Promise<void> {
    return createTopics(this.access, topics, partitions);
  }

  replayer(mount: string): FunctionPool {
    const start = () =>
      LambdaFunction.start(this.supervisor, process.execPath, {
        ...this.settings,
        environment: {
          ...this.settings.environment,
          MOUNT_PATH: mount,
          KAFKA_BOOTSTRAP_SERVERS: `${this.access.host}:${this.access.port}`,
          AWS_ENDPOINT_URL_S3: this.s3.endpoint,
        },
      });
    return new FunctionPool(start, (payload) => this.keptFor(payload));
  }

  private keptFor({ manifest }: LoggedInvocation['payload']): unknown {
    if (typeof manifest !== 'string') return undefined;
    const key = manifest.replace('/manifests/', '/checkpoints/').replace(/\.ndjson\.gz$/, '.json');
    const kept = this.s3.objects.get(this.settings.environment.WORKFLOW_BUCKET, key);
    return kept && JSON.parse(kept.body.toString());
  }

  /** The workflow, which invokes the functions of a pool. */
  machine(pool: FunctionPool, clock: Clock): StateMachine {
    return new StateMachine(this.definition, { invoke: pool.invoke, objects: this.s3.objects, clock }, 'Replay');
  }

  /** Runs the workflow once, with warm environments of the pool. */
  async execute(
    pool: FunctionPool,
    input: object,
    name: string,
    clock: Clock = new SkippingClock(),
  ): Promise<Execution> {
    const record = await this.machine(pool, clock).run(input, name);
    return { record, invocations: pool.takeInvocations() };
  }
}

/** Tells how an execution ended. */
export function endedAs({ record: { status, error, cause, output } }: Execution): Ended {
  return { status, error, cause, output: output as Ended['output'] };
}
