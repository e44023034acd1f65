import { setTimeout } from 'node:timers/promises';
import { SeededRandom } from '../../handlers/support/random';
import { listFiles, recordsOf } from './files';
import { batchOf, endOfBatch, type Position } from './stream';

/** An execution environment that takes one event after another. */
export interface Sandbox {
  invoke(event: unknown): Promise<unknown>;
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>;
}

export interface Fire {
  readonly start: (root: string) => Promise<Sandbox>;
  readonly kills: number;
  /** The number of records of each partition. */
  readonly lengths: Position;
  readonly seed: number;
  /** An empty directory, to find out how long a batch takes. */
  readonly tryOut: string;
  readonly onKill?: (kills: number) => void;
}

export interface Damage {
  readonly kills: number;
  /** The number of kills that left a half-written file. */
  readonly midWrite: number;
  /** Files that readers saw and that were not whole. */
  readonly torn: readonly string[];
  /** Answers that asked for records again, although nothing was wrong. */
  readonly unexpected: readonly unknown[];
}

/** Delivers all records, and every batch again that got no answer. */
export async function ingestUnderFire(root: string, fire: Fire): Promise<Damage> {
  const { start, lengths, seed } = fire;
  const random = new SeededRandom(seed);
  const usual = await usualMs(fire);
  const settled = new Set<string>();
  const torn: string[] = [];
  const unexpected: unknown[] = [];
  let [from, kills, midWrite]: [Position, number, number] = [lengths.map(() => 0), 0, 0];
  while (from.some((offset, partition) => offset < lengths[partition])) {
    const to = endOfBatch(from, lengths, random);
    const killsDue = Math.ceil((fire.kills * total(to)) / total(lengths));
    for (; kills < killsDue; kills++) {
      const before = listFiles(root).temporary.length;
      const event = batchOf(from, endOfBatch(from, lengths, random));
      await deliverAndKill(await start(root), event, (usual * random.below(1000)) / 1000);
      const { visible, temporary } = listFiles(root);
      midWrite += temporary.length > before ? 1 : 0;
      for (const path of visible.filter((each) => !settled.has(each))) {
        if (isTorn(root, path)) torn.push(path);
      }
      fire.onKill?.(kills + 1);
    }
    const survivor = await start(root);
    const answer = await survivor.invoke(batchOf(from, to));
    if (JSON.stringify(answer) !== '{"batchItemFailures":[]}') unexpected.push(answer);
    await survivor.kill();
    for (const path of listFiles(root).visible) settled.add(path);
    from = to;
  }
  return { kills, midWrite, torn, unexpected };
}

/**
 * Measures how long a batch takes in a sandbox that has just started, on this machine. The kills come within that time.
 */
async function usualMs({ start, tryOut }: Fire): Promise<number> {
  const sandbox = await start(tryOut);
  const startedAt = performance.now();
  await sandbox.invoke(batchOf([0, 0, 0], [20, 20, 20]));
  const usual = performance.now() - startedAt;
  await sandbox.kill();
  return usual;
}

/** Gives a batch to a sandbox that dies a while later, be it at work or idle: the answer is lost then. */
async function deliverAndKill(sandbox: Sandbox, event: unknown, afterMs: number): Promise<void> {
  const answered = sandbox.invoke(event).catch(() => undefined);
  await setTimeout(afterMs);
  await sandbox.kill();
  await answered;
}

function isTorn(root: string, path: string): boolean {
  try {
    recordsOf(root, path);
    return false;
  } catch {
    return true;
  }
}

function total(position: Position): number {
  return position.reduce((sum, offset) => sum + offset, 0);
}

/** Every record that files hold, as `partition/offset`, as often as it stands there. */
export function recordsStanding(root: string): string[] {
  return listFiles(root)
    .visible.flatMap((path) => recordsOf(root, path))
    .map(({ partition, offset }) => `${partition}/${offset}`);
}

/** Every record that was sent, as `partition/offset`. */
export function recordsSent(lengths: Position): string[] {
  return lengths.flatMap((length, partition) => Array.from({ length }, (_, offset) => `${partition}/${offset}`));
}
