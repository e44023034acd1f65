// Lets both producers of the demo publish to a broker, and prints what came as the last line.
import { join } from 'node:path';
import { type ConsumedRecord, createTopics } from '../../../local/kafka/kafka-client';
import { type KafkaBroker, startKafkaBroker } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { readTopics } from '../../../local/kafka/read-topics';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import { PythonTool } from '../../evidence/compliance/python-tool';
import { printOutcomes } from '../support/on-node24';
import { LARGE, type Outcomes, type Published, SMALL, TOPIC } from './outcomes';

const PARTITIONS = 6;
const EXAMPLES = join(REPOSITORY, 'examples');
/** The same as that of the benchmark, so that it is installed once. */
const CLIENT = new PythonTool('confluent-kafka==2.16.1', 'pyarrow==26.0.1');

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  const folder = join(supervisor.temporaryFolder(), 'kafka');
  const broker = await startKafkaBroker(supervisor, await fetchKafkaJars(supervisor), folder);
  await Promise.all([broker.started, CLIENT.install(supervisor)]);
  await createTopics(broker, [TOPIC], PARTITIONS);

  const env = environmentFor(broker);
  const script = join(EXAMPLES, 'typescript/confluent-demo/scripts/produce-demo-events.mts');
  await runCommand(supervisor, process.execPath, [script], { failure: 'the producer in TypeScript failed', env });
  const ofTypescript = await readTopics(broker, [TOPIC]);
  await CLIENT.python(supervisor, [join(EXAMPLES, 'python/confluent-demo/produce.py')], env);
  const all = await readTopics(broker, [TOPIC]);
  const isNew = ({ partition, offset }: ConsumedRecord) =>
    !ofTypescript.some((before) => before.partition === partition && before.offset === offset);
  return { typescript: ofTypescript.map(published), python: all.filter(isNew).map(published) };
}

/** The demo's own variables, and the two by which the clients trust an authority that is not known to all. */
function environmentFor({ host, port, username, password, caFile }: KafkaBroker): NodeJS.ProcessEnv {
  return {
    ...process.env,
    BOOTSTRAP_SERVERS: `${host}:${port}`,
    API_KEY: username,
    API_SECRET: password,
    NUM_SMALL: `${SMALL}`,
    NUM_LARGE: `${LARGE}`,
    NODE_EXTRA_CA_CERTS: caFile,
    SSL_CERT_FILE: caFile,
  };
}

function published({ partition, key, value, headers }: ConsumedRecord): Published {
  const { producedAt, payload, ...fields } = JSON.parse(value?.toString() ?? '');
  return {
    key: key?.toString() ?? null,
    partition,
    bytes: value?.length ?? 0,
    headers: headers.map(([name, header]) => `${name}: ${header}`),
    fields,
    shapes: [producedAt.replaceAll(/\d/g, '0'), payload.replaceAll(/[0-9a-f]/g, '').length, payload.length],
  };
}

printOutcomes(run());
