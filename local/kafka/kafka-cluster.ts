import { randomBytes } from 'node:crypto';
import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../process/ports';
import type { Supervisor } from '../process/supervisor';
import { type BrokerProcess, endBroker, LOGGING, runBroker } from './broker-process';
import { formatStorage } from './broker-storage';
import { type LoopbackCertificates, makeCertificates } from './certificates';
import { classArchive } from './class-archive';
import {
  allowedKeySets,
  type BrokerPorts,
  brokerSettings,
  type ClusterNode,
  type IdentityProvider,
} from './kafka-broker-settings';
import type { BrokerAccess } from './kafka-client';

const HOST = 'localhost';
const PORTS = ['sasl', 'oauth', 'tls', 'mutualTls', 'plaintext', 'controller'] as const;

export interface KafkaBroker extends BrokerAccess {
  /** The broker's number in the cluster, from 1 on. The cluster's metadata names leaders by it. */
  readonly id: number;
  /** Nothing but the address and the credentials, as another process can be told them. */
  readonly access: BrokerAccess;
  readonly username: string;
  readonly password: string;
  /** The certificate authority to trust, PEM. */
  readonly caFile: string;
  /** The ports of all listeners; that of SASL is the broker's own above. */
  readonly ports: BrokerPorts;
  /** The ports that clients are told to come to: of what stands in front of the broker, or its own. */
  readonly advertised: BrokerPorts;
  /** Settled when clients can connect; a broker that does not start says why. */
  readonly started: Promise<void>;
  /** The certificates of the cluster, as soon as they are made. */
  readonly certificates: Promise<LoopbackCertificates>;
  /** Ends the broker: with SIGTERM it stops in order, with SIGKILL it is gone. Resolves when its process is. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /**
   * Starts a broker that was stopped, on the same folder and ports. Resolves when clients can connect, for which a
   * majority of the brokers must be there.
   */
  startAgain(): Promise<void>;
}

export interface KafkaCluster {
  /** The brokers in the order of their numbers. */
  readonly brokers: readonly KafkaBroker[];
  /** Settled when all brokers have started. */
  readonly started: Promise<void>;
}

export interface ClusterOptions {
  readonly brokers: number;
  /** Lets clients in whose tokens it issues. */
  readonly identityProvider?: IdentityProvider;
  /** Puts something in front of a broker: returns the ports that its clients are to come to instead of its own. */
  readonly inFrontOf?: (ports: BrokerPorts) => Promise<Partial<BrokerPorts>>;
}

/** Starts a cluster of one broker. */
export async function startKafkaBroker(
  supervisor: Supervisor,
  jars: string,
  folder: string,
  options: Omit<ClusterOptions, 'brokers'> = {},
): Promise<KafkaBroker> {
  return (await startKafkaCluster(supervisor, jars, folder, { ...options, brokers: 1 })).brokers[0];
}

/**
 * Starts a real Apache Kafka on loopback. Each broker is one process that is also a controller, and all controllers are
 * one quorum; topics have a replica on each broker, and a record is acknowledged once a majority has it. Each broker has
 * a listener for SASL_SSL (PLAIN and SCRAM, all with one user), for OAUTHBEARER, for TLS, for mutual TLS and for plaintext. The addresses
 * are known at once, so that others can get ready while it starts.
 */
export async function startKafkaCluster(
  supervisor: Supervisor,
  jars: string,
  folder: string,
  options: ClusterOptions,
): Promise<KafkaCluster> {
  const classes = realpath(jars); // an archive holds for one path of its jars
  const archive = classes.then((from) =>
    classArchive(supervisor, from, async (making) => {
      const place = supervisor.temporaryFolder();
      const [broker] = (await start(supervisor, [...making, ...classPath(from)], place, { brokers: 1 })).brokers;
      await broker.started;
      await broker.stop('SIGTERM');
    }),
  );
  const java = Promise.all([archive, classes]).then(([option, from]) => [...option, ...classPath(from)]);
  return start(supervisor, java, folder, options);
}

function classPath(jars: string): string[] {
  return ['-cp', join(jars, '*')];
}

async function start(
  supervisor: Supervisor,
  java: readonly string[] | Promise<readonly string[]>,
  folder: string,
  { brokers: count, inFrontOf = async () => ({}), identityProvider }: ClusterOptions,
): Promise<KafkaCluster> {
  const ports = await freePorts(count * PORTS.length);
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<ClusterNode> => {
      const own = Object.fromEntries(
        PORTS.map((name, place) => [name, ports[index * PORTS.length + place]]),
      ) as unknown as BrokerPorts;
      const id = index + 1;
      return { id, ports: own, advertised: { ...own, ...(await inFrontOf(own)) }, logs: join(folder, `logs-${id}`) };
    }),
  );
  const user = { username: 'demo-api-key', password: randomBytes(18).toString('base64url') };
  const certificates = mkdir(folder, { recursive: true }).then(() => makeCertificates(supervisor, folder));
  const cluster = { host: HOST, nodes, user, identityProvider };
  const prepared = Promise.all([certificates, java]).then(([tls, options]) =>
    prepare(supervisor, options, folder, { ...cluster, tls }),
  );
  const brokers = nodes.map(({ id, ports, advertised }, index): KafkaBroker => {
    const run = async () => {
      const { options, settings } = await prepared;
      return runBroker(supervisor, options, settings[index]);
    };
    let running: Promise<BrokerProcess> = run();
    const caFile = join(folder, 'ca.pem');
    const access: BrokerAccess = { host: HOST, port: ports.sasl, caFile, sasl: { mechanism: 'PLAIN', ...user } };
    return {
      ...access,
      ...user,
      access,
      caFile,
      id,
      ports,
      advertised,
      certificates,
      started: running.then(() => undefined),
      async stop(signal) {
        await endBroker(await running, signal);
      },
      async startAgain() {
        running = run();
        await running;
      },
    };
  });
  return { brokers, started: Promise.all(brokers.map(({ started }) => started)).then(() => undefined) };
}

/** @returns Java's arguments, and the path of the settings of each broker */
async function prepare(
  supervisor: Supervisor,
  java: readonly string[],
  folder: string,
  cluster: Parameters<typeof brokerSettings>[0],
): Promise<{ readonly options: readonly string[]; readonly settings: readonly string[] }> {
  const logging = join(folder, 'log4j2.properties');
  await writeFile(logging, LOGGING);
  const settings = await Promise.all(
    cluster.nodes.map(async (node) => {
      const path = join(folder, `server-${node.id}.properties`);
      await writeFile(path, brokerSettings(cluster, node), { mode: 0o600 });
      return path;
    }),
  );
  const options = [`-Dlog4j2.configurationFile=${logging}`, ...allowedKeySets(cluster.identityProvider), ...java];
  await formatStorage(supervisor, options, cluster, settings);
  return { options, settings };
}
