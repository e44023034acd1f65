import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import { CACHE } from '../process/places';
import type { Supervisor } from '../process/supervisor';

const POM = join(__dirname, 'kafka-jars.pom.xml');

/** The folder of the broker's jars; it is there once they are fetched. */
export function kafkaJarsFolder(): string {
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(readFileSync(POM, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${POM} names no version of Kafka: add one to its kafka_2.13 dependency`);
  return join(CACHE, `kafka-${version}`);
}

/**
 * Fetches the broker's jars with Maven unless an earlier run has; a run that is interrupted leaves nothing half done.
 */
export async function fetchKafkaJars(supervisor: Supervisor): Promise<string> {
  const folder = kafkaJarsFolder();
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(CACHE, { recursive: true });
  await runCommand(
    supervisor,
    'mvn',
    ['-B', '-q', '-f', POM, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`],
    { failure: 'could not fetch Apache Kafka' },
  );
  await moveIntoPlace(unfinished, folder);
  return folder;
}

/** Renames the folder. If two runs fetched at the same time, the folder of the first one stays. */
async function moveIntoPlace(unfinished: string, folder: string): Promise<void> {
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true, force: true });
  }
}
