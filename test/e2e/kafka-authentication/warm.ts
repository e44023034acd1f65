import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientCertificate } from '../../../local/kafka/client-certificate';
import type { KafkaBroker } from '../../../local/kafka/kafka-cluster';
import { changeScramPassword } from '../../../local/kafka/scram-password';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { store } from '../../handlers/support/files';
import { CERTIFICATE_ARN, certificateSecret, PASSWORD_ARN, passwordSecret } from './cases';
import type { Functions } from './functions';
import type { Ended, WarmOutcomes } from './outcomes';
import { consume, failureOf } from './records';

const [CONNECTED, CUT] = ['replay-connected', 'replay-cut'];
/** The topics of the replays that are under way. */
export const IN_FLIGHT = [CONNECTED, CUT];
const RECORDS = 60;
const RECORDS_PER_SECOND = 10;

interface Surroundings {
  readonly broker: KafkaBroker;
  /** The secrets that Secrets Manager holds at this moment, by their ARNs. */
  readonly secrets: Record<string, string>;
  readonly functions: Functions;
  /** A mount with records. */
  readonly mount: string;
  readonly workspace: string;
  /** The number of secrets that were handed out so far. */
  readonly answered: () => number;
  /** Ends all connections to the listener for passwords. @returns how many there were */
  readonly cut: () => number;
  readonly certificates: { readonly expired: ClientCertificate; readonly valid: ClientCertificate };
  readonly environments: Readonly<Record<'scram' | 'mutualTls', Readonly<Record<string, string>>>>;
}

interface Answer {
  readonly done: boolean;
  readonly published: number;
  readonly error_messages?: readonly string[];
  readonly cursor: unknown;
}

/** Secrets that change while the process of a function lives. */
export async function warmOutcomes(given: Surroundings): Promise<WarmOutcomes> {
  return {
    between: await between(given),
    inFlight: await inFlight(given),
    certificate: await certificate(given),
  };
}

async function between(given: Surroundings): Promise<WarmOutcomes['between']> {
  const replayer = await given.functions.replayer(given.mount, 'rotated', given.environments.scram);
  await replay(replayer);
  const before = given.answered();
  await rotate(given, 'the-second-one');
  const { published } = await replay(replayer);
  await replayer.stop();
  return { published, secretsRead: given.answered() - before };
}

async function inFlight(given: Surroundings): Promise<WarmOutcomes['inFlight']> {
  const { functions, environments, broker } = given;
  const mount = join(given.workspace, 'in-flight');
  mkdirSync(mount);
  const sent = Array.from({ length: RECORDS }, (_, offset) => `value ${offset}`);
  for (const [offset, value] of sent.entries()) {
    const record = { topic: 'in-flight', partition: 0, offset, value: Buffer.from(value), headers: [] };
    await store(mount, record, { prefix: 'all/' });
  }
  const replayer = await functions.replayer(mount, CONNECTED, environments.scram);
  const slowly = (target_topic: string, more = {}) =>
    replay(replayer, { target_topic, rate_limit_per_second: RECORDS_PER_SECOND, ...more });

  const connected = slowly(CONNECTED);
  await consume(broker.access, CONNECTED, 1);
  await rotate(given, 'the-third-one');
  const untouched = endOf(await connected);

  const reconnecting = slowly(CUT);
  await consume(broker.access, CUT, 1);
  await rotate(given, 'the-fourth-one');
  if (given.cut() === 0) throw new Error('no connection was there to be cut');
  const turnedAway = await reconnecting;

  const next = await slowly(CUT, { cursor: turnedAway.cursor });
  await replayer.stop();
  const arrived = await consume(broker.access, CUT, RECORDS, 'all');
  return {
    connected: untouched,
    reconnecting: endOf(turnedAway),
    next: endOf(next),
    sent,
    arrived: arrived.map((text) => text.split(' | ')[1]),
  };
}

async function certificate(given: Surroundings): Promise<WarmOutcomes['certificate']> {
  const { secrets, certificates } = given;
  secrets[CERTIFICATE_ARN] = certificateSecret(certificates.expired);
  const replayer = await given.functions.replayer(given.mount, 'rotated', given.environments.mutualTls);
  const { error } = await failureOf(replayer);
  secrets[CERTIFICATE_ARN] = certificateSecret(certificates.valid);
  const { published } = await replay(replayer);
  await replayer.stop();
  return { error, publishedAfterwards: published };
}

function replay(replayer: LambdaFunction, more = {}): Promise<Answer> {
  return replayer.invoke({ dry_run: false, ...more }) as Promise<Answer>;
}

async function rotate({ broker, secrets }: Surroundings, password: string): Promise<void> {
  await changeScramPassword(broker, 'SCRAM-SHA-512', broker.username, password);
  secrets[PASSWORD_ARN] = passwordSecret(broker.username, password);
}

function endOf({ done, error_messages: problems = [] }: Answer): Ended {
  return { done, problems };
}
