import { Token } from 'aws-cdk-lib/core';

const MAX_BOOTSTRAP_SERVERS = 10; // resource schema of AWS::Lambda::EventSourceMapping

export function validateBootstrapServers(servers: string[]): void {
  if (Token.isUnresolved(servers)) {
    return;
  }
  if (servers.length < 1 || servers.length > MAX_BOOTSTRAP_SERVERS) {
    throw new Error(`${servers.length} bootstrap servers were given: give 1 to ${MAX_BOOTSTRAP_SERVERS}`);
  }
  for (const server of servers) {
    if (!Token.isUnresolved(server) && !isHostAndPort(server)) {
      throw new Error(
        `bootstrap server '${server}' must be a host name and a port, without a scheme: such as 'broker.example.com:9092'`,
      );
    }
  }
}

function isHostAndPort(server: string): boolean {
  const [, port] = /^[a-zA-Z0-9.-]+:(\d{1,5})$/.exec(server) ?? [];
  return Number(port) >= 1 && Number(port) <= 65_535;
}

/**
 * Names that Kafka allows, and that Lambda takes: two characters at least, the first no dot.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function validateTopic(topic: string): void {
  if (!Token.isUnresolved(topic) && !/^[a-zA-Z0-9_-][a-zA-Z0-9._-]{1,248}$/.test(topic)) {
    throw new Error(
      `topic '${topic}' cannot be used: give 2 to 249 letters, digits, '.', '_' and '-', the first of them no '.'`,
    );
  }
}
