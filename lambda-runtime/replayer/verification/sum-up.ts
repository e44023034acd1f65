import { addDifferences, type Differences, sumOfDifferences } from './differences';
import type { PartitionProof } from './partition-proof';

/** The counts of a whole run. */
export interface Sum {
  readonly verified: boolean;
  /** Records that should have gone out. */
  readonly expected: number;
  /** Records that were found of them, or in their place. */
  readonly found: number;
  /** Second copies that the run's offset map names. */
  readonly repeated: number;
  /** Offsets of the source that are in no file. */
  readonly gaps: number;
  readonly differences: Differences;
  /** Sentences on what was found, and what it does not prove. */
  readonly notes: readonly string[];
}

const MOST_NOTES = 20;

/**
 * Sums up what was found of all source partitions, and adds what only shows when all of them are looked at.
 *
 * @param isWhole true if there is a result of each of them
 * @param told the records of which the run has told that it passed them by
 */
export function sumUp(all: readonly PartitionProof[], isWhole: boolean, told: number): Sum {
  const differences = sumOfDifferences(all.map((proof) => proof.differences));
  if (isWhole) {
    addUndelivered(differences, all, told);
    addUnexplained(differences, all);
  }
  const notes = all.flatMap((proof) => proof.notes.map((note) => `${proof.partition}: ${note}`));
  const sum = (count: (proof: PartitionProof) => number) => all.reduce((total, proof) => total + count(proof), 0);
  return {
    verified: differences.count === 0 && isWhole,
    differences,
    expected: sum(({ expected }) => expected.count),
    found: sum(({ actual }) => actual.count),
    repeated: sum(({ targets }) => Object.values(targets).reduce((total, { repeated }) => total + repeated, 0)),
    gaps: sum(({ source }) => source.gaps.offsets),
    notes: notes.slice(0, MOST_NOTES),
  };
}

/** A run tells how many records it has passed by, as their topic never takes them; no more than these may be without a place. */
function addUndelivered(differences: Differences, proofs: readonly PartitionProof[], told: number): void {
  const passedBy = proofs.reduce((sum, { source }) => sum + source.undeliverable, 0);
  if (passedBy > told) {
    addDifferences(differences, passedBy - told, {
      kind: 'not_published',
      problem: `${passedBy} records have no place in the offset map, and the run has told of ${told} that it passed by`,
    });
  }
}

/**
 * Adds what nobody explains. If several source partitions share a target partition, each looks for its own records alone.
 * What is left between the first record of the run and the last is nobody's.
 */
function addUnexplained(differences: Differences, proofs: readonly PartitionProof[]): void {
  for (const [name, { first, end, known, sources }] of sharedTargets(proofs)) {
    const unexplained = end - first + 1 - known;
    if (sources > 1 && unexplained > 0) {
      addDifferences(differences, unexplained, {
        kind: 'extra',
        target: name,
        problem: `${unexplained} offsets from ${first} to ${end} have no record of this run: records of others, or markers of their transactions`,
      });
    }
  }
}

interface SharedTarget {
  first: number;
  end: number;
  known: number;
  sources: number;
}

function sharedTargets(proofs: readonly PartitionProof[]): Map<string, SharedTarget> {
  const shared = new Map<string, SharedTarget>();
  for (const { target, targets } of proofs.filter((proof) => proof.compared_by === 'offset_map')) {
    for (const [partition, { first, end, records, repeated }] of Object.entries(targets)) {
      if (first !== null && end !== null) {
        const name = `${target.name}+${partition}`;
        const sum = shared.get(name) ?? { first, end, known: 0, sources: 0 };
        shared.set(name, {
          first: Math.min(sum.first, first),
          end: Math.max(sum.end, end),
          known: sum.known + records + repeated,
          sources: sum.sources + 1,
        });
      }
    }
  }
  return shared;
}
