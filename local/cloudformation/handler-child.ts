import http from 'node:http';
import https from 'node:https';

/** The message that the parent process sends for each event. */
export interface Invocation {
  readonly handlerFile: string;
  readonly event: Record<string, unknown>;
}

/** The message it gets back once the handler has finished; the handler's answer itself goes to the response URL. */
export interface Finished {
  readonly error?: string;
}

/**
 * The handler keeps only the host and the path of its response URL and always speaks HTTPS, at port 443, because that
 * is where S3's presigned URLs are. Here the answer goes to a free port of the loopback interface, and nowhere else.
 */
function answerOnLoopback(options: http.RequestOptions, onResponse: (response: http.IncomingMessage) => void) {
  if (options.hostname !== '127.0.0.1')
    throw new Error(`tests stay on the loopback interface, not ${options.hostname}`);
  return http.request({ ...options, port: process.env.RESPONSE_PORT }, onResponse);
}

async function run({ handlerFile, event }: Invocation): Promise<Finished> {
  try {
    const { handler } = await import(handlerFile);
    await handler(event, { logStreamName: 'local/[$LATEST]' });
    return {};
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

Object.assign(https, { request: answerOnLoopback });
// The SDK waits for a random part of a growing time before it tries again: here for none of it.
Math.random = () => 0;
process.on('message', (invocation: Invocation) => {
  run(invocation).then((finished) => process.send?.(finished));
});
// The channel closes with the parent, however that one ended: nothing is left behind.
process.on('disconnect', () => process.exit());
