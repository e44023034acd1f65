// Runs every case on Node.js 24, which the Kafka client needs, and prints the outcomes as the last line.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClientCertificate } from '../../../local/kafka/client-certificate';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import {
  type BrokerAccess,
  type ConsumedRecord,
  connectionTo,
  createTopics,
  kafkaModule,
} from '../../../local/kafka/kafka-client';
import { startKafkaBroker } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { EventSourceMapping } from '../../../local/lambda/event-source-mapping';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { Supervisor } from '../../../local/process/supervisor';
import { startSecretsManager } from '../../../local/secrets-manager/secrets-manager';
import { printOutcomes } from '../support/on-node24';
import { type Case, casesOf, PASSWORD_ARN, passwordSecret, refusalsOf, secretsOf } from './cases';
import { Functions } from './functions';
import type { Outcomes, Refusal, Rotation, RoundTrip } from './outcomes';

const RECORDS = 4;
const MISSING_AFTER_MS = 10_000;
// With a line break at its end, as a file has that was pasted whole.
const WRONG_PASSWORD = 'not-the-pa55word\n';

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  const workspace = supervisor.temporaryFolder();
  const broker = await startKafkaBroker(supervisor, await fetchKafkaJars(supervisor), join(workspace, 'kafka'));
  const client = await makeClientCertificate(supervisor, join(workspace, 'kafka'), await broker.certificates);
  const secrets = secretsOf(broker, readFileSync(broker.caFile, 'utf8'), client);
  const secretsManager = await startSecretsManager(secrets);
  const functions = new Functions(supervisor, join(workspace, 'functions'), secretsManager.endpoint);
  const cases = casesOf(broker, client);
  await broker.started;
  await createTopics(broker, [...cases.flatMap(topicsOf), 'rotated'], 1);

  async function roundTrip(each: Case): Promise<RoundTrip> {
    const [source, target] = topicsOf(each);
    const mount = join(workspace, source);
    mkdirSync(mount);
    await produce(each.access, source);
    const produced = await consume(each.access, source, RECORDS);
    const files = await ingest(each, source, mount);
    const before = secretsManager.answered();
    const replayer = await functions.replayer(mount, target, each.environment);
    for (let replays = 0; replays < 2; replays++) await replayer.invoke({ dry_run: false });
    await replayer.stop();
    const replayed = await consume(each.access, target, 2 * RECORDS);
    return { produced, files, replayed, secretsRead: secretsManager.answered() - before };
  }

  /** Delivers the topic's records to the ingest function, as Lambda's pollers do. */
  async function ingest({ access }: Case, topic: string, mount: string): Promise<number> {
    const group = await joinConsumerGroup(access, topic, `mapping-${topic}`, 'earliest');
    const lambda = await functions.ingest(mount);
    const settings = { batchSize: RECORDS, windowMs: 100, partialAnswers: true, maxDeliveries: 2 };
    const mapping = new EventSourceMapping(
      { ...settings, bootstrapServers: `${access.host}:${access.port}` },
      group,
      (event) => lambda.invoke(event),
    );
    await mapping.deliver(RECORDS);
    await group.close();
    await lambda.stop();
    const entries = readdirSync(mount, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  }

  /** A replay of files that are there already, by a replayer that is told something else. */
  async function refusal(each: Case, mount: string): Promise<Refusal> {
    const replayer = await functions.replayer(mount, 'rotated', each.environment);
    const answer = await failureOf(replayer);
    await replayer.stop();
    return answer;
  }

  async function rotation(each: Case, mount: string): Promise<Rotation> {
    secrets[PASSWORD_ARN] = passwordSecret(broker.username, WRONG_PASSWORD);
    const replayer = await functions.replayer(mount, 'rotated', each.environment);
    const answer = await failureOf(replayer);
    secrets[PASSWORD_ARN] = passwordSecret(broker.username, broker.password);
    const afterwards = (await replayer.invoke({ dry_run: false })) as { published: number };
    await replayer.stop();
    const passwordShown = [answer.error, ...replayer.output].some((text) => text.includes(WRONG_PASSWORD.trim()));
    return { ...answer, passwordShown, publishedAfterwards: afterwards.published };
  }

  const roundTrips = await forEach(cases, roundTrip);
  const mount = join(workspace, topicsOf(cases[0])[0]);
  const refusals = await forEach(refusalsOf(broker), (each) => refusal(each, mount));
  const rotations = await forEach(
    cases.filter(({ access }) => access.sasl !== undefined),
    (each) => rotation(each, mount),
  );
  await secretsManager.close();
  return { roundTrips, refusals, rotations };
}

function topicsOf({ name }: Case): [source: string, target: string] {
  const plain = name.replaceAll(/\W/g, '-');
  return [`events-${plain}`, `replay-${plain}`];
}

async function produce(access: BrokerAccess, topic: string): Promise<void> {
  const { Producer } = await kafkaModule();
  const producer = new Producer(await connectionTo(access, 'source'));
  const messages = Array.from({ length: RECORDS }, (_, index) => ({
    topic,
    key: Buffer.from(`key-${index}`),
    value: Buffer.from(`value ${index} of ${topic}`),
    headers: new Map([[Buffer.from('number'), Buffer.from([index])]]),
  }));
  await producer.send({ messages });
  await producer.close();
}

async function consume(access: BrokerAccess, topic: string, count: number): Promise<string[]> {
  const group = await joinConsumerGroup(access, topic, `comparison-${topic}`, 'earliest');
  const texts: string[] = [];
  while (texts.length < count) {
    const record = await group.next(MISSING_AFTER_MS);
    if (record === undefined) break;
    texts.push(textOf(record));
  }
  await group.close();
  return texts;
}

function textOf({ key, value, headers }: ConsumedRecord): string {
  return [key, value, ...headers.flat()].map((part) => part?.toString('latin1')).join(' | ');
}

/** What a replay threw or, where it answered instead, that it did. */
async function failureOf(replayer: LambdaFunction): Promise<Refusal> {
  const startedAt = performance.now();
  const error = await replayer.invoke({ dry_run: false }).then(
    (answer) => `no failure: ${JSON.stringify(answer)}`,
    (thrown: Error) => thrown.message,
  );
  return { error, seconds: (performance.now() - startedAt) / 1000 };
}

/** One after the other: the password's secret is one for all. */
async function forEach<T>(cases: readonly Case[], work: (each: Case) => Promise<T>): Promise<Record<string, T>> {
  const results: Record<string, T> = {};
  for (const each of cases) {
    results[each.name] = await work(each).catch((cause) => {
      throw new Error(`${each.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    });
  }
  return results;
}

printOutcomes(run());
