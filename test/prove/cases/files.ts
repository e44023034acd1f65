import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { concurrency } from '../../../src/functions/concurrency';
import { writeSource } from '../../e2e/replay-workflow/source';
import type { Outcome, ProveCase, ProveContext } from '../case';
import { outcome, together } from '../support/outcomes';
import { figuresOf, MOST_RESIDENT_MIB } from '../support/process-figures';
import { lengthsOf, published } from '../support/published';
import { STORED } from '../support/stored';
import { HOSTILE_FILES, type HostileFile } from './files/hostile-files';

const LENGTHS = [60, 60];
const TIMEOUT_MS = 60_000;

export const files: ProveCase = {
  name: 'files',
  about:
    'Files that nobody should put on a mount lie among good ones: bombs, nesting, two gibibytes of nothing, pipes, sockets, devices, ' +
    'links, names that are no UTF-8 or promise what they do not hold. Each replay publishes every good record and names the bad ' +
    `file; the process lives on, below ${MOST_RESIDENT_MIB} MiB.`,
  run: async (context) => {
    const outcomes: Outcome[] = [];
    for (const hostile of HOSTILE_FILES) {
      context.say(hostile.name);
      outcomes.push(await replayAmong(context, hostile));
    }
    const all = together(outcomes);
    return { ...all, notes: [`${all.tries} kinds of hostile files`, ...all.notes] };
  },
};

async function replayAmong({ supervisor, machinery }: ProveContext, hostile: HostileFile): Promise<Outcome> {
  const world = await machinery.world();
  const topic = `files-${hostile.name.replaceAll(/[^a-z0-9]+/g, '-')}`;
  await world.topics.create([topic], LENGTHS.length);
  const around = supervisor.temporaryFolder();
  const [root, outside] = [join(around, 'mount'), join(around, 'outside')];
  mkdirSync(outside);
  await writeSource(root, { topic: 'orders', lengths: LENGTHS, layout: 'perRecord' });
  const remove = await hostile.make(join(root, 'small/2026/04/13/07/orders+0'), outside);
  const replayer = await world.replayer(root, topic, { ...STORED, ...concurrency('replayer') }, TIMEOUT_MS);
  const broken: string[] = [];
  let answer: unknown;
  let mib = 0;
  try {
    answer = await replayer.invoke({ dry_run: false, on_unreadable: 'skip' });
    mib = figuresOf(replayer.pid).mostResidentMib;
    await replayer.stop();
  } catch (error) {
    broken.push(`${hostile.name}: ${String(error).slice(0, 300)}`);
  }
  await remove?.();
  const told = `${JSON.stringify(answer)}${replayer.output.join('\n')}`;
  if (!hostile.named.test(told)) broken.push(`${hostile.name}: neither the answer nor the log names the file`);
  if (mib > MOST_RESIDENT_MIB) broken.push(`${hostile.name}: ${mib.toFixed(0)} MiB were resident`);
  if (/outside-secret/.test(told)) broken.push(`${hostile.name}: what lies outside was told`);
  const { lost, twice, foreign } = await published(await machinery.access(), topic, lengthsOf('orders', LENGTHS));
  return outcome({
    tries: 1,
    lost,
    twice,
    torn: hostile.isLink || hostile.holdsGoodRecords ? 0 : foreign,
    escaped: hostile.isLink ? foreign : 0,
    broken,
    notes: mib > 200 ? [`${hostile.name}: ${mib.toFixed(0)} MiB resident`] : [],
  });
}
