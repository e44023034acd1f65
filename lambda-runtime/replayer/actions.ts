import { ACTIONS, type ActionName, type ActionValues, readAction } from '../../src/contract/actions';
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
import { PermanentError, permanently } from '../permanent-error';
import type { ActionAnswer } from './action-answer';
import { type ReplayAnswer, type ReplayDependencies, replay } from './replay';
import { parseRequest, type ReplayRequest } from './request/request';
import { planRun } from './workflow/plan-run';
import { type RunSummary, summarize } from './workflow/summarize';

export type ReplayerAnswer = ReplayAnswer | OrderedPlan | UnorderedPlan | RunSummary | ActionAnswer;

/** The work of one invocation. */
export interface Action {
  /** The time that the request itself allows, in seconds. */
  readonly deadlineSeconds?: number;
  readonly run: (dependencies: ReplayDependencies) => Promise<ReplayerAnswer>;
}

type Given = Readonly<Record<string, unknown>>;

/** What the function does beside replaying, by the key `action`: each reads the rest of the payload. */
const TABLE: Readonly<Record<PlanStep['action'] | SummarizeStep['action'] | ActionName, (given: Given) => Action>> = {
  plan: (given) => ({ run: (dependencies) => runPlan(given, dependencies) }),
  summarize: (given) => ({ run: (dependencies) => runSummary(given, dependencies) }),
  snapshot: asked('snapshot', async (request, dependencies) => {
    const { takeSnapshot } = await import('./snapshots/take-snapshot');
    return takeSnapshot(request, dependencies);
  }),
};

/** An action of users. Its code is a file of the bundle that only it loads. */
function asked<Name extends ActionName>(
  name: Name,
  run: (request: ActionValues<Name>, dependencies: ReplayDependencies) => Promise<ActionAnswer>,
): (given: Given) => Action {
  return (given) => {
    const request = permanently('InvalidRequest', () => readAction(name, given));
    return { run: (dependencies) => run(request, dependencies) };
  };
}

/** Reads a payload. One that names no action asks for a replay. */
export function parseAction(payload: unknown, targetTopic: string, sourceFormat?: SourceFormatSetting): Action {
  const { action = null, ...given }: Record<string, unknown> = isObject(payload) ? payload : {};
  if (action === null) {
    const request = parseRequest(isObject(payload) ? given : payload, targetTopic, sourceFormat);
    return {
      ...(request.deadlineSeconds !== undefined && { deadlineSeconds: request.deadlineSeconds }),
      run: (dependencies) => runReplay(request, dependencies),
    };
  }
  const entry = Object.entries(TABLE).find(([name]) => name === action);
  if (entry === undefined) {
    const ofUsers = Object.keys(ACTIONS).map((name) => `"${name}"`);
    throw new PermanentError(
      'InvalidRequest',
      `action is ${cut(JSON.stringify(action))}; give ${ofUsers.join(' or ')}, or leave it out to replay (the workflow also gives "plan" and "summarize")`,
    );
  }
  return entry[1](given);
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
