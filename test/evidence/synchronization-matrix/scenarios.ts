import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Operation } from '../../../local/s3files/s3files-faults';
import type { Scheme } from './apps';
import type { Cell, Ending } from './cell';

export interface Scenario {
  readonly name: string;
  readonly run: (cell: Cell) => Promise<void>;
  readonly wanted: Omit<Ending, 'version'>;
  /** The name of the rules that the service holds if CloudFormation reports success without having called anything. */
  readonly kept?: string;
  /** @default - both schemes */
  readonly schemes?: readonly Scheme[];
  /** The number of calls for which new file systems are still being created. @default 0 */
  readonly creatingFor?: number;
  /** The reason why some cells end otherwise, and what to do then. */
  readonly why?: Explanation;
}

/** A section of the page; scenarios may share one. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
}

const GET: Operation = 'GetSynchronizationConfiguration';
const PUT: Operation = 'PutSynchronizationConfiguration';
const CUSTOM_RESOURCE: readonly Scheme[] = ['custom resource'];

const STALE_VERSION: Explanation = {
  title: 'A rollback that names an old version',
  text: 'If CloudFormation sends the values that it resolved before, Put names the version of then, and the service refuses it. No custom resource that is given the version as a property can win this: it would have to read the version itself. The [runbook](../how-to/troubleshoot/custom-resource.md#the-rollback-fails) continues the rollback past it. Where *lenient* let the first Put of the chain through, the rules are right nevertheless.',
};

const NOT_TRIED_AGAIN: Explanation = {
  title: 'What AwsCustomResource does not try again',
  text: "Its function calls three times at most where it is throttled, and once where there is a conflict, which it could not tell from a second writer, or where the role's policy is not in force yet. The deployment fails, and says so: deploy again. (`cdk deploy` deletes a stack that was never created by itself.)",
};

const STILL_CREATING: Explanation = {
  title: 'An imported file system that is still being created',
  text: 'The conflict of the first Put is taken for one that says "there are rules already". Get then finds no version, or Put is refused. Deploy again once the file system is `available`. A file system of the app is waited for by CloudFormation.',
};

/** Deploys one app after the other, and nothing else. */
function deploys(...apps: readonly Parameters<Cell['deploy']>[0][]): Scenario['run'] {
  return async (cell) => {
    for (const app of apps) await cell.deploy(app);
  };
}

const ordinary: Scenario[] = [
  {
    name: 'create',
    run: (cell) => cell.deploy({ rules: 'A' }),
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
  },
  {
    name: 'change the rules',
    run: deploys({ rules: 'A' }, { rules: 'B' }),
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
  },
  {
    name: 'change them to B, back to A, then to C',
    async run(cell) {
      for (const rules of ['A', 'B', 'A', 'C'] as const) await cell.deploy({ rules });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'C' },
  },
  {
    name: 'deploy again without a change',
    run: deploys({ rules: 'A' }, { rules: 'A' }),
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
  },
  {
    name: 'a prefix that is a parameter changes',
    async run(cell) {
      await cell.deploy({ rules: 'parameter' }, { HotPrefix: 'first/' });
      await cell.deploy({ rules: 'parameter' }, { HotPrefix: 'second/' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'second/' },
  },
  {
    name: 'the file system is replaced',
    run: deploys({ rules: 'A' }, { rules: 'B', prefix: 'landing/' }),
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B below landing/' },
  },
  {
    name: 'the other mode is chosen, with other rules',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      await cell.deploy({ rules: 'B', scheme: cell.scheme === 'property' ? 'custom resource' : 'property' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
  },
  {
    name: 'the rules leave the app',
    run: deploys({ rules: 'A' }, { rules: 'none' }),
    wanted: { status: 'UPDATE_COMPLETE', rules: "the service's" },
    kept: 'A',
    why: {
      title: 'Rules that leave the app',
      text: 'A file system cannot be without rules, and those that stand are left alone. To go back to those of the service, give its rule for the root: 128 KiB, on the first access to the directory.',
    },
  },
];

const rollbacks: Scenario[] = [
  {
    name: 'create, and a later resource fails',
    run: (cell) => cell.deploy({ rules: 'A', laterFails: true, removalPolicy: RemovalPolicy.DESTROY }),
    wanted: { status: 'ROLLBACK_COMPLETE', rules: 'no file system' },
  },
  {
    name: 'create a retained file system, and a later resource fails',
    run: (cell) => cell.deploy({ rules: 'A', laterFails: true }),
    wanted: { status: 'ROLLBACK_COMPLETE', rules: 'A' },
  },
  {
    name: 'create, a later resource fails, delete, create again',
    async run(cell) {
      await cell.deploy({ rules: 'A', laterFails: true });
      await cell.delete();
      await cell.deploy({ rules: 'A' });
    },
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
  },
  {
    name: 'change the rules, and a later resource fails',
    run: deploys({ rules: 'A' }, { rules: 'B', laterFails: true }),
    wanted: { status: 'UPDATE_ROLLBACK_COMPLETE', rules: 'A' },
    why: STALE_VERSION,
  },
  {
    name: 'change the rules a second time, and a later resource fails',
    run: deploys({ rules: 'A' }, { rules: 'B' }, { rules: 'C', laterFails: true }),
    wanted: { status: 'UPDATE_ROLLBACK_COMPLETE', rules: 'B' },
    why: STALE_VERSION,
  },
  {
    name: 'a failed rollback is continued',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      await cell.deploy({ rules: 'B', laterFails: true });
      await cell.continueRollback();
    },
    wanted: { status: 'UPDATE_ROLLBACK_COMPLETE', rules: 'A' },
    kept: 'B',
    why: {
      title: 'A rollback that was continued',
      text: 'Continuing does not help, so Put is skipped, and CloudFormation takes it for rolled back. Where the first Put of the chain was refused as well (strict), the rules of the failed deployment stand, although the stack says otherwise. The next deployment that changes the rules puts its own; until then put them by hand, as the [runbook](../how-to/troubleshoot/custom-resource.md#the-rollback-fails) says.',
    },
  },
  {
    name: 'a rollback, continued if need be, then the change again',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      await cell.deploy({ rules: 'B', laterFails: true });
      await cell.continueRollback();
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
  },
  {
    name: 'a parameter changes, and a later resource fails',
    async run(cell) {
      await cell.deploy({ rules: 'parameter' }, { HotPrefix: 'first/' });
      await cell.deploy({ rules: 'parameter', laterFails: true }, { HotPrefix: 'second/' });
    },
    wanted: { status: 'UPDATE_ROLLBACK_COMPLETE', rules: 'first/' },
    why: STALE_VERSION,
  },
  {
    name: 'the file system is replaced, and a later resource fails',
    run: deploys({ rules: 'A' }, { rules: 'B', prefix: 'landing/', laterFails: true }),
    wanted: { status: 'UPDATE_ROLLBACK_COMPLETE', rules: 'A' },
    why: STALE_VERSION,
  },
];

const others: Scenario[] = [
  {
    name: 'changed by hand, then the app changes',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      cell.changeByHand();
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
  },
  {
    name: 'changed by hand, then a deployment without a change',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      cell.changeByHand();
      await cell.deploy({ rules: 'A' });
    },
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
    kept: 'by hand',
    why: {
      title: 'Changes by hand',
      text: 'CloudFormation compares templates and calls nobody. The next change of the rules prevails. Only the property shows the difference in drift detection.',
    },
  },
  {
    name: 'a writer between Get and Put',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      cell.faults.onceAfterGet(() => cell.changeByHand());
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
    why: {
      title: 'A writer between Get and Put',
      text: 'The deployment fails with `ConflictException` and never reports success. What stands then is what the rollback puts: where it can, the rules from before, in place of those of the other writer. Deploy again.',
    },
  },
  {
    name: 'an imported file system with rules of its own',
    async run(cell) {
      cell.import();
      cell.changeByHand();
      await cell.deploy({ rules: 'A', imported: true });
    },
    schemes: CUSTOM_RESOURCE,
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
  },
];

const troubles: Scenario[] = [
  {
    name: 'two calls of each kind are throttled',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      for (const operation of [GET, PUT]) cell.faults.refuse({ operation, error: 'ThrottlingException', times: 2 });
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
  },
  {
    name: 'more calls are throttled than the SDK tries again',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      cell.faults.refuse({ operation: PUT, error: 'ThrottlingException', times: 4, withVersion: true });
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
    why: NOT_TRIED_AGAIN,
  },
  {
    name: 'a conflict for no reason of ours',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      cell.faults.refuse({ operation: PUT, error: 'ConflictException', times: 1, withVersion: true });
      await cell.deploy({ rules: 'B' });
    },
    wanted: { status: 'UPDATE_COMPLETE', rules: 'B' },
    why: NOT_TRIED_AGAIN,
  },
  {
    name: "the function's role is not in force yet",
    async run(cell) {
      cell.faults.refuse({ operation: PUT, error: 'AccessDeniedException', times: 1 });
      await cell.deploy({ rules: 'A', removalPolicy: RemovalPolicy.DESTROY });
    },
    schemes: CUSTOM_RESOURCE,
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
    why: NOT_TRIED_AGAIN,
  },
  {
    name: 'the file system of the app takes time to be created',
    run: (cell) => cell.deploy({ rules: 'A' }),
    creatingFor: 5,
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
  },
  {
    name: 'an imported one is still being created, for one call',
    async run(cell) {
      cell.import(1);
      await cell.deploy({ rules: 'A', imported: true });
    },
    schemes: CUSTOM_RESOURCE,
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
    why: STILL_CREATING,
  },
  {
    name: 'an imported one is still being created, for longer',
    async run(cell) {
      cell.import(100);
      await cell.deploy({ rules: 'A', imported: true });
    },
    schemes: CUSTOM_RESOURCE,
    wanted: { status: 'CREATE_COMPLETE', rules: 'A' },
    why: STILL_CREATING,
  },
];

const deletions: Scenario[] = [
  {
    name: 'delete the stack, but not its file system',
    async run(cell) {
      await cell.deploy({ rules: 'A' });
      await cell.deploy({ rules: 'B' });
      await cell.delete();
    },
    wanted: { status: 'DELETE_COMPLETE', rules: 'B' },
  },
  {
    name: 'delete the stack with its file system',
    async run(cell) {
      await cell.deploy({ rules: 'A', removalPolicy: RemovalPolicy.DESTROY });
      await cell.deploy({ rules: 'B', removalPolicy: RemovalPolicy.DESTROY });
      await cell.delete();
    },
    wanted: { status: 'DELETE_COMPLETE', rules: 'no file system' },
  },
  {
    name: 'delete it soon after clients have written',
    async run(cell) {
      await cell.deploy({ rules: 'A', removalPolicy: RemovalPolicy.DESTROY });
      cell.write(3);
      await cell.delete();
    },
    wanted: { status: 'DELETE_COMPLETE', rules: 'no file system' },
    why: {
      title: 'Deleting soon after a write',
      text: 'The service refuses as long as there is something to export, whoever put the rules: see the [runbook](../how-to/troubleshoot/deletion-refused.md#files-wait-for-their-export).',
    },
  },
  {
    name: 'delete it again once all is exported',
    async run(cell) {
      await cell.deploy({ rules: 'A', removalPolicy: RemovalPolicy.DESTROY });
      cell.write(3);
      for (let attempt = 0; attempt < 4; attempt += 1) await cell.delete();
    },
    wanted: { status: 'DELETE_COMPLETE', rules: 'no file system' },
  },
];

export const SCENARIOS: Scenario[] = [...ordinary, ...rollbacks, ...others, ...troubles, ...deletions];
