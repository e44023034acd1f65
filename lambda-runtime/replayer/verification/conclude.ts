import { createHash } from 'node:crypto';
import { partitionVerificationKey, requestKey, summaryKey, verificationKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { Budget } from '../../in-flight';
import { collect, type ObjectStore, uri, writeJson } from '../runs/object-store';
import { type RunPlan, resumedBy } from '../runs/run-plan';
import { describeOther, otherTargets } from '../runs/same-targets';
import { describeKinds } from './differences';
import type { PartitionProof } from './partition-proof';
import { toldUndelivered } from './passed-by';
import { type Sum, sumUp } from './sum-up';
import type { SequenceAccount } from './verification-state';
import type { VerifiedRun } from './verified-run';

/** A source partition that could not be compared to the end, and the reason. */
export interface Unverified {
  readonly partition: string;
  readonly error: string;
  readonly cause: string;
}

/** The findings of a verification, as they are answered; the bucket has more of them. */
export interface Conclusion extends Omit<Sum, 'notes'> {
  readonly run: string;
  readonly partitions: number;
  readonly unverified: readonly Unverified[];
  readonly unverified_count: number;
  readonly warnings: readonly string[];
  /** The object that has all of it, and the digest that is its last key. */
  readonly verification: string;
  readonly sha256: string;
  /** The reason why the run is not verified, and where to look. */
  readonly problem?: string;
}

const READS_AT_A_TIME = 16;
// An answer has at most 256 KB.
const MOST_UNVERIFIED_IN_ANSWER = 20;

/**
 * Puts together what was found of all source partitions, and keeps it as the proof of the run.
 *
 * @param failed the partitions that could not be compared, by their names
 * @param now milliseconds since 1970
 */
export async function conclude(
  store: ObjectStore,
  verified: VerifiedRun,
  failed: ReadonlyMap<string, Unverified>,
  now: number,
): Promise<Conclusion> {
  const { run, plan, chain, parts } = verified;
  const names = [...parts.keys()].sort();
  const proofs = new Map<string, ReadProof>();
  const unverified: Unverified[] = [];
  const budget = new Budget(READS_AT_A_TIME);
  await Promise.all(
    names.map((name) =>
      budget.with(1, async () => {
        const proof = failed.has(name) ? undefined : await readProof(store, verified, name);
        if (proof !== undefined) {
          proofs.set(name, proof);
        }
      }),
    ),
  );
  for (const name of names.filter((each) => !proofs.has(each))) {
    unverified.push(failed.get(name) ?? { partition: name, error: 'NoResult', cause: 'there is no result of it' });
  }
  const [request, summary] = [await readDigested(store, requestKey(run)), await readDigested(store, summaryKey(run))];
  const inOrder = names.flatMap((name) => proofs.get(name) ?? []);
  const concluded = sumUp(
    inOrder.map(({ proof }) => proof),
    unverified.length === 0,
    await toldUndelivered(store, chain),
  );
  const text = withDigest({
    format: 1,
    run,
    plan: plan ?? null,
    ...(chain.length > 1 && { resumes: await resumedRuns(store, chain.slice(1)) }),
    verified: concluded.verified,
    verified_at: new Date(now).toISOString(),
    versions: versions(),
    request: request?.value ?? null,
    request_sha256: request?.sha256 ?? null,
    totals: isObject(summary?.value) ? (summary.value.totals ?? null) : null,
    targets: targetsOf(inOrder),
    expected: concluded.expected,
    found: concluded.found,
    repeated: concluded.repeated,
    gaps: concluded.gaps,
    differences: concluded.differences,
    notes: concluded.notes,
    unverified,
    partitions: inOrder.map(summaryOf),
  });
  await store.write(verificationKey(run), Buffer.from(text.text), 'application/json');
  const where = uri(store, verificationKey(run));
  return {
    run,
    verified: concluded.verified,
    partitions: names.length,
    expected: concluded.expected,
    found: concluded.found,
    repeated: concluded.repeated,
    gaps: concluded.gaps,
    differences: concluded.differences,
    unverified: unverified.slice(0, MOST_UNVERIFIED_IN_ANSWER),
    unverified_count: unverified.length,
    warnings: concluded.notes,
    verification: where,
    sha256: text.sha256,
    ...(!concluded.verified && {
      problem: [
        problemOf(concluded, unverified, names.length, where),
        ...othersAmong(inOrder, verified),
        ...(await resumption(store, verified)),
      ].join('; '),
    }),
  };
}

/** Adds to the summary of a run whether it was verified. */
export async function addToSummary(
  store: ObjectStore,
  run: string,
  { verified, verification, sha256 }: Conclusion,
): Promise<object> {
  const summary = await readDigested(store, summaryKey(run));
  const given = isObject(summary?.value) ? summary.value : {};
  const { cursor: _cursor, plan: _plan, ...answer } = given;
  const added = { verified, verification: { object: verification, sha256 } };
  await writeJson(store, summaryKey(run), { ...given, ...added });
  return { ...answer, ...added };
}

interface Digested {
  readonly value: unknown;
  readonly sha256: string;
}

interface ReadProof {
  readonly key: string;
  readonly sha256: string;
  readonly proof: PartitionProof;
}

async function readDigested(store: ObjectStore, key: string): Promise<Digested | undefined> {
  const chunks = await store.read(key);
  if (chunks === undefined) {
    return undefined;
  }
  const bytes = await collect(chunks);
  return { value: JSON.parse(bytes.toString()), sha256: sha256(bytes) };
}

/** @returns undefined if there is none, or one of another plan */
async function readProof(store: ObjectStore, { run, plan }: VerifiedRun, name: string): Promise<ReadProof | undefined> {
  const key = partitionVerificationKey(run, name);
  const read = await readDigested(store, key);
  const proof = read?.value as PartitionProof | undefined;
  return read === undefined || proof?.plan !== (plan ?? null) ? undefined : { key, sha256: read.sha256, proof };
}

/** The runs whose part of the restore was compared, too: they had begun what the run went on with. */
async function resumedRuns(store: ObjectStore, chain: readonly RunPlan[]): Promise<object[]> {
  return Promise.all(
    chain.map(async ({ run, plan }) => {
      const request = await readDigested(store, requestKey(run));
      return { run, plan: plan ?? null, request_sha256: request?.sha256 ?? null };
    }),
  );
}

function targetsOf(proofs: readonly ReadProof[]): readonly PartitionProof['target'][] {
  return [...new Map(proofs.map(({ proof: { target } }) => [target.name, target])).values()];
}

function summaryOf({ key, sha256, proof }: ReadProof): object {
  const { partition, verified, compared_by, offset_map_sha256, expected, actual, differences } = proof;
  return {
    partition,
    verified,
    compared_by,
    offset_map_sha256,
    expected: counted(expected),
    actual: counted(actual),
    differences: differences.count,
    object: key,
    sha256,
  };
}

function counted({ count, sha256 }: SequenceAccount): Pick<SequenceAccount, 'count' | 'sha256'> {
  return { count, sha256 };
}

/** A sentence for each topic that is not the one which the run wrote to. */
function othersAmong(proofs: readonly ReadProof[], { chain }: VerifiedRun): string[] {
  const ids = new Map(proofs.map(({ proof: { target } }) => [target.name, target.id] as const));
  return otherTargets(chain, ids).map(describeOther);
}

/** A run that was resumed lacks what the others have published. */
async function resumption(store: ObjectStore, { run, plan }: VerifiedRun): Promise<string[]> {
  const by = await resumedBy(store, { run, plan });
  return by === undefined ? [] : [`'${by.run}' has resumed this run: verify the last that went on from there`];
}

/** The software that has compared. */
function versions(): object {
  const { AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_VERSION: version } = process.env;
  return { function: name ?? null, function_version: version ?? null, node: process.version };
}

/**
 * A document whose last key is the digest of the same document without it. It is one line, so that the digest can be looked
 * at with `sed 's/,"sha256":"[0-9a-f]*"}$/}/' verification.json | sha256sum`.
 */
function withDigest(document: object): { readonly text: string; readonly sha256: string } {
  const text = JSON.stringify(document);
  const digest = sha256(Buffer.from(`${text}\n`));
  return { text: `${text.slice(0, -1)},"sha256":"${digest}"}\n`, sha256: digest };
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function problemOf({ differences }: Sum, unverified: readonly Unverified[], partitions: number, where: string): string {
  const [first] = unverified;
  const parts = [
    differences.count > 0 &&
      `${differences.count} differences between the files and the target (${describeKinds(differences)})`,
    first !== undefined &&
      `${unverified.length} of ${partitions} partitions could not be compared (${first.partition}: ${first.cause})`,
  ].filter((part) => part !== false);
  return `${parts.join('; ')}; ${where} names the first of them`;
}
