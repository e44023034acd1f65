// The function's side of the stand-in for Lambda's runtime. Run as it stands by Node.js 24, which strips the types: no
// loader of ours is in the process, and nothing but the function's own environment.
import type { ErrorReport, Invocation, Report } from './lambda-protocol';

type Handler = (event: unknown, context: object) => unknown;

async function serve(taskRoot: string, handlerName: string): Promise<void> {
  const [file, exportName] = handlerName.split('.');
  const loaded = (await import(`${taskRoot}/${file}.mjs`)) as Record<string, Handler | undefined>;
  const handler = loaded[exportName];
  if (handler === undefined) throw new Error(`${taskRoot}/${file}.mjs exports no function '${exportName}'`);
  process.on('message', (message) => invoke(handler, message as Invocation));
  report({ kind: 'ready' });
}

async function invoke(handler: Handler, { requestId, event, timeoutMs }: Invocation): Promise<void> {
  const end = performance.now() + timeoutMs;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:111111111111:function:${process.env.AWS_LAMBDA_FUNCTION_NAME}`,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, end - performance.now()),
  };
  try {
    report({ kind: 'answer', requestId, answer: await handler(event, context) });
  } catch (error) {
    report({ kind: 'error', requestId, error: describe(error) });
  }
}

function describe(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: '' };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack ?? '' };
}

function report(message: Report): void {
  process.send?.(message);
}

process.on('disconnect', () => process.exit()); // whoever invoked us is gone
serve(process.env.LAMBDA_TASK_ROOT ?? '', process.env._HANDLER ?? '').catch((error) => {
  report({ kind: 'initFailed', error: describe(error) });
});
