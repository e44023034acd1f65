import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaBroker, startKafkaBroker } from '../../local/kafka-broker';
import { type BrokerAccess, createTopics } from '../../local/kafka-client';
import { fetchKafkaJars } from '../../local/kafka-jars';
import { LambdaFunction } from '../../local/lambda-function';
import { REPOSITORY } from '../../local/places';
import { type LocalS3, startS3 } from '../../local/s3-server';
import { type Clock, SkippingClock } from '../../local/step-functions/clock';
import type { ExecutionRecord } from '../../local/step-functions/execution-record';
import { StateMachine } from '../../local/step-functions/state-machine';
import { Supervisor } from '../../local/supervisor';
import { BrokerProcess } from './broker-process';
import { DEFINITION } from './definition';
import { FunctionPool, type LoggedInvocation } from './function-pool';

export const DATA_BUCKET = 'data';
export const WORKFLOW_BUCKET = 'workflow';
export const ROOT_KEY = 'events/';

export interface Execution {
  readonly record: ExecutionRecord;
  readonly invocations: readonly LoggedInvocation[];
}

/** All that a replay's workflow meets: a broker, buckets, a mount, the function's bundle as it is published. */
export class World {
  private constructor(
    private readonly supervisor: Supervisor,
    readonly folder: string,
    readonly broker: KafkaBroker,
    readonly brokerProcess: BrokerProcess,
    readonly s3: LocalS3,
  ) {}

  static async start(supervisor: Supervisor): Promise<World> {
    const folder = supervisor.temporaryFolder();
    const [jars, brokers] = [await fetchKafkaJars(supervisor), new Supervisor().guardThisProcess()];
    const broker = await startKafkaBroker(brokers, jars, join(folder, 'kafka'));
    const s3 = await startS3([DATA_BUCKET, WORKFLOW_BUCKET]);
    for (const name of ['code', 'mounts', 'node_modules']) mkdirSync(join(folder, name));
    symlinkSync(join(REPOSITORY, 'node_modules', '@aws-sdk'), join(folder, 'node_modules', '@aws-sdk'));
    const bundle = join(REPOSITORY, 'assets', 'lambda-runtime', 'replayer', 'index', 'index.mjs');
    copyFileSync(bundle, join(folder, 'code', 'index.mjs'));
    await broker.started;
    return new World(
      supervisor,
      folder,
      broker,
      new BrokerProcess(brokers, jars, join(folder, 'kafka'), broker.ports.plaintext),
      s3,
    );
  }

  /** The plaintext listener: what is tried here has nothing to do with authentication. */
  get access(): BrokerAccess {
    return { host: this.broker.host, port: this.broker.ports.plaintext };
  }

  mount(name: string): string {
    return join(this.folder, 'mounts', name);
  }

  createTopics(topics: readonly string[], partitions: number): Promise<void> {
    return createTopics(this.access, topics, partitions);
  }

  replayer(mount: string): FunctionPool {
    return new FunctionPool(() =>
      LambdaFunction.start(this.supervisor, process.execPath, {
        name: 'replayer',
        codeFolder: join(this.folder, 'code'),
        handler: 'index.handler',
        memoryMb: 1769,
        timeoutMs: 60_000,
        environment: {
          SIZE_CLASSES: JSON.stringify([{ name: 'small', prefix: 'small/' }]),
          METRICS_NAMESPACE: 'S3Files',
          MAX_FILES_IN_FLIGHT: '16',
          MAX_BYTES_IN_FLIGHT: '8388608',
          MOUNT_PATH: mount,
          ROOT_KEY,
          TARGET_TOPIC: 'none',
          WORKFLOW_BUCKET,
          KAFKA_BOOTSTRAP_SERVERS: `${this.access.host}:${this.access.port}`,
          KAFKA_AUTHENTICATION: 'NONE',
          KAFKA_TLS: 'false',
          AWS_ENDPOINT_URL_S3: this.s3.endpoint,
        },
      }),
    );
  }

  /** Runs the workflow once, with warm environments of the pool. */
  async execute(
    pool: FunctionPool,
    input: object,
    name: string,
    clock: Clock = new SkippingClock(),
  ): Promise<Execution> {
    const machine = new StateMachine(DEFINITION, { invoke: pool.invoke, objects: this.s3.objects, clock }, 'Replay');
    const record = await machine.run(input, name);
    return { record, invocations: pool.takeInvocations() };
  }
}
