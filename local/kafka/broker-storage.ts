import { randomBytes } from 'node:crypto';
import { runCommand } from '../process/command';
import type { Supervisor } from '../process/supervisor';
import { type ClusterSettings, controllerAddress, scramUser } from './kafka-broker-settings';

/**
 * Formats the folders of a cluster's brokers, so that they know each other as one quorum.
 * @param java the classes and their settings
 * @param settings the paths of the properties files, in the order of the nodes
 */
export async function formatStorage(
  supervisor: Supervisor,
  java: readonly string[],
  { nodes, user }: ClusterSettings,
  settings: readonly string[],
): Promise<void> {
  // Options with ids are one word each: an id may begin with a hyphen, which would make it an option if it stood alone.
  const clusterId = randomId();
  const controllers = nodes.map(({ id, ports }) => `${id}@${controllerAddress(ports)}:${randomId()}`);
  await Promise.all(
    settings.map((path) =>
      runCommand(
        supervisor,
        'java',
        [
          // The first compiler alone is quickest for a program that runs for a second.
          ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', ...java, 'kafka.tools.StorageTool', 'format', '-c', path],
          ...[`--cluster-id=${clusterId}`, `--initial-controllers=${controllers.join()}`, ...scramUser(user)],
        ],
        { failure: "could not format Kafka's storage" },
      ),
    ),
  );
}

/** An id as Kafka writes them: 16 bytes in the alphabet of URLs. */
function randomId(): string {
  return randomBytes(16).toString('base64url');
}
