#!/usr/bin/env node
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments } from './arguments/options';
import { isBrokenPipe } from './cat';
import { COMMANDS } from './commands';
import { helpOf, helpOfAll } from './help';
import { ProcessTerminal, type Terminal } from './terminal/terminal';
import { oneLine } from './terminal/words';
import { UsageError } from './usage-error';

const [SUCCESS, FAILURE, USAGE] = [0, 1, 2];

/** @returns the exit code */
async function main([name = '--help', ...typed]: readonly string[], terminal: Terminal): Promise<number> {
  if (['--help', '-h', 'help'].includes(name)) {
    await terminal.result(helpOfAll(COMMANDS));
    return SUCCESS;
  }
  if (name === '--version') {
    await terminal.result(version());
    return SUCCESS;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const known = COMMANDS.map((candidate) => candidate.name).join(', ');
    throw new UsageError(`there is no command '${name}'; give one of ${known}`);
  }
  if (typed.includes('--help') || typed.includes('-h')) {
    await terminal.result(helpOf(command));
    return SUCCESS;
  }
  const given = readArguments(typed, command.options);
  return (await command.run({ given, terminal, typed })) ? SUCCESS : FAILURE;
}

function version(): string {
  const folder = dirname(realpathSync(process.argv[1] ?? ''));
  return JSON.parse(readFileSync(join(folder, '..', '..', 'package.json'), 'utf8')).version;
}

process.stdout.on('error', (error) => {
  process.exit(isBrokenPipe(error) ? SUCCESS : FAILURE);
});

main(process.argv.slice(2), new ProcessTerminal()).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`cdk-s3files: ${oneLine(error)}\n`);
    process.exitCode = error instanceof UsageError ? USAGE : FAILURE;
  },
);
