import { withFreshSecrets } from '../../../lambda-runtime/kafka/fresh-secrets';
import { PermanentError } from '../../../lambda-runtime/permanent-error';

const refused = () => new PermanentError('AccessRefused', 'the password is wrong');

/** Connects, or fails, as each attempt is told to. */
function connecting(...outcomes: readonly (Error | 'connected')[]) {
  let attempts = 0;
  const connect = withFreshSecrets(async () => {
    const outcome = outcomes[attempts++];
    if (outcome instanceof Error) {
      throw outcome;
    }
    return outcome;
  });
  return { connect, attempts: () => attempts };
}

test('a password that was rotated since the last invocation is read again by the same one', async () => {
  const { connect, attempts } = connecting('connected', refused(), 'connected');
  await connect();
  expect(await connect()).toBe('connected');
  expect(attempts()).toBe(3);
});

test('a password that was just read is not tried twice', async () => {
  const { connect, attempts } = connecting(refused());
  await expect(connect()).rejects.toThrow('the password is wrong');
  expect(attempts()).toBe(1);
});

test('a broker that is away is not asked again: the workflow does that', async () => {
  const { connect, attempts } = connecting('connected', new Error('no connection'));
  await connect();
  await expect(connect()).rejects.toThrow('no connection');
  expect(attempts()).toBe(2);
});
