import { meantBy } from './near-names';
import type { PayloadKey } from './payload';
import { TIME } from './payload-time';
import { type PayloadType, readValue, shortened } from './payload-type';
import {
  CLUSTER_ID,
  CURSOR,
  DRILL_NAMES,
  FLAG,
  NAME_PATTERNS,
  NUMBER_ABOVE_0,
  RUN_NAME,
  SNAPSHOT_KEY,
  TOPIC_PATTERNS,
} from './payload-values';

/** A key of the payload of an action. */
export type ActionKey<Value> = Omit<PayloadKey<Value>, 'for'>;

/** Something that the replayer's function does beside replaying, on the word of its user. */
interface UserAction {
  /** One sentence or more for the documentation. */
  readonly meaning: string;
  readonly keys: Readonly<Record<string, ActionKey<unknown>>>;
}

/** The actions that users ask for by the key `action` of the payload, in the order in which the documentation names them. */
export const ACTIONS = {
  snapshot: {
    meaning:
      "writes down, in the workflow's bucket, which topics the cluster has, with their settings, and what consumer groups have committed",
    keys: {
      groups: {
        type: NAME_PATTERNS,
        default: undefined,
        defaultInWords: 'none',
        meaning: 'the consumer groups whose offsets are written down',
      },
      topics: {
        type: TOPIC_PATTERNS,
        default: undefined,
        defaultInWords: 'all but the internal ones',
        meaning: 'the topics that are written down',
      },
    },
  },
  commit_offsets: {
    meaning:
      'translates what consumer groups had committed at the source by the [offset map](../explanation/offset-map.md) of an ordered run, and commits it at the target, so that they go on with the first record that they had not consumed; a dry run, unless told otherwise, leaves the table of old and new offsets in the folder of the run',
    keys: {
      run: {
        type: RUN_NAME,
        default: undefined,
        defaultInWords: 'none: it must be given',
        meaning:
          'the run that replayed the records, by the name of its execution; of runs that resume one another, the last',
      },
      groups: {
        type: NAME_PATTERNS,
        default: undefined,
        defaultInWords: 'none: they must be given',
        meaning: 'the consumer groups of the snapshot whose offsets are translated',
      },
      at: {
        type: TIME,
        default: undefined,
        defaultInWords: 'now',
        meaning: 'takes the newest snapshot at or before this time that has all groups',
      },
      snapshot: { type: SNAPSHOT_KEY, default: undefined, defaultInWords: 'by `at`', meaning: 'takes this snapshot' },
      source_cluster: {
        type: CLUSTER_ID,
        default: undefined,
        defaultInWords: 'the only one that there are snapshots of',
        meaning: 'the cluster that the snapshot is of',
      },
      allow_beyond: {
        type: FLAG,
        default: false,
        meaning:
          'takes offsets that lie behind all that the run has come by, which are refused otherwise, to the end of what was replayed',
      },
      allow_deleted: {
        type: FLAG,
        default: false,
        meaning:
          'lets groups go on with the first record that is left, where the target has deleted records that they had not consumed, which is refused otherwise',
      },
      dry_run: { type: FLAG, default: true, meaning: 'commits nothing, and tells what would be committed' },
    },
  },
  verify: {
    meaning:
      'reads back what an ordered run of the workflow has published, compares it with the files, and leaves a [proof](../explanation/verification.md) in the folder of the run; it answers a `cursor` where the time was over before the end',
    keys: {
      run: {
        type: RUN_NAME,
        default: undefined,
        defaultInWords: 'none: it must be given',
        meaning: 'the run, by the name of its execution',
      },
      cursor: { type: CURSOR, default: undefined, meaning: 'go on where an earlier answer stopped' },
      deadline_seconds: {
        type: NUMBER_ABOVE_0,
        default: undefined,
        defaultInWords: "the function's timeout",
        meaning: 'stop earlier',
      },
    },
  },
  drill_age: {
    meaning:
      "tells how long ago drills of the replayer have succeeded, and sends the metric `SecondsSinceDrill` with the longest of these times; the replayer's own schedule does so once an hour ([how to](../how-to/practise-a-restore.md#who-is-told))",
    keys: {
      drills: {
        type: DRILL_NAMES,
        default: undefined,
        defaultInWords: 'none: they must be given',
        meaning: 'the drills, by the ids of their schedules',
      },
    },
  },
} satisfies Record<string, UserAction>;

export type ActionName = keyof typeof ACTIONS;

/** The payload of an action as it is read, with the defaults. */
export type ActionValues<Name extends ActionName> = {
  readonly [Key in keyof (typeof ACTIONS)[Name]['keys']]: ValueOf<(typeof ACTIONS)[Name]['keys'][Key]>;
};

type ValueOf<Key> = Key extends { readonly type: PayloadType<infer Value>; readonly default: infer Default }
  ? Value | Default
  : never;

/**
 * Reads the payload of an action.
 *
 * @param name the action
 * @param given all keys of the payload but `action`
 * @throws Error if it has a key that the action does not take, one that is null, or a value that is not right
 */
export function readAction<Name extends ActionName>(
  name: Name,
  given: Readonly<Record<string, unknown>>,
): ActionValues<Name> {
  const keys: Readonly<Record<string, ActionKey<unknown>>> = ACTIONS[name].keys;
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(keys, key));
  if (unknown !== undefined) {
    throw new Error(
      `the payload of the action "${name}" has the unknown key '${shortened(unknown)}'${meantBy([unknown], Object.keys(keys))}; it may have: action, ${Object.keys(keys).join(', ')}`,
    );
  }
  const values = Object.entries(keys).map(([key, { type, default: absent }]) => {
    const value = given[key];
    if (value === null) {
      throw new Error(`${key} is null, which chooses nothing; ${type.advice}, or leave it out`);
    }
    return [key, value === undefined ? absent : readValue(key, type, value)] as const;
  });
  return Object.fromEntries(values) as ActionValues<Name>;
}
