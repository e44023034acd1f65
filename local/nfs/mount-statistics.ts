import { readFileSync } from 'node:fs';

/** Requests that a client has sent to its server, by the operation's name. */
export type RoundTrips = Readonly<Record<string, number>>;

/**
 * The requests that the kernel has sent for a mount since it was mounted.
 *
 * @param statistics as `/proc/self/mountstats` has them: a line `NAME: requests …` for each operation
 */
export function roundTrips(mountPoint: string, statistics = readFileSync('/proc/self/mountstats', 'utf8')): RoundTrips {
  const ofMount = statistics
    .split(/^(?=device )/m)
    .find((text) => text.includes(` mounted on ${mountPoint} with fstype nfs4`));
  if (ofMount === undefined) throw new Error(`nothing is mounted by NFS at ${mountPoint}`);
  const [, operations = ''] = ofMount.split('per-op statistics');
  const counts = [...operations.matchAll(/^\s*([A-Z0-9_]+): (\d+)/gm)].map(([, name, count]) => [name, Number(count)]);
  return Object.fromEntries(counts);
}

/** The requests that were sent between two looks, without the operations that keep a client's session alive. */
export function roundTripsSince(before: RoundTrips, after: RoundTrips): RoundTrips {
  const differences = Object.entries(after)
    .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
    .filter(([name, count]) => count > 0 && !['SEQUENCE', 'RENEW', 'NULL'].includes(name));
  return Object.fromEntries(differences);
}
