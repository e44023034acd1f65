import { setTimeout } from 'node:timers/promises';
import { asking } from '../aws/asking';
import { lambda } from '../aws/clients';
import type { FunctionTarget } from '../aws/target';
import type { Terminal } from '../terminal/terminal';
import { bytes, count, duration, number, quotedForShell } from '../terminal/words';
import { onInterrupt } from './interrupt';

/** An answer of the function, as far as it is read here. */
interface Answer {
  readonly done: boolean;
  readonly wait_seconds?: number;
  readonly cursor: object | null;
  readonly warnings?: readonly string[];
  readonly error_messages?: readonly string[];
  readonly progress: { readonly totals: Readonly<Record<string, number>> };
}

/** Invokes a function again and again, each time from where it stopped. */
export async function invokeUntilDone(
  { functionName }: FunctionTarget,
  request: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<boolean> {
  const begun = Date.now();
  let cursor: object | null = null;
  const payload = () => ({ ...request, ...(cursor !== null && { cursor }) });
  const goOn = () =>
    `aws lambda invoke --function-name ${quotedForShell(functionName)} --cli-read-timeout 0 --cli-binary-format raw-in-base64-out --payload ${quotedForShell(JSON.stringify(payload()))} answer.json`;
  const stopListening = onInterrupt(() => {
    terminal.tell(
      'the invocation under way goes on to its end, and no other follows it. To go on from the last one before:',
    );
    terminal.tell(`  AWS_MAX_ATTEMPTS=1 ${goOn()}`);
  });
  try {
    for (;;) {
      const invoking: Promise<unknown> = lambda().then((client) => client.invoke(functionName, payload()));
      const answer = (await asking(
        `the function ${functionName} has failed`,
        'lambda:InvokeFunction',
        invoking,
      )) as Answer;
      const { totals } = answer.progress;
      const told = `${count(totals.published ?? 0, 'record')} published, ${count(totals.matched ?? 0, 'record')} matched, ${count(totals.files_read ?? 0, 'file')} and ${bytes(totals.bytes_read ?? 0)} read in ${duration((Date.now() - begun) / 1000)} by ${count(totals.invocations ?? 0, 'invocation')}`;
      for (const text of [...(answer.warnings ?? []), ...(answer.error_messages ?? [])]) {
        terminal.tell(`  ${text}`);
      }
      if (answer.done) {
        await terminal.result(told);
        return (totals.errors ?? 0) === 0;
      }
      if (JSON.stringify(answer.cursor) === JSON.stringify(cursor)) {
        throw new Error(`the function came no further than before: ${told}; its log says why`);
      }
      cursor = answer.cursor;
      terminal.tell(`${told}; going on${answer.wait_seconds ? ` in ${number(answer.wait_seconds)} s` : ''}`);
      await setTimeout((answer.wait_seconds ?? 0) * 1000);
    }
  } finally {
    stopListening();
  }
}
