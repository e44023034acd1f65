import { spawnSync } from 'node:child_process';

/** Apache Kafka 4 brokers need it. */
const OLDEST_JDK = 17;

const HOW_TO_INSTALL =
  'install a JDK 17 or newer and Maven (Debian and Ubuntu: apt-get install default-jdk-headless maven; macOS: brew install openjdk maven)';

/** Says in one line what is missing; `undefined` when a broker can be run here. */
export function whatJavaLacks(needsMaven: boolean, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const java = firstOutput('java', ['-version'], environment);
  if (java === undefined) return `Java was not found: ${HOW_TO_INSTALL}`;
  const version = javaMajorVersion(java);
  if (version === undefined || version < OLDEST_JDK) {
    return `Java ${version ?? 'of an unknown version'} is too old for Apache Kafka 4: ${HOW_TO_INSTALL}`;
  }
  if (firstOutput('keytool', ['-help'], environment) === undefined) {
    return `keytool, which comes with Java, was not found on the PATH: ${HOW_TO_INSTALL}`;
  }
  if (needsMaven && firstOutput('mvn', ['-version'], environment) === undefined) {
    return `Maven was not found: ${HOW_TO_INSTALL}`;
  }
  return undefined;
}

/** Reads `openjdk version "17.0.15" …`, and the `1.8.0_…` of old releases. */
export function javaMajorVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match ? Number(match[1]) : undefined;
}

function firstOutput(command: string, args: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const result = spawnSync(command, args, { env, encoding: 'utf8' });
  return result.error || result.status !== 0 ? undefined : result.stdout + result.stderr;
}
