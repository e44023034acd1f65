import { setTimeout } from 'node:timers/promises';
import { asking } from '../aws/asking';
import { type S3, s3, stepFunctions } from '../aws/clients';
import type { WorkflowTarget } from '../aws/target';
import type { Terminal } from '../terminal/terminal';
import { count, duration, number, oneLine } from '../terminal/words';
import { progressOf, type RunProgress } from './run-progress';
import { Speed } from './speed';

/** The state of an execution. */
export interface Execution {
  readonly arn: string;
  readonly run: string;
  readonly status: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** Seconds, until now if it is running. */
  readonly seconds: number;
}

// A person sees it move, and a log of it does not grow long.
const EVERY_MS = { watched: 1_000, unwatched: 10_000 };
const LOOKS_MS = 500;
const BAR = 24;

export async function executionOf(arn: string): Promise<Execution> {
  const describing = stepFunctions().then((client) => client.describeExecution(arn));
  const {
    name = '',
    status = '',
    input = '{}',
    output,
    error,
    cause,
    startDate,
    stopDate,
  } = await asking(`the execution ${arn} cannot be described`, 'states:DescribeExecution', describing);
  const seconds = ((stopDate?.getTime() ?? Date.now()) - (startDate?.getTime() ?? Date.now())) / 1000;
  return { arn, run: name, status, input: JSON.parse(input), output, error, cause, seconds };
}

/**
 * Shows how an execution comes on, until it ends.
 *
 * @param records the number of all of them; absent if it is not known
 */
export async function follow(
  arn: string,
  { runsBucket }: Pick<WorkflowTarget, 'runsBucket'>,
  terminal: Terminal,
  records?: number,
): Promise<Execution> {
  const client = await s3();
  const speed = new Speed();
  const every = terminal.isWatched ? EVERY_MS.watched : EVERY_MS.unwatched;
  let shownAt = 0;
  let isReadable = true;
  for (;;) {
    const execution = await executionOf(arn);
    if (execution.status !== 'RUNNING') {
      return execution;
    }
    const now = Date.now();
    if (now - shownAt >= every) {
      const progress: RunProgress | null | undefined = isReadable
        ? await readProgress(client, runsBucket, execution, terminal)
        : undefined;
      isReadable &&= progress !== null;
      const line = progressLine(execution, progress ?? undefined, speed, records);
      terminal.isWatched ? terminal.show(line) : terminal.tell(line);
      shownAt = now;
    }
    await setTimeout(LOOKS_MS);
  }
}

/** @returns null if it may not be read, which is told once */
async function readProgress(
  client: S3,
  bucket: string,
  { run }: Execution,
  terminal: Terminal,
): Promise<RunProgress | null | undefined> {
  try {
    return await progressOf(client, bucket, run);
  } catch (error) {
    terminal.tell(`no progress is shown, since s3://${bucket} cannot be read: ${oneLine(error)}`);
    return null;
  }
}

export function progressLine(
  { input, seconds }: Pick<Execution, 'input' | 'seconds'>,
  progress: RunProgress | undefined,
  speed: Speed,
  records?: number,
): string {
  if (progress === undefined) {
    return `${duration(seconds)}  ${input.dry_run === false ? 'planning, or before the first batch' : 'reading'}`;
  }
  speed.add(seconds, progress.records);
  const rate = speed.perSecond;
  const told = [
    `${number(progress.records)}${records === undefined ? '' : ` of ${number(records)}`} records`,
    count(progress.begun, 'partition'),
    ...(rate === undefined ? [] : [`${number(rate)} a second`]),
  ];
  if (records !== undefined && records > 0) {
    const share = Math.min(1, progress.records / records);
    const left = rate === undefined || rate === 0 ? undefined : Math.max(0, records - progress.records) / rate;
    const filled = Math.floor(share * BAR);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${Math.floor(share * 100)} %`;
    return [`${duration(seconds)}  ${bar}`, ...told, ...(left === undefined ? [] : [`${duration(left)} left`])].join(
      '  ',
    );
  }
  return [duration(seconds), ...told].join('  ');
}
