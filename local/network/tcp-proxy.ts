import { connect, createServer, type Socket } from 'node:net';
import { portOf } from '../process/ports';
import { copyTo, join, reset } from './proxied-connection';

/** A TCP proxy on loopback, between clients and a server that know nothing of it. */
export interface TcpProxy {
  readonly port: number;
  /** The number of connections that were taken since it was started. */
  readonly taken: number;
  /** The number of connections that are open. */
  readonly open: number;
  /** Ends all connections at once, in the middle of whatever they carry. @returns how many there were */
  cut(): number;
  /** Holds all bytes back for so long from now on, each way; 0 lets them pass at once again. */
  delay(ms: number): void;
  /**
   * Opens each new connection twice while it is on. What the client sends reaches the server over both, as a request
   * does that is sent again although it had arrived; the client hears the answers of one.
   */
  duplicate(on: boolean): void;
  /**
   * Lets nothing through of what the server answers while it is on, though all that the client sends arrives: the
   * connections are half open. Switched off, it lets the answers through that it had held back.
   */
  mute(on: boolean): void;
  /** Takes no further connection, and ends all that are open. */
  close(): Promise<void>;
}

/** @param target the server's port on loopback; it need not listen yet */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Map<Socket, Socket>();
  let weather = { delayMs: 0, muted: false };
  let duplicating = false;
  let taken = 0;
  const toServer = () => connect({ host: '127.0.0.1', port: target, allowHalfOpen: true });
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const there = toServer();
    taken++;
    open.set(client, there);
    client.on('close', () => open.delete(client));
    join(client, there, () => weather);
    if (duplicating) copyTo(client, toServer(), () => weather);
  });
  const cut = () => {
    const { size } = open;
    for (const pair of open) reset(...pair);
    return size;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    get taken() {
      return taken;
    },
    get open() {
      return open.size;
    },
    cut,
    delay(ms) {
      weather = { ...weather, delayMs: ms };
    },
    duplicate(on) {
      duplicating = on;
    },
    mute(on) {
      weather = { ...weather, muted: on };
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
