import type {
  OrderedPlan,
  PartAnswer,
  PlanStep,
  SummarizeStep,
  UnorderedPlan,
  Unread,
} from '../../src/contract/payload-steps';
import type { SourceFormatSetting } from '../../src/contract/source-format';
import { inTime } from '../deadline/in-time';
import { isObject } from '../environment';
import { cut } from '../errors';
import { assertMounted } from '../files/mount';
import { PermanentError } from '../permanent-error';
import { type ReplayAnswer, type ReplayDependencies, replay } from './replay';
import { parseRequest, type ReplayRequest } from './request/request';
import { planRun } from './workflow/plan-run';
import { type RunSummary, summarize } from './workflow/summarize';

export type ReplayerAnswer = ReplayAnswer | OrderedPlan | UnorderedPlan | RunSummary;

/** The work of one invocation. */
export interface Action {
  /** The time that the request itself allows, in seconds. */
  readonly deadlineSeconds?: number;
  readonly run: (dependencies: ReplayDependencies) => Promise<ReplayerAnswer>;
}

/** Reads a payload. One that names no action asks for a replay. */
export function parseAction(payload: unknown, targetTopic: string, sourceFormat?: SourceFormatSetting): Action {
  const { action = null, ...given }: Record<string, unknown> = isObject(payload) ? payload : {};
  switch (action) {
    case null: {
      const request = parseRequest(isObject(payload) ? given : payload, targetTopic, sourceFormat);
      return {
        ...(request.deadlineSeconds !== undefined && { deadlineSeconds: request.deadlineSeconds }),
        run: (dependencies) => runReplay(request, dependencies),
      };
    }
    case 'plan' satisfies PlanStep['action']:
      return { run: (dependencies) => runPlan(given, dependencies) };
    case 'summarize' satisfies SummarizeStep['action']:
      return { run: (dependencies) => runSummary(given, dependencies) };
    default:
      throw new PermanentError(
        'InvalidRequest',
        `action is ${cut(JSON.stringify(action))}; the workflow gives "plan" or "summarize", leave it out to replay`,
      );
  }
}

async function mounted({ configuration, deadline }: ReplayDependencies): Promise<void> {
  await inTime(deadline, assertMounted(configuration.root), 'looking at the mount, which does not answer');
}

async function runReplay(request: ReplayRequest, dependencies: ReplayDependencies): Promise<ReplayAnswer> {
  await mounted(dependencies);
  const answer: ReplayAnswer & PartAnswer = await replay(request, dependencies);
  return answer;
}

async function runPlan(payload: Unread<PlanStep>, dependencies: ReplayDependencies) {
  await mounted(dependencies);
  const plan = await planRun(payload, dependencies);
  // The request of an unordered plan is left out of the log: it may have the key of a record.
  const told = plan.ordered ? plan : { ordered: false, list_prefix: plan.list_prefix };
  dependencies.log.info('planned', { run: payload.run, ...told });
  return plan;
}

async function runSummary(payload: Unread<SummarizeStep>, dependencies: ReplayDependencies): Promise<RunSummary> {
  const summary = await summarize(payload, dependencies);
  dependencies.log.info('summarized', { ...summary });
  return summary;
}
