import type { KafkaBroker } from '../../../local/kafka/kafka-cluster';
import type { LocalIdentityProvider } from '../../../local/oauth/identity-provider';
import { OAUTH_ARN, WITH_OAUTH } from './cases';
import type { Functions } from './functions';
import { SCOPE } from './identity';
import { replayForLong, TOKEN_SECONDS } from './long-replay';
import type { BearerOutcomes, LongReplay, Rotation } from './outcomes';
import { overhear } from './overheard';
import { failureOf } from './records';

export const LONG_REPLAY = 'replay-long';
const WRONG_SECRET = 'not-the-s3cret';

export interface Surroundings {
  readonly broker: KafkaBroker;
  readonly provider: LocalIdentityProvider;
  /** The secrets that Secrets Manager holds at this moment, by their ARNs. */
  readonly secrets: Record<string, string>;
  /** The fields of the client's secret. */
  readonly fields: Readonly<Record<string, string>>;
  readonly functions: Functions;
  /** A mount with records. */
  readonly mount: string;
  readonly workspace: string;
}

/** The cases that only OAUTHBEARER has: its own errors, and tokens that must be renewed again and again. */
export async function bearerOutcomes(given: Surroundings): Promise<BearerOutcomes> {
  return {
    ...(await told(given)),
    refusals: await refusals(given),
    rotation: await rotation(given),
    longReplay: await longReplay(given),
  };
}

function environmentOf({ broker }: Surroundings, port = broker.ports.oauth): Record<string, string> {
  return { KAFKA_BOOTSTRAP_SERVERS: `localhost:${port}`, KAFKA_AUTHENTICATION: 'OAUTHBEARER', ...WITH_OAUTH };
}

/** Scope and audience reach the provider; logical cluster and identity pool reach a broker, which lets the client in. */
async function told(given: Surroundings): Promise<Pick<BearerOutcomes, 'overheard' | 'askedFor'>> {
  const { broker, provider, functions, mount } = given;
  const between = await overhear(broker.ports.oauth, await broker.certificates);
  const before = provider.issued.length;
  const replayer = await functions.replayer(mount, 'rotated', {
    ...environmentOf(given, between.port),
    KAFKA_OAUTH_SCOPE: SCOPE,
    KAFKA_OAUTH_AUDIENCE: provider.behaviour.audience,
    KAFKA_OAUTH_LOGICAL_CLUSTER: 'lkc-abc123',
    KAFKA_OAUTH_IDENTITY_POOL: 'pool-xyz9',
  });
  await replayer.invoke({ dry_run: false });
  await replayer.stop();
  between.close();
  const [, ...beside] = between
    .sent()
    .toString('latin1')
    .split('n,,\x01auth=Bearer ')[1]
    .split('\x01\x01')[0]
    .split('\x01');
  const askedFor = provider.issued.slice(before).map(({ scope, audience }) => ({ scope, audience }));
  return { overheard: beside, askedFor };
}

async function refusals(given: Surroundings): Promise<Record<string, string>> {
  const { secrets, fields } = given;
  const failure = async (variables: Record<string, string>, changed: Record<string, string | undefined> = {}) => {
    secrets[OAUTH_ARN] = JSON.stringify({ ...fields, ...changed });
    const replayer = await given.functions.replayer(given.mount, 'rotated', { ...environmentOf(given), ...variables });
    const { error } = await failureOf(replayer);
    await replayer.stop();
    secrets[OAUTH_ARN] = JSON.stringify(fields);
    return error;
  };
  return {
    'an audience that the brokers do not take': await failure({ KAFKA_OAUTH_AUDIENCE: 'another' }),
    'a scope that the client may not have': await failure({ KAFKA_OAUTH_SCOPE: 'kafka:admin' }),
    'a token endpoint of an authority that is not known': await failure({}, { oauthIdpCaCertificate: undefined }),
    'a page that is no token endpoint': await failure(
      {},
      { oauthTokenEndpointUrl: fields.oauthTokenEndpointUrl.replace('/token', '/nowhere') },
    ),
    'a port that nobody listens on': await failure({}, { oauthTokenEndpointUrl: 'https://localhost:1/token' }),
  };
}

async function rotation(given: Surroundings): Promise<Rotation> {
  const { secrets, fields, functions, mount } = given;
  secrets[OAUTH_ARN] = JSON.stringify({ ...fields, oauthClientSecret: WRONG_SECRET });
  const replayer = await functions.replayer(mount, 'rotated', environmentOf(given));
  const answer = await failureOf(replayer);
  secrets[OAUTH_ARN] = JSON.stringify(fields);
  const afterwards = (await replayer.invoke({ dry_run: false })) as { published: number };
  await replayer.stop();
  const passwordShown = [answer.error, ...replayer.output].some((text) => text.includes(WRONG_SECRET));
  return { ...answer, passwordShown, publishedAfterwards: afterwards.published };
}

async function longReplay(given: Surroundings): Promise<LongReplay> {
  const { behaviour, issued } = given.provider;
  behaviour.lifetimeSeconds = TOKEN_SECONDS;
  const outcome = await replayForLong(given, LONG_REPLAY, environmentOf(given), issued);
  behaviour.lifetimeSeconds = 600;
  return outcome;
}
