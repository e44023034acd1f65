import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { store } from '../handlers/support/files';
import { useMount } from '../handlers/support/mount';
import { answerOf, REQUESTS } from '../handlers/support/replayer-answer';

const mount = useMount();

const MOST_ANSWERED = 256 * 1024;

describe.each(REQUESTS)('a thousand broken files of long paths, %s', (_, payload) => {
  test('leave the answer and the log short', async () => {
    const deep = Array.from({ length: 3 }, (__, depth) => String(depth).repeat(250)).join('/');
    await Promise.all(
      Array.from({ length: 1000 }, async (__, partition) => {
        const path = await store(mount.root, { partition, offset: 7 }, { prefix: `small/${deep}/` });
        await truncate(join(mount.root, path), 20);
      }),
    );
    const answer = await answerOf(mount.root, payload);
    expect(JSON.parse(answer)).toMatchObject({ errors: 1000 });
    // The positions of so many partitions are in every answer, whatever their files hold.
    const { cursor: _cursor, progress: _progress, ...rest } = JSON.parse(answer);
    expect(JSON.stringify(rest).length).toBeLessThan(20_000);
    expect(answer.length).toBeLessThan(MOST_ANSWERED);
    const logs = mount.printed.logs();
    expect(logs.filter(({ message }) => message === 'not replayed')).toHaveLength(50);
    expect(logs).toContainEqual(expect.objectContaining({ message: 'not replayed in full', problems: 1000 }));
    expect(JSON.stringify(logs).length).toBeLessThan(MOST_ANSWERED);
  });
});
