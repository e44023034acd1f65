import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaBroker } from '../../../local/kafka/kafka-cluster';
import { store } from '../../handlers/support/files';
import type { Functions } from './functions';
import type { LongReplay } from './outcomes';
import { consume } from './records';

const RECORDS = 96;
const RECORDS_PER_SECOND = 4;
/** The lifetime of the tokens. The client authenticates again after four fifths of it, and a busy machine needs the rest. */
export const TOKEN_SECONDS = 10;

interface Answer {
  readonly done: boolean;
  readonly error_messages?: readonly string[];
}

/**
 * Replays to a topic for several times as long as a token is valid. The issuer must have been given the lifetime of tokens.
 *
 * @param issued the tokens that were issued so far, and that are issued meanwhile
 */
export async function replayForLong(
  { broker, functions, workspace }: { broker: KafkaBroker; functions: Functions; workspace: string },
  topic: string,
  environment: Readonly<Record<string, string>>,
  issued: readonly unknown[],
): Promise<LongReplay> {
  const mount = join(workspace, topic);
  mkdirSync(mount);
  const sent = Array.from({ length: RECORDS }, (_, offset) => `value ${offset}`);
  for (const [offset, value] of sent.entries()) {
    const record = { topic: 'long', partition: 0, offset, value: Buffer.from(value), headers: [] };
    await store(mount, record, { prefix: 'all/' });
  }
  const before = issued.length;
  const replayer = await functions.replayer(mount, topic, environment);
  const startedAt = performance.now();
  const payload = { dry_run: false, rate_limit_per_second: RECORDS_PER_SECOND };
  const { done, error_messages: problems = [] } = (await replayer.invoke(payload)) as Answer;
  const seconds = (performance.now() - startedAt) / 1000;
  await replayer.stop();
  const tokens = issued.length - before;
  const arrived = await consume(broker.access, topic, RECORDS);
  const values = arrived.map((text) => text.split(' | ')[1]);
  return { done, problems, seconds, tokenSeconds: TOKEN_SECONDS, tokens, sent, arrived: values };
}
