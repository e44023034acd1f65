import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchJars } from '../process/maven-jars';
import { CACHE } from '../process/places';
import type { Supervisor } from '../process/supervisor';

const POM = join(__dirname, 'kafka-jars.pom.xml');

/** The folder of the broker's jars; it is there once they are fetched. */
export function kafkaJarsFolder(): string {
  const version = /<artifactId>kafka_[\d.]+<\/artifactId>\s*<version>([^<]+)</.exec(readFileSync(POM, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${POM} names no version of Kafka: add one to its kafka_2.13 dependency`);
  return join(CACHE, `kafka-${version}`);
}

/** Fetches the broker's jars unless an earlier run has. */
export function fetchKafkaJars(supervisor: Supervisor): Promise<string> {
  return fetchJars(supervisor, { pom: POM, folder: kafkaJarsFolder(), failure: 'could not fetch Apache Kafka' });
}
