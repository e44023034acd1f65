// Does all that the replayer does in a cluster by the bundled function on Node.js 24, with just the rights of the table and without each of
// them, and prints what came of it as the last line.
import { guard, permit, type Right } from '../../../local/kafka/access-control';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { createTopics, KEEP_ALL } from '../../../local/kafka/kafka-client';
import { Supervisor } from '../../../local/process/supervisor';
import {
  KAFKA_PERMISSIONS,
  type KafkaPermissionName,
  NEEDED_PERMISSIONS,
} from '../../../src/contract/kafka-permissions';
import type { FunctionPool } from '../replay-workflow/function-pool';
import { writeSource } from '../replay-workflow/source';
import { endedAs, World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import type { Attempt, Outcome, Outcomes } from './outcomes';

const SOURCE = 'orders';
const GROUP = 'billing';
const RECORDS = 40;
/** The records are older than what brokers keep by default. */
const KEPT = { partitions: 1, config: { 'retention.ms': '-1' } };

type Section = Exclude<keyof typeof NEEDED_PERMISSIONS, 'snapshot'>;

let world: World;
let pool: FunctionPool;
let attempts = 0;

/** The work by which a section of the table is tried. Topics that it makes have another name at each attempt. */
interface Trial {
  /** The sections whose rights it needs besides its own. */
  readonly beside: readonly Section[];
  readonly target: (attempt: number) => string;
  readonly work: (target: string) => Promise<Attempt>;
}

const TRIALS: Readonly<Record<Section, Trial>> = {
  replay: {
    beside: [],
    target: () => 'copy',
    work: (target_topic) => execute({ target_topic }),
  },
  createTopic: {
    beside: ['replay'],
    target: (attempt) => `made-${attempt}`,
    work: (target_topic) => execute({ target_topic, create_topic: KEPT }),
  },
  commitOffsets: {
    beside: [],
    target: () => 'copy',
    work: () => invoke({ action: 'commit_offsets', run: 'first', groups: [GROUP], dry_run: false }),
  },
  verify: {
    beside: [],
    target: () => 'copy',
    work: () => invoke({ action: 'verify', run: 'first' }),
  },
  drill: {
    beside: ['replay', 'createTopic', 'verify'],
    target: (attempt) => `drill-${attempt}.${SOURCE}`,
    work: (target) =>
      execute({
        ...{ drill: true, verify: true, create_topic: KEPT },
        target_topic: target.replace(SOURCE, '{topic}'),
      }),
  },
};

async function execute(input: object): Promise<Attempt> {
  const execution = await world.execute(pool, { dry_run: false, ...input }, `attempt-${attempts}`);
  const { status, cause, output } = endedAs(execution);
  return { isDone: status === 'SUCCEEDED', said: cause ?? JSON.stringify(output) };
}

async function invoke(payload: object): Promise<Attempt> {
  try {
    return { isDone: true, said: JSON.stringify(await pool.invoke('', payload)) };
  } catch (error) {
    return { isDone: false, said: String(error) };
  }
}

function permissionsOf(section: Section): KafkaPermissionName[] {
  return NEEDED_PERMISSIONS[section].needed.map(({ permission }) => permission);
}

async function outcomeOf(section: Section): Promise<Outcome> {
  const { beside, target, work } = TRIALS[section];
  const own = permissionsOf(section);
  const all = [...new Set([section, ...beside].flatMap(permissionsOf))];
  const attemptWith = async (permissions: readonly KafkaPermissionName[]): Promise<Attempt> => {
    attempts += 1;
    const topic = target(attempts);
    await permit(
      world.broker,
      permissions.map((permission) => rightTo(permission, topic)),
    );
    return work(topic);
  };
  const permitted = await attemptWith(all);
  const lacking: Record<string, Attempt> = {};
  for (const permission of own) lacking[permission] = await attemptWith(all.filter((each) => each !== permission));
  return { permitted, lacking };
}

function rightTo(permission: KafkaPermissionName, topic: string): Right {
  const { operation, resource } = KAFKA_PERMISSIONS[permission];
  const name = { topic, group: GROUP, cluster: undefined }[resource];
  return { operation, resource, ...(name && { name }) };
}

async function run(): Promise<Outcomes> {
  world = await World.start(new Supervisor().guardThisProcess(), process.argv[2]);
  const mount = world.mount('all');
  await writeSource(mount, { topic: SOURCE, lengths: [RECORDS], layout: 'segments' });
  await createTopics(world.access, [SOURCE, 'copy'], 1, KEEP_ALL);
  const member = await joinConsumerGroup(world.access, SOURCE, GROUP, 'earliest');
  await member.commit(new Map([[`${SOURCE}-0`, 0]]));
  await member.close();
  pool = world.replayer(mount);
  await pool.invoke('', { action: 'snapshot', groups: [GROUP] });
  await world.execute(pool, { dry_run: false, target_topic: 'copy' }, 'first');
  await guard(world.broker);
  const outcomes: Record<string, Outcome> = {};
  for (const section of Object.keys(TRIALS) as Section[]) outcomes[section] = await outcomeOf(section);
  await pool.stop();
  return outcomes;
}

printOutcomes(run());
