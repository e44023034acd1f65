import { put, store } from '../support/files';
import { useMount } from '../support/mount';
import { answerOf, REQUESTS } from '../support/replayer-answer';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

const SECRET = 'the-content-of-a-record';

const envelope = (differences: object) =>
  JSON.stringify({
    ...{ topic: 'orders', partition: 0, offset: 5, timestamp: 1, timestampType: 'CREATE_TIME' },
    ...{ key: SECRET, value: SECRET, headers: [{ name: SECRET, value: SECRET }] },
    ...differences,
  });

const BROKEN: [string, string | Buffer][] = [
  ['a header of 5 MB that has no value', envelope({ headers: [{ name: SECRET.repeat(200_000) }] })],
  ['a key that is neither text nor base64', envelope({ key: { [SECRET]: SECRET } })],
  ['a value that is no base64', envelope({ value: { base64: `${SECRET}!` } })],
  ['a time that is text', envelope({ timestamp: SECRET })],
  ['a topic that is none', envelope({ topic: `${SECRET}/` })],
  ['JSON that is cut off', envelope({}).slice(0, -10)],
  ['text that is no JSON', `${SECRET} ${SECRET}`],
  ['a line that is no object', JSON.stringify(SECRET)],
];

describe.each(BROKEN)('a file with %s', (_, content) => {
  test.each(REQUESTS)('is named %s, and nothing that it holds is told', async (__, payload) => {
    await put(mount.root, await store(mount.root, numbered(5)), content);
    const line = Buffer.concat([Buffer.from(content), Buffer.from('\n')]);
    await storeSegment(mount.root, [numbered(5, { partition: 1 })], { damage: () => line });
    const answer = await answerOf(mount.root, payload);
    expect(JSON.parse(answer)).toMatchObject({ errors: 2 });
    expect(answer.length).toBeLessThan(4000);
    const told = answer + JSON.stringify(mount.printed.logs());
    expect(told).not.toContain(SECRET);
    expect(told.length).toBeLessThan(10_000);
  });
});
