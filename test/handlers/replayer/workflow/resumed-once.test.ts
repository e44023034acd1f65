import { planId } from '../../../../lambda-runtime/replayer/workflow/plan-id';
import { resumedByKey } from '../../../../src/contract/run-keys';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { invoke, plan, runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const PUBLISH = { dry_run: false };

let store: MemoryStore;
let publisher: MemoryPublisher;

beforeEach(async () => {
  store = new MemoryStore();
  publisher = new MemoryPublisher();
  publisher.mostBatchBytes = 200; // one record a batch
  await storeSegment(
    mount.root,
    Array.from({ length: 30 }, (_, offset) => numbered(offset)),
  );
  await stoppedAt(10, 'first');
});

async function stoppedAt(offset: number, run: string, request: Record<string, unknown> = {}): Promise<void> {
  publisher.beforeAcknowledging = ([record]) => {
    if (Number(record?.value) >= offset) throw new Error('the leader is gone');
  };
  await runWorkflow(mount.root, run, { ...PUBLISH, ...request }, { store, publisher, execution: run });
  publisher.beforeAcknowledging = () => undefined;
}

function resumed(run: string, resume: string) {
  return runWorkflow(mount.root, run, { ...PUBLISH, resume }, { store, publisher, execution: run });
}

function planned(run: string, options: { readonly execution?: string } = { execution: run }) {
  return plan(mount.root, run, { ...PUBLISH, resume: 'first' }, { store, publisher, ...options });
}

test('a run that was resumed cannot be resumed again, and no record goes out twice', async () => {
  await resumed('second', 'first');
  await expect(resumed('third', 'first')).rejects.toThrow(
    /^the execution 'first' cannot be resumed: 'second' has resumed 'first' already, .*; give "resume": "second", the last/,
  );
  expect(publisher.records).toHaveLength(30);
});

test('whoever is refused is told the last run that went on', async () => {
  await stoppedAt(20, 'second', { resume: 'first' });
  await resumed('third', 'second');
  await expect(resumed('fourth', 'first')).rejects.toThrow('give "resume": "third"');
  expect(publisher.records).toHaveLength(30);
});

test('of two runs that resume another at the same time one is refused', async () => {
  const plans = await Promise.allSettled(['second', 'third'].map((run) => planned(run)));
  expect(plans.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = plans[0]?.status === 'rejected' ? 'second' : 'third';
  await expect(resumed('fourth', refused)).rejects.toThrow(/has resumed 'first' already/);
});

test('a plan that is made again by the same execution goes on, and so does the run that resumes it before it has begun', async () => {
  const request = {
    action: 'plan',
    run: 'second',
    execution: 'arn 1',
    concurrency: 5,
    request: { ...PUBLISH, resume: 'first' },
  };
  await invoke(mount.root, request, { store, publisher });
  await invoke(mount.root, request, { store, publisher });
  await expect(invoke(mount.root, { ...request, execution: 'arn 2' }, { store, publisher })).rejects.toThrow(
    "'second' has resumed 'first' already",
  );
  expect(await resumed('third', 'second')).toMatchObject({ done: true, totals: { published: 20 } });
});

test('a run that resumes one whose plan could not write it down any more writes it', async () => {
  await planned('second');
  store.objects.delete(resumedByKey('first', planId('first')));
  await resumed('third', 'second');
  await expect(resumed('fourth', 'first')).rejects.toThrow('give "resume": "third"');
});

test('whoever only looks at the plan of a run keeps nobody from resuming, that run included', async () => {
  await planned('second', {});
  await planned('third', {});
  expect(await resumed('third', 'first')).toMatchObject({ done: true, totals: { published: 20 } });
  await expect(planned('fourth', {})).rejects.toThrow('give "resume": "third"');
});

test('a dry run keeps nobody from resuming', async () => {
  const dry = { store, publisher };
  await plan(mount.root, 'dry-1', { dry_run: true }, dry);
  await plan(mount.root, 'dry-2', { dry_run: true, resume: 'dry-1' }, dry);
  await expect(plan(mount.root, 'dry-3', { dry_run: true, resume: 'dry-1' }, dry)).resolves.toBeDefined();
});
