import { summaryKey } from '../../src/contract/run-keys';
import { s3 } from '../aws/clients';
import type { WorkflowTarget } from '../aws/target';
import type { Terminal } from '../terminal/terminal';
import { bytes, count, duration, number, oneLine } from '../terminal/words';
import type { Execution } from './follow';

/** The answer of the workflow's last step, as far as people are told of it. */
interface Summary {
  readonly done?: boolean;
  readonly ordered?: boolean;
  readonly dry_run?: boolean;
  readonly target_topic?: string;
  readonly partitions?: number;
  readonly batches?: number;
  readonly totals?: Readonly<Record<string, number>>;
  readonly warnings?: readonly string[];
  readonly failed?: readonly Readonly<Record<string, string>>[];
  readonly failed_count?: number;
  readonly summary?: string;
  readonly note?: string;
}

const MOST_FAILED = 10;

/**
 * Tells what an execution has done.
 *
 * @param resume what to type to go on where it stopped; absent if it is not known
 * @returns true if it was a success
 */
export async function showSummary(
  execution: Execution,
  target: Pick<WorkflowTarget, 'runsBucket'>,
  terminal: Terminal,
  resume?: string,
): Promise<boolean> {
  const { status, error, cause, output, seconds, run } = execution;
  const summary: Summary | undefined =
    output === undefined ? await keptSummary(target, run, terminal) : JSON.parse(output);
  await terminal.result(
    `${run} ${status === 'SUCCEEDED' ? 'has succeeded' : `has ended as ${status}`} in ${duration(seconds)}`,
  );
  for (const [what, value] of summary === undefined ? [] : rowsOf(summary, seconds)) {
    await terminal.result(`  ${what?.padEnd(10)} ${value}`);
  }
  if (status === 'SUCCEEDED') {
    return true;
  }
  terminal.tell(`${error ?? status}${cause === undefined ? '' : `: ${oneLine(cause)}`}`);
  if (resume !== undefined && summary?.ordered !== false && error !== 'NothingReplayed') {
    terminal.tell(`To go on where it stopped, once the cause is mended:\n  ${resume}`);
  }
  return false;
}

/** An execution that failed has no output; its last step has kept the summary all the same. */
async function keptSummary({ runsBucket }: Pick<WorkflowTarget, 'runsBucket'>, run: string, terminal: Terminal) {
  try {
    const content = await (await s3()).read(runsBucket, summaryKey(run));
    return content === undefined ? undefined : (JSON.parse(content.toString()) as Summary);
  } catch (error) {
    terminal.tell(`its summary cannot be read from s3://${runsBucket}: ${oneLine(error)}`);
    return undefined;
  }
}

function rowsOf(summary: Summary, seconds: number): string[][] {
  const { totals = {}, failed = [], failed_count: failedCount = 0, dry_run: isDry } = summary;
  const { published = 0, matched = 0, files_read: files = 0, bytes_read: read = 0 } = totals;
  const records = isDry ? matched : published;
  const passed = (['filtered', 'unknown_time', 'skipped', 'errors', 'undeliverable'] as const).flatMap((name) =>
    (totals[name] ?? 0) > 0 ? [`${number(totals[name] ?? 0)} ${name.replace('_', ' ')}`] : [],
  );
  return [
    [
      isDry ? 'matched' : 'published',
      `${count(records, 'record')}${isDry ? ', none was published' : ` to ${summary.target_topic}`}`,
    ],
    ['read', `${count(files, 'file')}, ${bytes(read)}`],
    ...(seconds > 0 ? [['rate', `${number(records / seconds)} records a second`]] : []),
    summary.ordered === false
      ? ['batches', number(summary.batches ?? 0)]
      : ['partitions', number(summary.partitions ?? 0)],
    ...(passed.length === 0 ? [] : [['passed by', passed.join(', ')]]),
    ...failed
      .slice(0, MOST_FAILED)
      .map(({ partition, batch, error, cause }) => [
        'failed',
        `${partition ?? batch}: ${error}: ${oneLine(cause ?? '')}`,
      ]),
    ...(failedCount > MOST_FAILED ? [['failed', `and ${count(failedCount - MOST_FAILED, 'more', 'more')}`]] : []),
    ...(summary.warnings ?? []).map((text) => ['warning', text]),
    ...(summary.note === undefined ? [] : [['note', summary.note]]),
    ...(summary.summary === undefined ? [] : [['summary', summary.summary]]),
  ];
}
