import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import {
  KAFKA_PERMISSIONS,
  type KafkaPermission,
  type KafkaPermissionName,
  NEEDED_PERMISSIONS,
  type NeededPermission,
  permissionInWords,
} from '../../src/contract/kafka-permissions';
import type { Outcomes } from './access-control/outcomes';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

/**
 * Runs all attempts in one process on Node.js 24, at a broker whose access control lists are changed before each
 * attempt.
 */
beforeAll(async () => {
  const script = join(__dirname, 'access-control', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
});
afterAll(() => supervisor.end());

// Snapshots have a test of their own.
const { snapshot: _, ...SECTIONS } = NEEDED_PERMISSIONS;
const NEEDED = Object.entries(SECTIONS).flatMap(([section, { needed }]) =>
  needed.map((each: NeededPermission) => ({ section, ...each })),
);

/** True if another right of the same section is on the same kind of resource and brings this one. */
function isBrought(section: string, permission: KafkaPermissionName): boolean {
  const { resource, broughtBy = [] }: KafkaPermission = KAFKA_PERMISSIONS[permission];
  // Making topics and drills need what the replay needs, too, which is WRITE.
  const others = section === 'createTopic' || section === 'drill' ? ['replay', section] : [section];
  return NEEDED.some(
    (other) =>
      others.includes(other.section) &&
      KAFKA_PERMISSIONS[other.permission].resource === resource &&
      broughtBy.includes(KAFKA_PERMISSIONS[other.permission].operation),
  );
}

const isAnError = ({ section, permission, without }: (typeof NEEDED)[number]) =>
  without === undefined && !isBrought(section, permission);

test.each(Object.keys(SECTIONS))('the rights of the table suffice: %s', (section) => {
  const { isDone, said } = outcomes[section].permitted;
  expect([isDone, said]).toEqual([true, expect.not.stringContaining('lacks the permission')]);
});

test.each(NEEDED.filter(isAnError))('$section: without $permission the error names the right', (needed) => {
  const { isDone, said } = outcomes[needed.section].lacking[needed.permission];
  expect(isDone).toBe(false);
  expect(said).toContain(`the user, or role, lacks the permission ${namedIn(said, needed.permission)}`);
});

test('a drill that could not delete its topics publishes nothing', () => {
  expect(outcomes.drill.lacking.deleteTopic.said).toContain('nothing was published, since a later step would fail');
});

test.each(NEEDED.filter((each) => !isAnError(each)))('$section: it is done without $permission', (needed) => {
  const { isDone, said } = outcomes[needed.section].lacking[needed.permission];
  expect([isDone, said]).toEqual([true, expect.any(String)]);
  expect(said.includes('DESCRIBE_CONFIGS')).toBe(needed.permission === 'describeTopicConfigs'); // the one that is warned of
});

/** The right in words, of the topic or the group that the text names. */
function namedIn(said: string, permission: KafkaPermissionName): string {
  const [, name] = /lacks the permission .*? on the (?:topic|group) '([^']*)'/.exec(said) ?? [];
  return permissionInWords(permission, name);
}
