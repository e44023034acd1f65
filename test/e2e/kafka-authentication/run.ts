// Runs every case on Node.js 24, which the Kafka client needs, and prints the outcomes as the last line.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClientCertificate } from '../../../local/kafka/client-certificate';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { createTopics } from '../../../local/kafka/kafka-client';
import { startKafkaBroker } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { EventSourceMapping } from '../../../local/lambda/event-source-mapping';
import { startTcpProxy, type TcpProxy } from '../../../local/network/tcp-proxy';
import { Supervisor } from '../../../local/process/supervisor';
import { startSecretsManager } from '../../../local/secrets-manager/secrets-manager';
import { startSts } from '../../../local/sts/sts';
import { printOutcomes } from '../support/on-node24';
import { bearerOutcomes, LONG_REPLAY } from './bearer';
import { type Case, casesOf, PASSWORD_ARN, passwordSecret, refusalsOf, secretsOf } from './cases';
import { Functions } from './functions';
import { makeIdentityProvider, oauthFields, oauthSecrets, startProvider } from './identity';
import type { Outcomes, Refusal, Rotation, RoundTrip } from './outcomes';
import { consume, failureOf, produce } from './records';
import { IN_FLIGHT, warmOutcomes } from './warm';
import { LONG_REPLAY_OF_ROLE, webIdentityOutcomes } from './web-identity';

const RECORDS = 4;
// With a line break at its end, as a file has that was pasted whole.
const WRONG_PASSWORD = 'not-the-pa55word\n';
const EXPIRED = { alias: 'expired', startedDaysAgo: 3, days: 1 };

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  const workspace = supervisor.temporaryFolder();
  const identityProvider = makeIdentityProvider(workspace);
  let proxy: TcpProxy | undefined;
  const broker = await startKafkaBroker(supervisor, await fetchKafkaJars(supervisor), join(workspace, 'kafka'), {
    identityProvider,
    inFrontOf: async ({ sasl }) => {
      proxy = await startTcpProxy(sasl);
      return { sasl: proxy.port };
    },
  });
  const certificates = await broker.certificates;
  const client = await makeClientCertificate(supervisor, join(workspace, 'kafka'), certificates);
  const expired = await makeClientCertificate(supervisor, join(workspace, 'kafka'), certificates, EXPIRED);
  const rootCa = readFileSync(broker.caFile, 'utf8');
  const provider = await startProvider(identityProvider, certificates);
  const sts = await startSts(identityProvider.key, identityProvider.issuer);
  const secrets = { ...secretsOf(broker, rootCa, client), ...oauthSecrets(provider, rootCa) };
  const secretsManager = await startSecretsManager(secrets);
  const functions = new Functions(supervisor, join(workspace, 'functions'), secretsManager.endpoint);
  const cases = casesOf(broker, client, provider, sts);
  await broker.started;
  await createTopics(
    broker,
    [...cases.flatMap(topicsOf), 'rotated', LONG_REPLAY, LONG_REPLAY_OF_ROLE, ...IN_FLIGHT],
    1,
  );

  async function roundTrip(each: Case): Promise<RoundTrip> {
    const [source, target] = topicsOf(each);
    const mount = join(workspace, source);
    mkdirSync(mount);
    await produce(each.access, source, RECORDS);
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
    cases.filter(({ environment }) => environment.KAFKA_CREDENTIALS_SECRET_ARN === PASSWORD_ARN),
    (each) => rotation(each, mount),
  );
  const fields = oauthFields(provider, rootCa);
  const bearer = await bearerOutcomes({ broker, provider, secrets, fields, functions, mount, workspace });
  const webIdentity = await webIdentityOutcomes({
    broker,
    sts,
    audience: provider.behaviour.audience,
    functions,
    mount,
    workspace,
  });
  const environmentOf = (name: string) => cases.find((each) => each.name === name)?.environment ?? {};
  const warm = await warmOutcomes({
    ...{ broker, secrets, functions, mount, workspace },
    ...{ answered: secretsManager.answered, cut: () => proxy?.cut() ?? 0, certificates: { expired, valid: client } },
    environments: { scram: environmentOf('SASL_SCRAM_512'), mutualTls: environmentOf('MUTUAL_TLS') },
  });
  await Promise.all([secretsManager.close(), provider.close(), sts.close(), proxy?.close()]);
  return { roundTrips, refusals, rotations, bearer, webIdentity, warm };
}

function topicsOf({ name }: Case): [source: string, target: string] {
  const plain = name.replaceAll(/\W/g, '-');
  return [`events-${plain}`, `replay-${plain}`];
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
