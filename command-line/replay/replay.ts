import { isRunName } from '../../src/contract/run-keys';
import type { Option } from '../arguments/options';
import { payloadOf, payloadOptions } from '../arguments/payload-options';
import { asking } from '../aws/asking';
import { stepFunctions } from '../aws/clients';
import { isWorkflow, TARGET, targetOf, type WorkflowTarget } from '../aws/target';
import type { Call, Command } from '../command';
import { quotedForShell } from '../terminal/words';
import { UsageError } from '../usage-error';
import { follow } from './follow';
import { howToGoOn, onInterrupt } from './interrupt';
import { invokeUntilDone } from './invoke-until-done';
import { isCounted, type Plan, planOf, showPlan } from './plan';
import { showSummary } from './summary';

const NAME: Option = {
  name: 'name',
  value: 'a name of letters, digits, dashes and dots',
  meaning: 'the name of the execution; by default it is made of the time',
};

/** A dry run is only what is asked for as one, since a person is asked first: the payload has it the other way round. */
const DRY_RUN: Option = { name: 'dry-run', meaning: 'read everything, publish nothing' };

const NAMES_ONLY: Option = {
  name: 'names-only',
  meaning: 'open no file, do not ask Kafka, and neither make topics nor write down the plan',
};

const OF_PAYLOAD = payloadOptions('everyone', 'workflow').map((option) =>
  option.name === DRY_RUN.name ? DRY_RUN : option,
);

export const REPLAY: Command = {
  name: 'replay',
  usage: TARGET,
  summary:
    'Show what a replay would do, ask, start the workflow, follow it and tell what it has done. A function without a workflow is invoked until it is done.',
  options: [
    { name: 'yes', meaning: 'start without asking' },
    { name: 'no-plan', meaning: 'do not plan beforehand, which needs the right to invoke the function' },
    { name: 'no-follow', meaning: 'start, and tell how to follow' },
    NAME,
    ...OF_PAYLOAD,
  ],
  run: replay,
};

export const PLAN: Command = {
  name: 'plan',
  usage: TARGET,
  summary: 'Show what a replay would do, by the names of the files and the first files of each partition',
  options: [NAMES_ONLY, NAME, ...OF_PAYLOAD],
  run: async (call) => {
    const { target, request, run } = await asked(call);
    if (!isWorkflow(target)) {
      throw new UsageError(`${WITHOUT_PLAN}; replay it with --dry-run to read all files and count their records`);
    }
    await plan(target, run, request, call);
    return true;
  },
};

const WITHOUT_PLAN = 'a function alone does not plan, its workflow does';

async function asked({ given }: Call) {
  const [place, ...more] = given.places;
  if (place === undefined || more.length > 0) {
    throw new UsageError(`give one target, ${TARGET}, got ${given.places.length}`);
  }
  const run =
    given.values.name ?? `replay-${new Date().toISOString().replace(/[:.]/g, '-').replace('T', '-').replace('Z', '')}`;
  if (!isRunName(run)) {
    throw new UsageError(`--name is '${run}'; give at most 80 characters without a slash or a blank`);
  }
  const request = { dry_run: false, ...payloadOf(given) };
  return { target: await targetOf(place), request, run };
}

async function plan(target: WorkflowTarget, run: string, request: object, { given, terminal }: Call): Promise<Plan> {
  const read = { ...request };
  const planned = await planOf(target, run, read, given.flags[NAMES_ONLY.name] === true);
  await terminal.result(`plan of ${run}`);
  await showPlan(planned, target, read, terminal);
  return planned;
}

async function replay(call: Call): Promise<boolean> {
  const { given, terminal, typed } = call;
  const { target, request, run } = await asked(call);
  const mustAsk = given.flags.yes !== true;
  if (mustAsk && !terminal.isInteractive) {
    throw new UsageError('nobody can be asked here; give --yes to start without being asked, or use plan to only look');
  }
  const isPlanned = isWorkflow(target) && given.flags['no-plan'] !== true;
  const planned = isPlanned ? await plan(target, run, request, call) : undefined;
  const what = request.dry_run ? 'Read these files, and publish nothing?' : 'Start this replay?';
  if (mustAsk && !(await terminal.confirms(what))) {
    terminal.tell('nothing was started');
    return true;
  }
  if (!isWorkflow(target)) {
    return invokeUntilDone(target, request, terminal);
  }
  const arn = await start(target, run, request);
  const stopListening = onInterrupt(() => terminal.tell(howToGoOn(arn)));
  try {
    terminal.tell(`started ${arn}`);
    if (given.flags['no-follow']) {
      terminal.tell(howToGoOn(arn));
      return true;
    }
    const records = planned !== undefined && isCounted(planned) ? (planned.records ?? undefined) : undefined;
    return await showSummary(await follow(arn, target, terminal, records), target, terminal, resumeCommand(typed, run));
  } finally {
    stopListening();
  }
}

async function start({ stateMachineArn }: WorkflowTarget, run: string, request: object): Promise<string> {
  const starting = stepFunctions().then((client) => client.start(stateMachineArn, run, JSON.stringify(request)));
  const { executionArn = '' } = await asking('the workflow cannot be started', 'states:StartExecution', starting);
  return executionArn;
}

/** The same command, but for its name, and for what it resumed itself. */
function resumeCommand(typed: readonly string[], run: string): string {
  const kept: string[] = [];
  for (let index = 0; index < typed.length; index++) {
    const word = typed[index] ?? '';
    if (word === '--name' || word === '--resume') {
      index++; // with its value
    } else if (!/^--(name|resume)=/.test(word)) {
      kept.push(word);
    }
  }
  return ['npx cdk-s3files replay', ...kept.map(quotedForShell), '--resume', quotedForShell(run)].join(' ');
}
