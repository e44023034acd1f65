import { Refusal } from '../../../lambda-runtime/kafka/refusal';

const REFUSED = Object.assign(new Error('SASL authentication failed.'), { code: 'PLT_KFK_AUTHENTICATION' });

test('a refusal ends what is waited for, with the first reason', async () => {
  const refusal = new Refusal();
  refusal.notice(REFUSED);
  refusal.notice(Object.assign(new Error('later'), { code: 'PLT_KFK_AUTHENTICATION' }));
  await expect(Promise.race([new Promise(() => undefined), refusal.promise])).rejects.toBe(REFUSED);
});

test('a lost connection is no refusal', async () => {
  const refusal = new Refusal();
  refusal.notice(new Error('Connection closed'));
  expect(await Promise.race([refusal.promise, Promise.resolve('sent')])).toBe('sent');
});
