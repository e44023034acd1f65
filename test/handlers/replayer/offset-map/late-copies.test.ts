import type { ReadBackRecord } from '../../../../lambda-runtime/kafka/cluster-admin';
import { emptyMap, RecordedMap } from '../../../../lambda-runtime/replayer/offset-map/recorded-map';
import { MemoryStore } from '../../support/memory-store';

const OWNER = { run: 'late', partition: 'orders+0', plan: undefined, request: 'abc' };

/** A topic whose offsets hold, one after the other, the records of these source offsets. */
class Topic {
  public readonly sources: number[] = [];
  public reads = 0;

  public readonly admin = {
    read: (_topic: string, _partition: number, from: number, to = this.sources.length) => this.records(from, to),
  };

  /** @returns where they went */
  public append(first: number, count: number) {
    return Array.from({ length: count }, (_, nth) => {
      this.sources.push(first + nth);
      return { offset: first + nth, place: { partition: 0, offset: this.sources.length - 1 }, timed: true };
    });
  }

  private async *records(from: number, to: number): AsyncGenerator<ReadBackRecord[], void, undefined> {
    this.reads++;
    yield this.sources.slice(from, to).map((source, nth) => ({
      offset: from + nth,
      timestamp: source,
      timestampType: 'CREATE_TIME',
      key: null,
      // Some records are alike, as those of a counter are.
      value: Buffer.from(`${source % 7}`),
      headers: [],
    }));
  }
}

async function cleared(topic: Topic, map: RecordedMap) {
  await map.clearUp(
    (use) => use(topic.admin),
    true,
    (error) => {
      throw error;
    },
  );
  return map.state(true);
}

test.each([
  ['in front of the first batch that is sent again', 0],
  ['behind the first batch that is sent again', 1],
  ['behind the second one', 2],
])(
  'what a killed invocation had on its way is found %s, and each record maps to its first copy',
  async (_, batches) => {
    const [topic, map] = [new Topic(), new RecordedMap(new MemoryStore(), OWNER, emptyMap('copy', { 0: 0 }))];
    map.add(topic.append(0, 50));
    map.doubt(50);
    for (let batch = 0; batch < 4; batch++) {
      if (batch === batches) topic.append(50, 20); // of which nobody was told
      map.add(topic.append(50 + batch * 10, 10));
    }
    const { ranges, repeated } = await cleared(topic, map);
    const first = (source: number) => topic.sources.indexOf(source);
    for (const [source, count, , target] of ranges) {
      for (let nth = 0; nth < count; nth++) expect(target + nth).toBe(first(source + nth));
    }
    const copies = repeated.flatMap(([, target, count]) => Array.from({ length: count }, (_, nth) => target + nth));
    expect(copies).toEqual([...topic.sources.keys()].filter((offset) => first(topic.sources[offset] ?? -1) < offset));
  },
);

test('nothing is read back where all that stands in the topic is known', async () => {
  const [topic, map] = [new Topic(), new RecordedMap(new MemoryStore(), OWNER, emptyMap('copy', { 0: 0 }))];
  map.add(topic.append(0, 50));
  map.doubt(50);
  map.add(topic.append(50, 40));
  expect(await cleared(topic, map)).toMatchObject({ repeated: [], doubts: [] });
  expect(topic.reads).toBe(0);
});
