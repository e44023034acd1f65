// Runs the workflow's executions on Node.js 24, which the Kafka client needs, and prints what came of them as the last line.
import { Supervisor } from '../../../local/process/supervisor';
import { printOutcomes } from '../support/on-node24';
import type { Outcomes } from './outcomes';
import { failing } from './scenarios/failing';
import { kills } from './scenarios/kills';
import { ordered } from './scenarios/ordered';
import { rates } from './scenarios/rates';
import { unordered } from './scenarios/unordered';
import { World } from './world';

async function run(): Promise<Outcomes> {
  const world = await World.start(new Supervisor().guardThisProcess(), process.argv[2]);
  return {
    ordered: await ordered(world),
    rates: await rates(world),
    unordered: await unordered(world),
    failing: await failing(world),
    kills: await kills(world),
  };
}

printOutcomes(run());
