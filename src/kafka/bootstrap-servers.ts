import { isIPv4 } from 'node:net';
import { Token } from 'aws-cdk-lib/core';

const MAX_BOOTSTRAP_SERVERS = 10; // resource schema of AWS::Lambda::EventSourceMapping
const MAX_LENGTH = 300;

/** https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedEventSource.html: labels that begin and end with a letter or digit */
const HOST_AND_PORT =
  /^((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?\.)*[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?):(\d{1,5})$/;

/** Addresses that are not routed on the internet: https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2 */
const PRIVATE =
  /^(localhost|(0|10|127)\.[\d.]+|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+)$/i;

/**
 * Names that only a network of one's own resolves: those of instances on Amazon EC2 within their VPC, and those that are
 * reserved for such networks.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-naming.html
 * https://www.iana.org/assignments/special-use-domain-names/special-use-domain-names.xhtml
 */
const PRIVATE_NAME = /\.(internal|local|localhost)$/i;

export function validateBootstrapServers(servers: string[]): void {
  if (Token.isUnresolved(servers)) {
    return;
  }
  if (servers.length < 1 || servers.length > MAX_BOOTSTRAP_SERVERS) {
    throw new Error(`${servers.length} bootstrap servers were given: give 1 to ${MAX_BOOTSTRAP_SERVERS}`);
  }
  for (const server of servers) {
    validateServer(server);
  }
  const names = servers.map((server) => (Token.isUnresolved(server) ? server : server.toLowerCase()));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`bootstrap server '${twice}' is given twice, and adds no further way to the cluster: give it once`);
  }
}

/** An address of version 4, which a name of numbers alone must be: https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
function isNoAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) && !isIPv4(host);
}

/** Refuses brokers that Lambda cannot reach over the internet. */
export function validatePublicServers(servers: string[]): void {
  for (const server of Token.isUnresolved(servers) ? [] : servers) {
    const host = Token.isUnresolved(server) ? '' : (partsOf(server)?.host ?? '');
    if (PRIVATE.test(host) || PRIVATE_NAME.test(host)) {
      throw new Error(
        `bootstrap server '${server}' has a private ${PRIVATE.test(host) ? 'address' : 'name'}, which is not reached over the internet: give 'vpc' and 'securityGroups' of the brokers, or a public name of theirs`,
      );
    }
  }
}

/** The ports of the servers, each once; undefined if one of them is known at deployment only. */
export function portsOf(servers: string[]): number[] | undefined {
  if (Token.isUnresolved(servers) || servers.some((server) => Token.isUnresolved(server))) {
    return undefined;
  }
  return [...new Set(servers.map((server) => partsOf(server)?.port).filter((port) => port !== undefined))];
}

function validateServer(server: string): void {
  if (Token.isUnresolved(server)) {
    return;
  }
  if (partsOf(server) === undefined) {
    throw new Error(
      `bootstrap server '${server}' must be a host name and a port, without a scheme: such as 'broker.example.com:9092'`,
    );
  }
  if (isNoAddress(partsOf(server)?.host ?? '')) {
    throw new Error(
      `bootstrap server '${server}' has numbers alone for a host, and they are no IPv4 address: give four from 0 to 255, or a name`,
    );
  }
  if (server.length > MAX_LENGTH) {
    throw new Error(
      `bootstrap server '${server}' has ${server.length} characters, and AWS Lambda takes ${MAX_LENGTH}: give a shorter name of it`,
    );
  }
}

function partsOf(server: string): { host: string; port: number } | undefined {
  const [, host = '', digits] = HOST_AND_PORT.exec(server) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
