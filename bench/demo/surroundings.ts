import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { kafkaJarsFolder } from '../../local/kafka/kafka-jars';
import { REPOSITORY } from '../../local/process/places';

/**
 * The time of a run, and the machine and versions that it was made with. Figures of two runs cannot be compared without
 * them.
 */
export interface Surroundings {
  /** The run's start, as an ISO 8601 time in UTC. */
  readonly startedAt: string;
  /** The library's version; of a clone with the commit, and whether files differ from it. */
  readonly version: string;
  readonly nodeVersion: string;
  readonly kafkaVersion: string;
  /** Processors that the run could use. */
  readonly processors: number;
}

export function surroundingsNow(startedAt: Date): Surroundings {
  return {
    startedAt: startedAt.toISOString(),
    version: versionOf(REPOSITORY),
    nodeVersion: process.versions.node,
    kafkaVersion: basename(kafkaJarsFolder()).replace('kafka-', ''),
    processors: availableParallelism(),
  };
}

/** `0.0.0 (1a2b3c4, changed)`; without Git, or in a copy that is no clone, the version alone. */
export function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ', changed';
    return `${version} (${git('rev-parse', '--short', 'HEAD')}${changed})`;
  } catch {
    return version;
  }
}
