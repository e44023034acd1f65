import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { aContext } from '../support/lambda';
import { MemoryPublisher } from '../support/memory-publisher';
import { filesBelow, useMount } from '../support/mount';
import { runReplay } from '../support/replayer';

const mount = useMount();

const PER_RECORD = { type: 'perRecord', shards: 1 };
const SEGMENTS = { type: 'segments', maxBytes: 100_000 };
const ENVELOPE = '{"type":"envelope"}';

function handlerOf(small: object, large: object, environment: Record<string, string> = {}) {
  return createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: JSON.stringify([
      { name: 'small', prefix: 'small/', sizeLessThan: 100, ...small },
      { name: 'large', prefix: 'large/', ...large },
    ]),
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    RECORD_FORMAT: ENVELOPE,
    ...environment,
  });
}

/** Twelve records, of which every fourth is large. */
function batch(): unknown {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 12; offset++) {
    event.record('orders', 0, offset, { value: offset % 4 === 3 ? 'x'.repeat(200) : String(offset) });
  }
  return event.build();
}

test.each([
  ['small records share a segment, large ones have a file each', { layout: SEGMENTS }, { layout: PER_RECORD }, [1, 3]],
  ['the other way round', { layout: PER_RECORD }, { layout: SEGMENTS }, [9, 1]],
  ['the common layout is for the class without one', {}, { layout: PER_RECORD }, [1, 3]],
  ['all classes have the common layout', {}, {}, [1, 1]],
])('%s', async (_, small, large, [smallFiles, largeFiles]) => {
  const handler = handlerOf(small, large, { LAYOUT: JSON.stringify(SEGMENTS) });
  expect(await handler(batch(), aContext())).toEqual({ batchItemFailures: [] });
  const paths = await filesBelow(mount.root);
  expect(paths.filter((path) => path.startsWith('small/'))).toHaveLength(smallFiles ?? 0);
  expect(paths.filter((path) => path.startsWith('large/'))).toHaveLength(largeFiles ?? 0);

  const publisher = new MemoryPublisher();
  expect(await runReplay(mount.root, { dry_run: false }, { publisher })).toMatchObject({ published: 12, errors: 0 });
  expect(publisher.records.map(({ value }) => value?.length)).toEqual(
    Array.from({ length: 12 }, (__, offset) => (offset % 4 === 3 ? 200 : String(offset).length)),
  );
});

test('a common layout is needed only where a class has none', () => {
  expect(() => handlerOf({ layout: SEGMENTS }, { layout: PER_RECORD })).not.toThrow();
  expect(() => handlerOf({ layout: SEGMENTS }, {})).toThrow('LAYOUT');
});

test.each([
  ['that there is not', { type: 'piles' }, ENVELOPE, 'the layout {"type":"piles"} is unknown'],
  ['of segments, of values alone', SEGMENTS, '{"type":"value","extension":".json"}', 'segments hold whole records'],
])('a layout %s is refused at the cold start, be it of one class', (_, layout, format, problem) => {
  const environment = { LAYOUT: JSON.stringify(PER_RECORD), RECORD_FORMAT: format };
  expect(() => handlerOf({ layout }, {}, environment)).toThrow(problem);
});
