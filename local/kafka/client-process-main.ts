// Runs on Node.js 24, which the Kafka client needs: works for a process that runs on another one.
import { OPERATIONS, type OperationReply, type OperationRequest } from './client-operations';

async function answer({ name, args }: OperationRequest): Promise<OperationReply> {
  try {
    const operation = OPERATIONS[name] as (...given: readonly unknown[]) => Promise<unknown>;
    return { result: await operation(...args) };
  } catch (error) {
    return { error: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

process.on('message', (request: OperationRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit()); // whom it worked for is gone
