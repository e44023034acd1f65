import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';
import type { LoopbackCertificates } from '../../../local/kafka/certificates';
import { portOf } from '../../../local/process/ports';

export interface Overheard {
  readonly port: number;
  /** All that clients have sent, out of its encryption. */
  sent(): Buffer;
  close(): void;
}

/** Ends the encryption of clients in front of a listener, and goes on to it by one of its own. */
export async function overhear(
  port: number,
  { keyStore, keyStorePassword, caFile }: LoopbackCertificates,
): Promise<Overheard> {
  const chunks: Buffer[] = [];
  const server = createServer({ pfx: readFileSync(keyStore), passphrase: keyStorePassword }, (client) => {
    const broker = connect({ host: 'localhost', port, ca: readFileSync(caFile) });
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(broker).pipe(client);
    for (const [end, other] of [
      [client, broker],
      [broker, client],
    ]) {
      end.on('error', () => other.destroy());
      end.on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { port: portOf(server), sent: () => Buffer.concat(chunks), close: () => server.close() };
}
