import { readdirSync } from 'node:fs';
import { RecordedLog } from '../../handlers/support/log';
import { MemoryPublisher } from '../../handlers/support/memory-publisher';
import { runReplay } from '../../handlers/support/replayer';
import { contentOf, PARTITIONS } from './records';

export interface Counts {
  lost: number;
  torn: number;
  twice: number;
  escaped: number;
}

/** Offsets below `records` of each partition of each topic, which must be there. */
export type Expected = ReadonlyMap<string, number>;

/** Replays what a client sees into memory, and compares each record with what was delivered. */
export async function checkReplay(root: string, expected: Expected): Promise<Counts> {
  const publisher = new MemoryPublisher(PARTITIONS);
  const log = new RecordedLog();
  const answer = await runReplay(root, { dry_run: false }, { publisher, log });
  const seen = new Map<string, number>();
  for (const { partition, value } of publisher.records) {
    const text = `${partition}|${value?.toString()}`;
    seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  const counts: Counts = { lost: 0, torn: answer.errors, twice: 0, escaped: 0 };
  for (const [topic, records] of expected)
    for (let partition = 0; partition < PARTITIONS; partition++)
      for (let offset = 0; offset < records; offset++) {
        const text = `${partition}|${contentOf(topic, partition, offset)}`;
        const times = seen.get(text) ?? 0;
        seen.delete(text);
        if (times === 0) counts.lost++;
        else counts.twice += times - 1;
      }
  // What was published and never delivered is part of something, or two things in one.
  counts.torn += [...seen.values()].reduce((sum, times) => sum + times, 0);
  return counts;
}

/** Files that no reader looks at: what writers left behind. */
export function temporaryFiles(root: string): number {
  return readdirSync(root, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.tmp')).length;
}

export function totalOf(expected: Expected): number {
  return [...expected.values()].reduce((sum, records) => sum + records * PARTITIONS, 0);
}
