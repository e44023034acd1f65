// Runs the command line on Node.js 24, with the workflow in LocalStack's engine and in the stand-in, over one broker and the
// bundles, and prints what came of it as the last line.
import { setTimeout } from 'node:timers/promises';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { startInvokeServer } from '../../../local/lambda/invoke-server';
import { Supervisor } from '../../../local/process/supervisor';
import { functionOf, STATE_MACHINE, startServices } from '../command-line/services';
import { type Typed, type } from '../command-line/typed';
import { consume, inOrder, setMaxMessageBytes } from '../replay-workflow/consumed';
import type { FunctionPool } from '../replay-workflow/function-pool';
import { exportToBucket, writeSource } from '../replay-workflow/source';
import { World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import { fittedDefinition, WRITE_RESULTS } from './fitted-definition';
import { Gate } from './gate';
import { resultsWriter } from './map-results';
import type { Ended, Outcomes, OverOne } from './outcomes';
import { startEngine } from './start-engine';

const TARGET = 'Replaying.Workflow';
const [, , , REGION = '', ACCOUNT = '', , NAME = ''] = STATE_MACHINE.split(':');

type Environment = Readonly<Record<string, string>>;

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  const world = await World.start(supervisor, process.argv[2] ?? '');
  const mount = await writeFiles(world);
  const pool = world.replayer(mount);
  const gate = new Gate();
  const { environment: standIn, functionName, close } = await startServices(world, pool);
  const lambda = await startInvokeServer({
    [functionName]: gate.inFrontOf(functionOf(pool)),
    [WRITE_RESULTS]: resultsWriter(world.s3.objects),
  });
  const AWS_ENDPOINT_URL_SFN = await startEngine(supervisor, {
    region: REGION,
    account: ACCOUNT,
    endpoints: { AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint, AWS_ENDPOINT_URL_S3: world.s3.endpoint },
  });
  const engine = { ...standIn, AWS_ENDPOINT_URL_SFN };
  await createStateMachine(engine, fittedDefinition(world.definition));

  const outcomes = {
    engine: await runAll(world, pool, 'engine', engine),
    standIn: await runAll(world, pool, 'stand-in', standIn),
    running: await lookWhileRunning(world, gate, engine),
    again: await type(engine, ['replay', TARGET, '--dry-run', '--yes', '--name', 'held']),
  };
  await end(pool, close, lambda.close);
  return outcomes;
}

async function writeFiles(world: World): Promise<string> {
  const mount = world.mount('orders');
  await writeSource(mount, {
    topic: 'images',
    lengths: [20, 20, 20],
    layout: 'perRecord',
    padding: (partition, offset) => (partition === 1 && offset === 12 ? 100_000 : 0),
  });
  exportToBucket(mount, world.s3.objects, world.filesBucket, world.rootKey);
  // Not exported: a batch of one segment, as the engine makes it, does not show what is twice in the next one.
  await writeSource(mount, { topic: 'orders', lengths: [700, 0, 300], layout: 'segments' });
  return mount;
}

/** The client takes the endpoint, the Region and the credentials from the same variables as the command line does. */
function clientOf(environment: Environment): SFNClient {
  const { AWS_REGION, AWS_ENDPOINT_URL_SFN, AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = environment;
  return new SFNClient({
    region: AWS_REGION,
    endpoint: AWS_ENDPOINT_URL_SFN,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  });
}

async function execute(environment: Environment, name: string, request: object): Promise<Ended> {
  const client = clientOf(environment);
  const input = JSON.stringify(request);
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn: STATE_MACHINE, name, input }),
  );
  for (;;) {
    const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== 'RUNNING') return { status, error, cause };
    await setTimeout(200);
  }
}

async function createStateMachine(environment: Environment, definition: string): Promise<void> {
  const client = clientOf(environment);
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/state-machine`;
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: NAME, definition, roleArn }));
  if (stateMachineArn !== STATE_MACHINE) throw new Error(`the engine made ${stateMachineArn}, not ${STATE_MACHINE}`);
}

/** @param who a word that sets apart the topics and the runs of one engine */
async function runAll(world: World, pool: FunctionPool, who: string, environment: Environment): Promise<OverOne> {
  const [orders, images, files] = [`orders-${who}`, `images-${who}`, `files-${who}`];
  await world.createTopics([orders, images, files], 3);
  const replay = (name: string, ...args: string[]) =>
    type(environment, ['replay', TARGET, ...args, '--yes', '--name', `${name}-${who}`]);

  const slowly = ['--rate-limit-per-second', '600', '--deadline-seconds', '1'];
  const verified = await replay('verified', '--topic', orders, '--partitions', '0,2', '--verify', ...slowly);
  const steps = pool.takeInvocations().map(({ payload }) => stepOf(payload));

  await setMaxMessageBytes(world.access, images, 50_000);
  const failing = await replay('failing', '--topic', images, '--partitions', '1,2');
  await setMaxMessageBytes(world.access, images, 1_048_588);
  const [, resume = ''] = /npx cdk-s3files (replay .*)/.exec(failing.told) ?? ['', 'replay was not advised'];
  const resumed = await type(environment, [...resume.split(' '), '--name', `resumed-${who}`]);

  const refused = await execute(environment, `refused-${who}`, { dry_run: false, resume: 'never-begun' });
  const unordered = await replay('unordered', '--topic', files, '--no-ordered', '--source-prefix', 'small/');
  return {
    verified: { ...verified, steps: [...new Set(steps)].sort(), consumed: await consume(world.access, orders) },
    failing: { ...failing, resumed, consumed: await consume(world.access, images) },
    refused,
    unordered: { ...unordered, consumed: inOrder(await consume(world.access, files)) },
  };
}

function stepOf({ action, cursor }: Readonly<Record<string, unknown>>): string {
  return String(action ?? (cursor === undefined ? 'replay' : 'replay further'));
}

/** Asks for an execution whose partitions cannot begin, and then for the same one when they could. */
async function lookWhileRunning(world: World, gate: Gate, environment: Environment): Promise<Outcomes['running']> {
  await world.createTopics(['held'], 3);
  const open = gate.close();
  const args = ['--topic', 'held', '--partitions', '2', '--yes', '--no-follow', '--name', 'held'];
  const started: Typed = await type(environment, ['replay', TARGET, ...args]);
  const [, arn = ''] = /status --follow (\S+)/.exec(started.told) ?? [];
  const asked = await type(environment, ['status', arn]);
  open();
  return { started, asked, followed: await type(environment, ['status', '--follow', arn]) };
}

async function end(pool: FunctionPool, ...closes: readonly (() => Promise<unknown>)[]): Promise<void> {
  await pool.stop();
  await Promise.all(closes.map((close) => close()));
}

printOutcomes(run());
