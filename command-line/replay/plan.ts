import type { NamesPlan, OrderedPlan, PlanStep, UnorderedPlan, Unread } from '../../src/contract/payload-steps';
import { asking } from '../aws/asking';
import { lambda } from '../aws/clients';
import { memoryOf, type WorkflowTarget } from '../aws/target';
import type { Terminal } from '../terminal/terminal';
import { bytes, count, dollars, duration, number, time } from '../terminal/words';
import { estimate } from './estimate';

export type Plan = NamesPlan | OrderedPlan | UnorderedPlan;

/**
 * Lets the function plan, as the first step of the workflow will: by the names of the files, and the first files of each partition.
 *
 * @param namesOnly true if no file is opened, and Kafka not asked
 */
export async function planOf(
  { functionName, concurrency }: WorkflowTarget,
  run: string,
  request: Readonly<Record<string, unknown>>,
  namesOnly: boolean,
): Promise<Plan> {
  const step: Unread<PlanStep> = { action: 'plan', run, concurrency, request, ...(namesOnly && { names_only: true }) };
  const invoking = lambda().then((client) => client.invoke(functionName, step));
  return (await asking('the replay cannot be planned', 'lambda:InvokeFunction', invoking)) as Plan;
}

export async function showPlan(
  plan: Plan,
  target: WorkflowTarget,
  request: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<void> {
  const lines = isCounted(plan)
    ? await linesOf(plan, target, request)
    : [['files', `as the bucket lists '${plan.list_prefix}'`]];
  for (const [what, value] of [
    ...lines,
    ...(plan.warnings ?? []).map((text) => ['warning', text]),
    ...((isCounted(plan) && plan.error_messages) || []).map((text) => ['problem', text]),
  ]) {
    await terminal.result(`  ${what?.padEnd(10)} ${value}`);
  }
}

export function isCounted(plan: Plan): plan is NamesPlan | OrderedPlan {
  return 'files' in plan;
}

async function linesOf(
  plan: NamesPlan | OrderedPlan,
  target: WorkflowTarget,
  request: Readonly<Record<string, unknown>>,
) {
  const { files, partitions, records } = plan;
  const oldest = 'names_only' in plan ? undefined : plan.oldest_timestamp;
  const leftOut = [
    [plan.skipped, 'not of records, or second copies'],
    [plan.filtered, 'outside the filters, by their names'],
    [plan.unknown_time, 'without a time'],
  ].flatMap(([files, why]) => (Number(files) > 0 ? [`${number(Number(files))} ${why}`] : []));
  const memory = await memoryOf(target.functionName);
  const { seconds, atLeast, atMost, slowest } = estimate(plan, request, target.concurrency, memory);
  return [
    ['files', `${count(files, 'file')} in ${count(partitions, 'partition')}`],
    [
      'records',
      records === null ? 'not told by the names of the files' : `${number(records)} by the names of the files`,
    ],
    ...(plan.bytes === null ? [] : [['bytes', `about ${bytes(plan.bytes)}`]]),
    ...(oldest === undefined
      ? []
      : [['oldest', oldest === null ? 'not told by the first files' : `${time(oldest)}, of the first files`]]),
    ...(leftOut.length === 0 ? [] : [['left out', leftOut.join('; ')]]),
    ...(seconds === null ? [] : [['time', `about ${duration(seconds)}: ${slowest}`]]),
    ...(atMost === null
      ? []
      : [
          [
            'price',
            `${dollars(atLeast)}${dollars(atMost) === dollars(atLeast) ? '' : ` to ${dollars(atMost)}`}, by the prices of us-east-1, without Kafka's`,
          ],
        ]),
  ];
}
