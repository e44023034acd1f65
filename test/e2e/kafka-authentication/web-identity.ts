import type { KafkaBroker } from '../../../local/kafka/kafka-cluster';
import type { Behaviour, LocalSts } from '../../../local/sts/sts';
import { withSts } from './cases';
import type { Functions } from './functions';
import { replayForLong, TOKEN_SECONDS } from './long-replay';
import type { LongReplay, WebIdentityOutcomes } from './outcomes';
import { failureOf } from './records';

export const LONG_REPLAY_OF_ROLE = 'replay-long-role';

interface Surroundings {
  readonly broker: KafkaBroker;
  readonly sts: LocalSts;
  /** The audience that the brokers expect. */
  readonly audience: string;
  readonly functions: Functions;
  /** A mount with records. */
  readonly mount: string;
  readonly workspace: string;
}

/** Tries the cases that only tokens of AWS STS have. */
export async function webIdentityOutcomes(given: Surroundings): Promise<WebIdentityOutcomes> {
  return {
    askedFor: await askedFor(given),
    refusals: await refusals(given),
    longReplay: await longReplay(given),
  };
}

function environmentOf({ broker, sts, audience }: Surroundings): Record<string, string> {
  const servers = `localhost:${broker.ports.oauth}`;
  return { KAFKA_BOOTSTRAP_SERVERS: servers, KAFKA_AUTHENTICATION: 'IAM_OAUTHBEARER', ...withSts(sts, audience) };
}

async function askedFor(given: Surroundings): Promise<WebIdentityOutcomes['askedFor']> {
  const { sts, functions, mount } = given;
  const before = sts.issued.length;
  const replayer = await functions.replayer(mount, 'rotated', environmentOf(given));
  await replayer.invoke({ dry_run: false });
  await replayer.stop();
  return sts.issued.slice(before);
}

async function refusals(given: Surroundings): Promise<Record<string, string>> {
  const { sts, functions, mount } = given;
  const failure = async (change: Partial<Behaviour>, variables: Record<string, string> = {}) => {
    const usual = { allowed: undefined, ...sts.behaviour };
    Object.assign(sts.behaviour, change);
    const replayer = await functions.replayer(mount, 'rotated', { ...environmentOf(given), ...variables });
    const { error } = await failureOf(replayer);
    await replayer.stop();
    Object.assign(sts.behaviour, usual);
    return error;
  };
  return {
    'an account without federation': await failure({ federation: false }),
    'a role that may not have a token': await failure({ allowed: ['another'] }),
    'an audience that the brokers do not take': await failure({}, { KAFKA_OAUTH_AUDIENCE: 'another' }),
    'an AWS STS that does not answer': await failure({ silent: true }),
    'an AWS STS that is not there': await failure({}, { AWS_ENDPOINT_URL_STS: 'http://localhost:1' }),
  };
}

async function longReplay(given: Surroundings): Promise<LongReplay> {
  const { behaviour, issued } = given.sts;
  behaviour.lifetimeSeconds = TOKEN_SECONDS;
  const outcome = await replayForLong(given, LONG_REPLAY_OF_ROLE, environmentOf(given), issued);
  behaviour.lifetimeSeconds = undefined;
  return outcome;
}
