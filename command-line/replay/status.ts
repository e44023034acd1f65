import { s3 } from '../aws/clients';
import { isWorkflow, stateMachineOf, targetOf } from '../aws/target';
import type { Call, Command } from '../command';
import { UsageError } from '../usage-error';
import { executionOf, follow, progressLine } from './follow';
import { howToGoOn, onInterrupt } from './interrupt';
import { progressOf } from './run-progress';
import { Speed } from './speed';
import { showSummary } from './summary';

export const STATUS: Command = {
  name: 'status',
  usage: 'EXECUTION_ARN',
  summary: 'Tell how far the execution of a workflow has come, or what it has done',
  options: [{ name: 'follow', meaning: 'go on telling, until it ends' }],
  run: status,
};

async function status({ given, terminal }: Call): Promise<boolean> {
  const [arn, ...more] = given.places;
  if (arn === undefined || more.length > 0) {
    throw new UsageError(`give the ARN of one execution, got ${given.places.length}`);
  }
  const target = await targetOf(stateMachineOf(arn));
  if (!isWorkflow(target)) {
    throw new UsageError(`'${arn}' is not the ARN of an execution; give the one that replay told`);
  }
  const execution = await executionOf(arn);
  if (execution.status !== 'RUNNING') {
    return showSummary(execution, target, terminal);
  }
  if (!given.flags.follow) {
    const progress = await progressOf(await s3(), target.runsBucket, execution.run);
    await terminal.result(progressLine(execution, progress, new Speed()));
    return true;
  }
  const stopListening = onInterrupt(() => terminal.tell(howToGoOn(arn)));
  try {
    return await showSummary(await follow(arn, target, terminal), target, terminal);
  } finally {
    stopListening();
  }
}
