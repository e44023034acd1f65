import type { Socket } from 'node:net';

/** The present treatment of the bytes that pass a proxy. */
export interface Weather {
  readonly delayMs: number;
  /** Nothing of what servers answer is let through. */
  readonly muted: boolean;
}

/** The most bytes that may be on their way in one direction before the sender is held back. */
const MOST_BYTES_UNDER_WAY = 4 * 1024 * 1024;
const LOOK_AGAIN_MS = 10;

/** Joins a client's connection to a server's. */
export function join(client: Socket, server: Socket, weather: () => Weather): void {
  carry(client, server, () => weather().delayMs);
  carry(server, client, () => (weather().muted ? undefined : weather().delayMs));
  endTogether(client, server);
}

/** Sends a client's bytes over one more connection to the server, whose answers are dropped. */
export function copyTo(client: Socket, copy: Socket, weather: () => Weather): void {
  carry(client, copy, () => weather().delayMs);
  copy.resume();
  copy.on('error', () => undefined); // it may come to nothing: the client knows of one connection alone
  client.on('close', () => copy.destroy());
}

/**
 * Hands bytes on in their order, each when its time has come; an end comes after all of them.
 * @param delay for how long bytes are held back that arrive now; absent: until it is not
 */
function carry(from: Socket, to: Socket, delay: () => number | undefined): void {
  const waiting: { readonly due: number; readonly bytes: Buffer | undefined }[] = [];
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;
  const hand = () => {
    timer = undefined;
    while (waiting.length > 0 && delay() !== undefined && waiting[0].due <= performance.now()) {
      const { bytes } = waiting.shift() ?? {};
      underWay -= bytes?.length ?? 0;
      if (bytes === undefined) to.end();
      else if (to.writable) to.write(bytes);
    }
    if (underWay < MOST_BYTES_UNDER_WAY) from.resume();
    if (waiting.length > 0 && !to.destroyed) {
      timer = setTimeout(hand, Math.max(LOOK_AGAIN_MS, waiting[0].due - performance.now()));
    }
  };
  const take = (bytes: Buffer | undefined) => {
    waiting.push({ due: performance.now() + (delay() ?? 0), bytes });
    underWay += bytes?.length ?? 0;
    if (underWay >= MOST_BYTES_UNDER_WAY) from.pause();
    if (timer === undefined) hand();
  };
  from.on('data', take);
  from.on('end', () => take(undefined));
  to.on('close', () => clearTimeout(timer));
}

/** An orderly end follows the bytes before it; anything else is at once the end of the other side too. */
function endTogether(...sockets: readonly Socket[]): void {
  for (const socket of sockets) {
    socket.on('error', () => reset(...sockets));
  }
}

/**
 * Ends connections at once: what is on its way is lost. One that is just being ended cannot be reset: libuv refuses it
 * (EINVAL of uv_tcp_close_reset), Node.js takes the handle for closed all the same, and the process never exits.
 */
export function reset(...sockets: readonly Socket[]): void {
  for (const socket of sockets) {
    if (socket.destroyed) continue;
    if (socket.writableEnded && !socket.writableFinished) socket.destroy();
    else socket.resetAndDestroy();
  }
}
