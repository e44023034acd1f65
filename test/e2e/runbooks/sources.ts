import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/** All code of the library, as it stands, and with texts that go over several lines put together. */
const SOURCES = ['src', 'lambda-runtime']
  .flatMap((folder) =>
    (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[])
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(REPOSITORY, folder, path), 'utf8')),
  )
  .map((text) => text.replace(/['`] \+\s+['`]/g, ''))
  .join('\n');

/** Tells whether a text stands in the code. The `…` of a page takes the place of a value there. */
export function isInSources(text: string): boolean {
  const between = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<!\\w)${between.join('[^\\n]*')}(?!\\w)`).test(SOURCES);
}
