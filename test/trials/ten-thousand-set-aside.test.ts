import { aside, asideBelow, EACH_LAYOUT, GOOD, ingestInto, NONE } from '../handlers/ingest/set-aside';
import { KafkaEventBuilder } from '../handlers/support/events';
import { useMount } from '../handlers/support/mount';

const mount = useMount();

test.each(EACH_LAYOUT)(
  '%s: 10,000 of them are logged by the first 50 and a total',
  async (layout) => {
    const event = new KafkaEventBuilder();
    for (let offset = 0; offset < 10_000; offset++) {
      event.raw('orders-0', { ...GOOD, offset, topic: '/'.repeat(100) });
    }
    expect(await ingestInto(mount.root, layout, event)).toEqual(NONE);
    const lines = mount.printed.logs();
    expect(lines).toHaveLength(52);
    expect(lines[0]).toMatchObject({
      level: 'ERROR',
      message: 'record set aside',
      topic: 'orders',
      partition: 0,
      offset: 0,
      path: aside(0),
      problem: expect.stringContaining('is not a name that Kafka accepts'),
    });
    expect(lines.at(-2)).toMatchObject({ message: 'records set aside', records: 10_000, setAside: 10_000 });
    expect(await asideBelow(mount.root)).toHaveLength(10_000);
  },
  60_000,
);
