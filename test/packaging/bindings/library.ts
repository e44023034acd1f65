import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The library's own package.json. */
export const LIBRARY: Manifest = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
