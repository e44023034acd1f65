import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTopics } from '../../local/kafka/kafka-client';
import { startKafkaBroker } from '../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../local/kafka/kafka-jars';
import { likeLambdasRuntime } from '../../local/lambda/like-lambdas-runtime';
import { Progress } from '../../local/process/progress';
import { Supervisor } from '../../local/process/supervisor';
import { startSecretsManager } from '../../local/secrets-manager/secrets-manager';
import type { Fidelity } from './compare';
import { DemoEvents } from './events';
import { METRICS_FILE, MetricsLog } from './metrics-log';
import type { DemoOptions } from './options';
import { Pass } from './pass';
import { choosePlace } from './place';
import { produceEvents } from './produce';
import { reportPage } from './report';
import { REPORT_DATA, REPORT_FOLDER, reportData } from './report-data';
import { type DemoResult, isEqual, type PassResult, verdict } from './results';
import { surroundingsNow } from './surroundings';
import { synthesizeExample } from './synthesize';
import { resultTable } from './table';

const PARTITIONS = 3;
const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:confluent/demo/api-key-AbCdEf';
const PASSES: readonly Fidelity[] = ['value', 'envelope'];
const REPORT_PAGE = 'index.html';

/** The demo itself, on the Node.js that Lambda has. */
async function run(options: DemoOptions, progress: Progress): Promise<number> {
  const supervisor = new Supervisor().guardThisProcess();
  const workspace = supervisor.temporaryFolder();
  likeLambdasRuntime(workspace);
  const place = await choosePlace(options, supervisor, progress);
  const { medium } = place;

  const broker = await startKafkaBroker(supervisor, await fetchKafkaJars(supervisor), join(workspace, 'kafka'));
  const bootstrapServers = `${broker.host}:${broker.port}`;
  const { username, password } = broker;
  const secret = JSON.stringify({ endpoint: bootstrapServers, username, password });
  const secretsManager = await startSecretsManager({ [SECRET_ARN]: secret });

  const context = { confluentSecretArn: SECRET_ARN };
  const started = progress.step(
    'Apache Kafka, SASL_SSL with PLAIN',
    () => broker.started,
    () => bootstrapServers,
  );
  started.catch(() => undefined); // looked at below; the synthesis comes first
  const apps = await progress.step('synthesize the example, twice', () =>
    Promise.all(
      PASSES.map((recordFormat) =>
        synthesizeExample(supervisor, join(workspace, recordFormat), { ...context, recordFormat }),
      ),
    ),
  );
  await started;

  const { topic: sourceTopic, batchSize } = apps[0].mapping();
  const replayTopic = apps[0].functionWith('TARGET_TOPIC').environment.TARGET_TOPIC;
  await progress.step(
    'topics',
    () => createTopics(broker, [sourceTopic, replayTopic], PARTITIONS),
    () => `${sourceTopic} and ${replayTopic}, ${PARTITIONS} partitions each`,
  );
  const events = new DemoEvents(options.small, options.large, PARTITIONS);
  // The example is synthesized as for Confluent Cloud: a broker of this machine, with no VPC, would rightly be refused.
  const surroundings = {
    KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
    NODE_EXTRA_CA_CERTS: broker.caFile,
  };
  const startedAt = new Date(Date.now() - progress.seconds * 1000);
  const metrics = new MetricsLog(startedAt.getTime());
  const setting = { metrics, supervisor, progress, broker, events, partitions: PARTITIONS, place, surroundings };
  const passes = await Promise.all(
    PASSES.map(async (fidelity, index) => {
      const pass = new Pass(setting, apps[index], fidelity, join(place.path, fidelity));
      return { pass, mapping: await pass.createMapping() };
    }),
  );
  const valueBytes = await progress.step(
    'produce',
    () => produceEvents(broker, sourceTopic, events, (done) => progress.count(done, events.count, 'records')),
    (bytes) => `${events.count} records, ${(bytes / 1e6).toFixed(0)} MB`,
  );
  const results: PassResult[] = [];
  for (const { pass, mapping } of passes) results.push(await pass.run(mapping));
  const result: DemoResult = {
    ...{ sourceTopic, replayTopic, partitions: PARTITIONS, batchSize, records: events.count, valueBytes, medium },
    ...surroundingsNow(startedAt),
    passes: results,
    seconds: progress.seconds,
  };
  await writeReport(result, metrics);
  say(result, progress, options.keep ? place.folder : undefined);
  await place.close();
  await secretsManager.close();
  return isEqual(result) ? 0 : 1;
}

async function writeReport(result: DemoResult, { lines }: MetricsLog): Promise<void> {
  await mkdir(REPORT_FOLDER, { recursive: true });
  await writeFile(join(REPORT_FOLDER, REPORT_PAGE), reportPage(result));
  await writeFile(join(REPORT_FOLDER, REPORT_DATA), reportData(result));
  await writeFile(join(REPORT_FOLDER, METRICS_FILE), lines.map((line) => `${line}\n`).join(''));
}

function say(result: DemoResult, progress: Progress, kept: string | undefined): void {
  progress.line(`\n${resultTable(result)}\n`);
  for (const { fidelity, problems } of result.passes) {
    for (const problem of problems) progress.line(`${fidelity}: ${problem}`);
  }
  if (kept !== undefined) progress.line(`files:  ${kept}`);
  progress.line(`report: ${join(REPORT_FOLDER, REPORT_PAGE)}`);
  progress.line(verdict(result));
}

const [optionsJson, startedAt] = process.argv.slice(2);
const alreadyRunMs = Date.now() - Number(startedAt);
run(JSON.parse(optionsJson), new Progress(process.stdout, undefined, performance.now() - alreadyRunMs)).then(
  (status) => process.exit(status),
  (error: Error) => {
    process.stdout.write(`demo: FAILED, ${error.message}\n`);
    process.exit(1);
  },
);
