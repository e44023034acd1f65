import type { App } from 'aws-cdk-lib/core';
import { MountAccess } from '../../../src';
import { clientsIn } from './clients';
import { Deployment } from './deployment';
import { directReadFaults } from './direct-reads';
import { clientGrants } from './grants';
import { networkFaults } from './network';
import { Order } from './order';
import type { Outcome } from './outcome';

export interface Expectation {
  readonly access?: MountAccess;
  /** The ids of the mount targets' security groups, where the mount targets are not in the app. */
  readonly securityGroups?: readonly string[];
  /** True if the clients read from the bucket themselves. */
  readonly directReads?: boolean;
  /** The number of clients. */
  readonly clients?: number;
}

/** Synthesizes the app and looks at every client: whether it mounts, and what deploying it or mounting would trip over. */
export function observe(app: App, expected: Expectation = {}): Outcome {
  const deployment = new Deployment(app);
  const order = new Order(deployment);
  const clients = clientsIn(deployment);
  if (clients.length !== (expected.clients ?? 1)) {
    throw new Error(`the scenario has ${clients.length} clients, ${expected.clients ?? 1} were meant: mend the row`);
  }
  const access = expected.access ?? MountAccess.READ_WRITE;
  const grants = clients.map(({ definition }) => clientGrants(deployment, definition, access));
  const faults = clients.flatMap((client, index) =>
    client.fault
      ? [client.fault]
      : [
          ...networkFaults(deployment, order, client, expected.securityGroups),
          ...grants[index].faults,
          ...(expected.directReads ? directReadFaults(deployment, client.definition) : []),
        ],
  );
  if (faults.length > 0) {
    return { works: false, text: [...new Set(faults)].join('; ') };
  }
  const who = clients.length === 1 ? 'mounts' : `${clients.length} mount`;
  const [{ granted }] = grants;
  const reads = expected.directReads ? '; reads and decrypts the objects of its directory, and no others' : '';
  return {
    works: true,
    text: `${who}; ingress and egress rule; waits for both and the mount targets; ${granted}${reads}`,
  };
}
