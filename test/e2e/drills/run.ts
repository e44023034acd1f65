// Practises restores on Node.js 24, which the Kafka client needs, and prints what came of them as the last line.
import { connectionSecurity } from '../../../lambda-runtime/kafka/authentication/connection';
import type { ClusterAdmin } from '../../../lambda-runtime/kafka/cluster-admin';
import { connectAdmin } from '../../../lambda-runtime/kafka/connect-admin';
import { readEmbeddedMetrics } from '../../../local/lambda/embedded-metrics';
import { Supervisor } from '../../../local/process/supervisor';
import { drillKey } from '../../../src/contract/run-keys';
import type { FunctionPool } from '../replay-workflow/function-pool';
import { writeSource } from '../replay-workflow/source';
import { endedAs, World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import { Target } from '../verification/target';
import type { DrillOutcome, Outcomes } from './outcomes';

/** The input with which the schedule `Monthly` starts the workflow. */
const REQUEST = {
  drill: 'Monthly',
  dry_run: false,
  verify: true,
  create_topic: 'like_source',
  target_topic: 'drill.{topic}',
  to: '2026-04-13T08:00:00Z',
  lookback_seconds: 3600,
};
const RECORDS = { orders: [50], payments: [40, 60, 0] };
const LOST = Object.assign(new Error('the answer of the function was lost'), { name: 'TargetRefused' });

type Payload = Readonly<Record<string, unknown>>;
/** Done before or after an invocation of the workflow, which may lose its answer. */
type Around = (payload: Payload, invoke: () => Promise<unknown>) => Promise<unknown>;

let world: World;
let target: Target;
let admin: ClusterAdmin;
let pool: FunctionPool;

const look = async () => (await pool.invoke('', { action: 'drill_age', drills: ['Monthly'] })) as Payload;

async function drill(run: string, around: Around = (_, invoke) => invoke()): Promise<DrillOutcome> {
  const watched = Object.assign(Object.create(pool), {
    invoke: (fn: string, payload: unknown) => around(payload as Payload, () => pool.invoke(fn, payload)),
  }) as FunctionPool;
  const execution = await world.execute(watched, REQUEST, run);
  const evidence = world.s3.objects.get(world.runsBucket, drillKey(run));
  return {
    ...endedAs(execution),
    topics: (await admin.topicNames()).filter((name) => !name.startsWith('_')).sort(),
    evidence: evidence ? JSON.parse(evidence.body.toString()) : null,
    age: await look(),
  };
}

/** One record of the restored topic is changed behind the run's back, before it is verified. */
function differs(): Promise<DrillOutcome> {
  let damaged: Promise<void> | undefined;
  return drill('differs', async ({ action }, invoke) => {
    if (action === 'verify_partition') {
      damaged ??= target.damage('drill.orders', ([first, ...others]) => [
        ...(first === undefined ? [] : [{ ...first, value: Buffer.from('changed') }]),
        ...others,
      ]);
      await damaged;
    }
    return invoke();
  });
}

/** The function does its work, and its answer is lost for good. */
function losing(run: string, lost: string): Promise<DrillOutcome> {
  return drill(run, async ({ action }, invoke) => {
    const answer = await invoke();
    if (action === lost) throw LOST;
    return answer;
  });
}

/** Somebody has a topic of the name that the drill would make, and then has it no longer. */
async function topicThere(): Promise<DrillOutcome> {
  await world.createTopics(['drill.orders'], 1);
  const outcome = await drill('topic-there');
  await admin.deleteTopic('drill.orders');
  return outcome;
}

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  world = await World.start(supervisor, process.argv[2]);
  target = await Target.connect(world.access);
  const { host, port } = world.access;
  const configuration = {
    bootstrapServers: [`${host}:${port}`],
    tls: false,
    authentication: { mechanism: 'NONE' },
  } as const;
  admin = await connectAdmin(configuration, connectionSecurity(configuration, {}));
  const mount = world.mount('drills');
  for (const [topic, lengths] of Object.entries(RECORDS)) {
    await world.createTopics([topic], lengths.length);
    await writeSource(mount, { topic, lengths, layout: 'segments' });
  }
  pool = world.replayer(mount);
  await pool.invoke('', { action: 'snapshot', topics: Object.keys(RECORDS) });
  await pool.invoke('', { action: 'snapshot', topics: ['orders'] }); // passed over, as it does not have all topics
  const outcomes = {
    before: await look(),
    differs: await differs(),
    planLost: await losing('plan-lost', 'plan'),
    stepLost: await losing('step-lost', 'summarize'),
    topicThere: await topicThere(),
    succeeds: await drill('succeeds'),
  };
  return { ...outcomes, metrics: metricsIn(await pool.stop()) };
}

/** The metrics that are of no size class, in the order in which they were sent. */
function metricsIn(printed: readonly string[]): Record<string, number[]> {
  const metrics: Record<string, number[]> = {};
  const sent = readEmbeddedMetrics(printed).filter(({ dimensions }) => !('SizeClass' in dimensions));
  for (const { metric, values } of sent.sort((a, b) => a.timestamp - b.timestamp)) {
    metrics[metric] = [...(metrics[metric] ?? []), ...values];
  }
  return metrics;
}

printOutcomes(run());
