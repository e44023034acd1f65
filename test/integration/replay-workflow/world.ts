import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type KafkaBroker, startKafkaBroker } from '../../local/kafka-broker';
import { type BrokerAccess, createTopics } from '../../local/kafka-client';
import { fetchKafkaJars } from '../../local/kafka-jars';
import { type FunctionSettings, LambdaFunction } from '../../local/lambda-function';
import { type LocalS3, startS3 } from '../../local/s3-server';
import { type Clock, SkippingClock } from '../../local/step-functions/clock';
import type { ExecutionRecord } from '../../local/step-functions/execution-record';
import { StateMachine } from '../../local/step-functions/state-machine';
import { Supervisor } from '../../local/supervisor';
import { SynthesizedApp } from '../../local/synthesized-app';
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
    private readonly settings: FunctionSettings,
    readonly folder: string,
    readonly broker: KafkaBroker,
    readonly brokerProcess: BrokerProcess,
    readonly s3: LocalS3,
  ) {}

  /** @param assembly of an app with one replayer; the AWS SDK can be had from there, as in Lambda's runtime */
  static async start(supervisor: Supervisor, assembly: string): Promise<World> {
    const folder = supervisor.temporaryFolder();
    const [jars, brokers] = [await fetchKafkaJars(supervisor), new Supervisor().guardThisProcess()];
    const broker = await startKafkaBroker(brokers, jars, join(folder, 'kafka'));
    const s3 = await startS3([DATA_BUCKET, WORKFLOW_BUCKET]);
    mkdirSync(join(folder, 'mounts'));
    await broker.started;
    const settings = new SynthesizedApp(assembly).functionWith('TARGET_TOPIC');
    return new World(
      supervisor,
      settings,
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
        ...this.settings,
        environment: {
          ...this.settings.environment,
          ROOT_KEY,
          WORKFLOW_BUCKET,
          MOUNT_PATH: mount,
          KAFKA_BOOTSTRAP_SERVERS: `${this.access.host}:${this.access.port}`,
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
