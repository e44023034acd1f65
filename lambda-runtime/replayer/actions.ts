import { ACTIONS, type ActionName, type ActionValues, readAction } from '../../src/contract/actions';
import type {
  ConcludeStep,
  ConclusionAnswer,
  DrillAnswer,
  EndDrillStep,
  NamesPlan,
  OrderedPlan,
  PartAnswer,
  PlanStep,
  SummarizeStep,
  UnorderedPlan,
  Unread,
  VerifyPartitionStep,
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
import type { VerifyAnswer } from './verification/verify-run';
import { planRun } from './workflow/plan-run';
import { type RunSummary, summarize } from './workflow/summarize';

export type ReplayerAnswer =
  | ReplayAnswer
  | NamesPlan
  | OrderedPlan
  | UnorderedPlan
  | RunSummary
  | ActionAnswer
  | Omit<VerifyAnswer, 'warnings'>
  | ConclusionAnswer
  | DrillAnswer;

/** The work of one invocation. */
export interface Action {
  /** The time that the request itself allows, in seconds. */
  readonly deadlineSeconds?: number;
  readonly run: (dependencies: ReplayDependencies) => Promise<ReplayerAnswer>;
}

type Given = Readonly<Record<string, unknown>>;

/** The steps of the workflow that are none of a replay's. */
type Step = PlanStep | SummarizeStep | VerifyPartitionStep | ConcludeStep | EndDrillStep;

/** The actions of the function beside replaying, by the key `action`: each reads the rest of the payload. */
const TABLE: Readonly<Record<Step['action'] | ActionName, (given: Given) => Action>> = {
  plan: (given) => ({ run: (dependencies) => runPlan(given, dependencies) }),
  summarize: (given) => ({ run: (dependencies) => runSummary(given, dependencies) }),
  snapshot: asked('snapshot', async (request, dependencies) => {
    const { takeSnapshot } = await import('./snapshots/take-snapshot');
    return takeSnapshot(request, dependencies);
  }),
  commit_offsets: asked('commit_offsets', async (request, dependencies) => {
    const { commitOffsets } = await import('./commit-offsets/commit-offsets');
    return commitOffsets(request, dependencies);
  }),
  verify: asked('verify', async (request, dependencies) => {
    await mounted(dependencies);
    const { verifyRun } = await import('./verification/verify-run');
    return verifyRun(request, dependencies);
  }),
  drill_age: asked('drill_age', async (request, dependencies) => {
    const { drillAge } = await import('./drill/drill-age');
    return drillAge(request, dependencies);
  }),
  verify_partition: (given) => ({
    run: async (dependencies) => {
      await mounted(dependencies);
      const { verifyPartition } = await import('./verification/verify-run');
      return verifyPartition(given, dependencies);
    },
  }),
  conclude: (given) => ({
    run: async (dependencies) => {
      const { concludeRun } = await import('./verification/verify-run');
      return concludeRun(given, dependencies);
    },
  }),
  end_drill: (given) => ({
    run: async (dependencies) => {
      const { endDrill } = await import('./drill/end-drill');
      return endDrill(given, dependencies);
    },
  }),
};

/** An action of users. Its code is a file of the bundle that only it loads. */
function asked<Name extends ActionName>(
  name: Name,
  run: (request: ActionValues<Name>, dependencies: ReplayDependencies) => Promise<ActionAnswer>,
): (given: Given) => Action {
  return (given) => {
    const request = permanently('InvalidRequest', () => readAction(name, given));
    const { deadline_seconds: deadlineSeconds } = request as { readonly deadline_seconds?: number };
    return {
      ...(deadlineSeconds !== undefined && { deadlineSeconds }),
      run: (dependencies) => run(request, dependencies),
    };
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
    const named = (names: readonly string[]) => names.map((name) => `"${name}"`);
    const ofUsers = named(Object.keys(ACTIONS));
    const theWorkflows = named(Object.keys(TABLE).filter((name) => !Object.hasOwn(ACTIONS, name)));
    throw new PermanentError(
      'InvalidRequest',
      `action is ${cut(JSON.stringify(action))}; give ${ofUsers.join(' or ')}, or leave it out to replay (the workflow also gives ${theWorkflows.join(', ')})`,
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
  const isUnordered = 'ordered' in plan && !plan.ordered;
  const told = isUnordered ? { ordered: false, list_prefix: plan.list_prefix } : plan;
  dependencies.log.info('planned', { run: payload.run, ...told });
  return plan;
}

async function runSummary(payload: Unread<SummarizeStep>, dependencies: ReplayDependencies): Promise<RunSummary> {
  const summary = await summarize(payload, dependencies);
  dependencies.log.info('summarized', { ...summary });
  return summary;
}
