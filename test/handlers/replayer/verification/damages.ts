import type { RecordHeader } from '../../../../lambda-runtime/records/record';

/** The part of a record that a topic keeps. */
export interface Kept {
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/** Something that may have happened to the records of a partition. */
export interface Damage {
  readonly name: string;
  readonly done: <R extends Kept>(records: readonly R[]) => R[];
  /** The kinds of differences that are found if records are looked for one after the other, and their numbers. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The fields of the first difference. */
  readonly first: Readonly<Record<string, unknown>>;
}

const PLACE = 17;
const changed = (field: string) => ({
  kinds: { changed: 1 },
  first: { kind: 'changed', source: `orders+0+${PLACE}`, target: `orders-replay+0+${PLACE}`, changed: [field] },
});
const removed = (offset: number) => ({
  kinds: { missing: 1 },
  first: { kind: 'missing', source: `orders+0+${offset}` },
});

/** All kinds of damage, to 50 records or more of the partition `orders+0` that went to `orders-replay+0`. */
export const DAMAGES: readonly Damage[] = [
  { name: 'a record that was removed', done: without(PLACE), ...removed(PLACE) },
  { name: 'the first record removed', done: without(0), ...removed(0) },
  { name: 'the last record removed', done: (records) => records.slice(0, -1), ...removed(49) },
  { name: 'a value that was changed', done: at(() => ({ value: Buffer.from('other') })), ...changed('value') },
  { name: 'a value that became null', done: at(() => ({ value: null })), ...changed('value') },
  { name: 'a key that was changed', done: at(() => ({ key: Buffer.from('other') })), ...changed('key') },
  { name: 'a header that was lost', done: at(() => ({ headers: [] })), ...changed('headers') },
  {
    name: 'a header that is there twice',
    done: at(({ headers }) => ({ headers: [...headers, ...headers] })),
    ...changed('headers'),
  },
  {
    name: 'a timestamp that was changed',
    done: at(({ timestamp }) => ({ timestamp: timestamp + 1 })),
    ...changed('timestamp'),
  },
  {
    name: 'two records that changed places',
    done: (records) => [
      ...records.slice(0, PLACE),
      ...records.slice(PLACE, PLACE + 2).reverse(),
      ...records.slice(PLACE + 2),
    ],
    kinds: { swapped: 1 },
    first: { kind: 'swapped' },
  },
  {
    name: 'a record that is there twice',
    done: (records) => [...records.slice(0, PLACE), ...records.slice(PLACE, PLACE + 1), ...records.slice(PLACE)],
    kinds: { doubled: 1 },
    first: { kind: 'doubled', source: `orders+0+${PLACE}` },
  },
  {
    name: 'the last record twice',
    done: (records) => [...records, ...records.slice(-1)],
    kinds: { doubled: 1 },
    first: { kind: 'doubled', source: 'orders+0+49', target: 'orders-replay+0+50' },
  },
  {
    name: "a record of somebody else's",
    done: (records) => [
      ...records.slice(0, PLACE),
      ...records.slice(PLACE, PLACE + 1).map((record) => ({ ...record, value: Buffer.from('else') })),
      ...records.slice(PLACE),
    ],
    kinds: { extra: 1 },
    first: { kind: 'extra', target: `orders-replay+0+${PLACE}` },
  },
];

function without(offset: number): Damage['done'] {
  return (records) => records.filter((_, index) => index !== offset);
}

function at(change: (record: Kept) => Partial<Kept>): Damage['done'] {
  return (records) => records.map((record, index) => (index === PLACE ? { ...record, ...change(record) } : record));
}
