import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerAccess } from '../../../local/kafka/kafka-client';
import { type ClusterOptions, type KafkaBroker, startKafkaCluster } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { bringBundlesUpToDate } from '../../../local/lambda/bundles';
import { LambdaFunction } from '../../../local/lambda/lambda-function';
import { likeLambdasRuntime } from '../../../local/lambda/like-lambdas-runtime';
import { bringNode24 } from '../../../local/process/node24';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { KafkaTopics } from './kafka-topics';

export type Variables = Readonly<Record<string, string>>;

const BOTH = {
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '8388608',
};

/** A real cluster, of one broker unless more are asked for, and the bundles as they are published. */
export class World {
  private constructor(
    readonly supervisor: Supervisor,
    private readonly node24: string,
    private readonly code: string,
    readonly brokers: readonly KafkaBroker[],
    readonly topics: KafkaTopics,
  ) {}

  static async start(supervisor: Supervisor, options: ClusterOptions = { brokers: 1 }): Promise<World> {
    const node24 = await bringNode24(supervisor);
    const jars = await fetchKafkaJars(supervisor);
    const cluster = await startKafkaCluster(supervisor, jars, join(supervisor.temporaryFolder(), 'kafka'), options);
    await bringBundlesUpToDate(supervisor);
    const code = stageBundles(supervisor.temporaryFolder());
    await cluster.started;
    const [first] = cluster.brokers;
    // The replayer comes by the plaintext listeners; what may stand in front of these is not in the tests' way.
    const access = options.inFrontOf === undefined ? plaintext(first) : first.access;
    return new World(supervisor, node24, code, cluster.brokers, new KafkaTopics(supervisor, node24, access));
  }

  /** The first broker, which is the only one unless there are more. */
  get broker(): KafkaBroker {
    return this.brokers[0];
  }

  ingest(mount: string, environment: Variables): Promise<LambdaFunction> {
    return this.startFunction('ingest', mount, environment);
  }

  /** @param topic where it publishes unless it is told another */
  replayer(mount: string, topic: string, environment: Variables, timeoutMs?: number): Promise<LambdaFunction> {
    const variables = {
      TARGET_TOPIC: topic,
      KAFKA_BOOTSTRAP_SERVERS: this.brokers.map(({ host, advertised }) => `${host}:${advertised.plaintext}`).join(),
      KAFKA_AUTHENTICATION: 'NONE',
      KAFKA_TLS: 'false',
      ...environment,
    };
    return this.startFunction('replayer', mount, variables, timeoutMs);
  }

  private startFunction(
    name: string,
    mount: string,
    environment: Variables,
    timeoutMs = 120_000,
  ): Promise<LambdaFunction> {
    return LambdaFunction.start(this.supervisor, this.node24, {
      name,
      codeFolder: join(this.code, name),
      handler: 'index.handler',
      memoryMb: 1024,
      timeoutMs,
      environment: { ...BOTH, ...environment, MOUNT_PATH: mount },
    });
  }
}

/**
 * The access by which clients connect here, without TLS, which takes its time. The ways to authenticate have tests of
 * their own.
 */
function plaintext({ host, ports }: KafkaBroker): BrokerAccess {
  return { host, port: ports.plaintext };
}

/** Copies the bundles to a folder that has nothing else but the AWS SDK, as in Lambda's runtime. */
function stageBundles(folder: string): string {
  likeLambdasRuntime(folder);
  for (const name of ['ingest', 'replayer']) {
    cpSync(join(REPOSITORY, 'assets', 'lambda-runtime', name, 'index'), join(folder, name), { recursive: true });
  }
  return folder;
}
