import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A process that ends its side of a connection and resets it at once, and then has nothing left to do. */
const script = `
  const { connect, createServer } = require('node:net');
  const { reset } = require(${JSON.stringify(join(__dirname, 'proxied-connection.ts'))});
  const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1', () => {
    const socket = connect({ host: '127.0.0.1', port: server.address().port, allowHalfOpen: true }, () => {
      socket.on('error', () => undefined).end();
      reset(socket);
      server.close();
    });
  });
`;

test('a process that resets a connection which it is just ending still exits', () => {
  const { status, signal } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    timeout: 20_000,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect({ status, signal }).toEqual({ status: 0, signal: null });
});
