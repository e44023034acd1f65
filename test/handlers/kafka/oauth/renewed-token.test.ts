import { RenewedToken } from '../../../../lambda-runtime/kafka/authentication/oauth/renewed-token';

let now: number;
let asked: number;
let failure: Error | undefined;
beforeEach(() => {
  now = 0;
  asked = 0;
  failure = undefined;
});

function tokenOf(lifetimeMs?: number): RenewedToken {
  const ask = async () => {
    asked++;
    if (failure) throw failure;
    return { value: `token ${asked}`, lifetimeMs };
  };
  return new RenewedToken(ask, () => now);
}

test('a token is asked for once for all who want it', async () => {
  const token = tokenOf(1000);
  expect(await Promise.all([token.value(), token.value()])).toEqual(['token 1', 'token 1']);
  now = 690;
  expect(await token.value()).toBe('token 1');
});

test('and again well before it expires: a broker asks for it after four fifths of its life', async () => {
  const token = tokenOf(1000);
  await token.value();
  now = 700;
  expect(await token.value()).toBe('token 2');
});

test('a token that cannot be renewed is used as long as it is valid', async () => {
  const token = tokenOf(1000);
  await token.value();
  failure = new Error('down');
  now = 999;
  expect(await token.value()).toBe('token 1');
  now = 1000;
  await expect(token.value()).rejects.toThrow('down');
  failure = undefined;
  expect(await token.value()).toBe('token 4');
});

test('a token of which nobody says how long it is valid serves for one connection', async () => {
  const token = tokenOf();
  await token.value();
  expect(await token.value()).toBe('token 2');
});

test('a token that was refused is not used again', async () => {
  const token = tokenOf(1000);
  await token.value();
  expect(token.last).toBe('token 1');
  token.forget();
  expect(token.last).toBeUndefined();
  failure = new Error('down');
  await expect(token.value()).rejects.toThrow('down');
});
