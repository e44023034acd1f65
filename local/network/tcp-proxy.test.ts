import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { portOf } from '../process/ports';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';

let server: Server;
let proxy: TcpProxy;
/** The text that came over each connection of the server's. */
let received: string[];
let connections: Socket[];

/** Answers each piece with the same in brackets. */
beforeEach(async () => {
  received = [];
  connections = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = received.push('') - 1;
    connections.push(socket);
    socket.on('data', (bytes) => {
      received[index] += bytes;
      socket.write(`[${bytes}]`);
    });
    socket.on('end', () => socket.end('bye'));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await startTcpProxy(portOf(server));
});
afterEach(async () => {
  await proxy.close();
  for (const socket of connections) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function client(): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: proxy.port });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when a connection is over, with an error or without. */
function closed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve));
}

async function ask(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, 'data');
  socket.write(text);
  return String((await answer)[0]);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('bytes pass there and back, and an end with what is said after it', async () => {
  const socket = await client();
  expect(await ask(socket, 'hello')).toBe('[hello]');
  const last = once(socket, 'data');
  const end = closed(socket);
  socket.end();
  expect(String((await last)[0])).toBe('bye');
  await end;
  expect(proxy.taken).toBe(1);
});

test('many bytes arrive whole and in order while they are held back', async () => {
  proxy.delay(20);
  const socket = await client();
  const sent = Array.from({ length: 100_000 }, (_, index) => `${index},`)
    .join('')
    .repeat(10);
  const back: Buffer[] = [];
  socket.on('data', (bytes) => back.push(bytes));
  socket.end(sent);
  await closed(socket);
  expect(received[0] === sent).toBe(true);
  expect(Buffer.concat(back).toString().replaceAll(/[[\]]/g, '') === `${sent}bye`).toBe(true);
});

test('bytes are held back for as long as was said', async () => {
  const socket = await client();
  proxy.delay(150);
  const startedAt = performance.now();
  await ask(socket, 'slow');
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299); // once on each way, and never earlier
});

test('a cut resets connections on both sides, and the next one passes', async () => {
  const socket = await client();
  await ask(socket, 'one');
  const ends = [closed(socket), closed(connections[0])];
  expect(proxy.cut()).toBe(1);
  await Promise.all(ends);
  expect(proxy.cut()).toBe(0);
  expect(await ask(await client(), 'two')).toBe('[two]');
});

test('a connection that is opened twice brings every byte twice, and is answered once', async () => {
  proxy.duplicate(true);
  const socket = await client();
  expect(await ask(socket, 'pay')).toBe('[pay]');
  await until(() => received.length === 2 && received.every((text) => text === 'pay'));
  proxy.duplicate(false);
  await ask(await client(), 'once');
  expect(received).toEqual(['pay', 'pay', 'once']);
});

test('a half-open connection brings what is sent, and its answer once it is whole again', async () => {
  const socket = await client();
  await ask(socket, 'one');
  let answers = '';
  socket.on('data', (bytes) => {
    answers += bytes;
  });
  proxy.mute(true);
  socket.write('two');
  await until(() => received[0] === 'onetwo');
  expect(answers).toBe('');
  proxy.mute(false);
  await until(() => answers === '[two]');
});

test('a client of a server that is not there sees its connection end', async () => {
  const gone = await startTcpProxy(1);
  const socket = connect({ host: '127.0.0.1', port: gone.port });
  socket.on('error', () => undefined);
  await closed(socket);
  await gone.close();
});
