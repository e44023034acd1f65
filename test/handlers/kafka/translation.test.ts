import { Refusal } from '../../../lambda-runtime/kafka/refusal';
import { translation } from '../../../lambda-runtime/kafka/translation';
import { permanentName } from '../../../lambda-runtime/permanent-error';

const REFUSED = Object.assign(new Error('SASL authentication failed.'), { code: 'PLT_KFK_AUTHENTICATION' });
const FORBIDDEN = Object.assign(new Error('Not authorized.'), { apiId: 'TOPIC_AUTHORIZATION_FAILED' });

/** A client of the brokers; what it asks for is answered as it is told to. */
function client() {
  let forgotten = 0;
  const security = { options: async () => ({}), refused: () => void forgotten++ };
  const translating = translation(security, new Refusal());
  const ask = (answer: unknown) =>
    translating(
      'sending failed',
      { topic: 'Write' },
      answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer),
    ).catch((error: unknown) => error);
  return { ask, forgotten: () => forgotten };
}

test('a client that is never let in fails for good, and its secrets are forgotten', async () => {
  const { ask, forgotten } = client();
  const error = await ask(REFUSED);
  expect(permanentName(error)).toBe('AccessRefused');
  expect(String(error)).toContain('sending failed: SASL authentication failed.');
  expect(String(error)).not.toContain('changed');
  expect(forgotten()).toBe(1);
});

test('a client that is turned away after it was let in is tried again, with the secret as it is then', async () => {
  const { ask, forgotten } = client();
  await ask('connected');
  const error = await ask(REFUSED);
  expect(error).toBeInstanceOf(Error);
  expect(permanentName(error)).toBeUndefined();
  expect(String(error)).toContain('if its secret was changed meanwhile, the next invocation reads the new one');
  expect(forgotten()).toBe(1);
});

test('a right that lacks is permanent, also after a client was let in, and forgets no secret', async () => {
  const { ask, forgotten } = client();
  await ask('connected');
  const error = await ask(FORBIDDEN);
  expect(permanentName(error)).toBe('AccessRefused');
  expect(String(error)).toContain('lacks the permission Write');
  expect(forgotten()).toBe(0);
});
