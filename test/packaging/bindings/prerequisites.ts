import { spawnSync } from 'node:child_process';

export interface Tool {
  readonly command: string;
  readonly args: readonly string[];
  /** Finds the version in what the command prints: numbers and points. */
  readonly version?: RegExp;
  /** The oldest version that will do, as far as it matters. */
  readonly oldest?: string;
  readonly howToInstall: string;
}

/** Says in one line what to install for the first tool that is missing or too old. */
export function whatIsMissing(
  tools: readonly Tool[],
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  for (const tool of tools) {
    const problem = problemWith(tool, environment);
    if (problem !== undefined) return `${problem}: ${tool.howToInstall}`;
  }
  return undefined;
}

function problemWith({ command, args, version, oldest }: Tool, env: NodeJS.ProcessEnv): string | undefined {
  const ran = spawnSync(command, args, { env, encoding: 'utf8' });
  if (ran.error !== undefined) return `${command} was not found`;
  if (ran.status !== 0) return `\`${command} ${args.join(' ')}\` does not work here`;
  if (version === undefined || oldest === undefined) return undefined;
  const found = version.exec(ran.stdout + ran.stderr)?.[1];
  if (found === undefined) return `${command} does not say which version it is`;
  return isOlder(found, oldest) ? `${command} ${found} is older than ${oldest}` : undefined;
}

function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) < 0;
}
