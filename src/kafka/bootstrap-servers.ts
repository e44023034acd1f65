import { Token } from 'aws-cdk-lib/core';

const MAX_BOOTSTRAP_SERVERS = 10; // resource schema of AWS::Lambda::EventSourceMapping
const HOST_AND_PORT = /^[a-zA-Z0-9.-]+:(\d{1,5})$/;

export function validateBootstrapServers(servers: string[]): void {
  if (Token.isUnresolved(servers)) {
    return;
  }
  if (servers.length < 1 || servers.length > MAX_BOOTSTRAP_SERVERS) {
    throw new Error(`${servers.length} bootstrap servers were given: give 1 to ${MAX_BOOTSTRAP_SERVERS}`);
  }
  for (const server of servers) {
    if (!Token.isUnresolved(server) && portOf(server) === undefined) {
      throw new Error(
        `bootstrap server '${server}' must be a host name and a port, without a scheme: such as 'broker.example.com:9092'`,
      );
    }
  }
}

/** The ports of the servers, each once; undefined if one of them is known at deployment only. */
export function portsOf(servers: string[]): number[] | undefined {
  if (Token.isUnresolved(servers) || servers.some((server) => Token.isUnresolved(server))) {
    return undefined;
  }
  return [...new Set(servers.map(portOf).filter((port) => port !== undefined))];
}

function portOf(server: string): number | undefined {
  const port = Number(HOST_AND_PORT.exec(server)?.[1]);
  return port >= 1 && port <= 65_535 ? port : undefined;
}
