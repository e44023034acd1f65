import { fieldsOf, type RunBeginning } from './run-plan';

/** A target topic that is another by now than the one that a run wrote to, though it has its name. */
export interface OtherTarget {
  readonly topic: string;
  readonly run: string;
  readonly before: string;
  readonly now: string;
}

/**
 * Finds the topics that were deleted and made again since runs wrote to them, or that are those of another cluster: Kafka gives each
 * topic an id of its own (KIP-516).
 *
 * @param runs those that wrote to the topics; earlier versions have not written down the ids
 * @param ids the ids that the topics have now, by name
 */
export function otherTargets(runs: readonly RunBeginning[], ids: ReadonlyMap<string, string>): OtherTarget[] {
  return [...ids].flatMap(([topic, now]) => {
    const known = runs.map(({ run, fields }) => ({ run, before: fieldsOf(fields.target_ids)[topic] }));
    const other = known.find(({ before }) => typeof before === 'string' && before !== '' && before !== now);
    return other === undefined || now === '' ? [] : [{ topic, run: other.run, before: String(other.before), now }];
  });
}

export function describeOther({ topic, run, before, now }: OtherTarget): string {
  return (
    `the topic '${topic}' is not the one that the run '${run}' wrote to, as its id was ${before} and is ${now}: it was deleted and made ` +
    "again since, or the function's cluster is another"
  );
}
