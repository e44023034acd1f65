import type { Command } from './command';

const WIDTH = 100;
const INDENT = '      ';

export function helpOfAll(commands: readonly Command[]): string {
  return [
    'cdk-s3files: replays of Kafka records that are files on Amazon S3 Files, a look at these files, and what they cost',
    '',
    ...commands.flatMap(({ name, usage, summary }) => [
      `  cdk-s3files ${name} ${usage}`,
      ...wrapped(`${summary}.`, INDENT),
    ]),
    '',
    'cdk-s3files COMMAND --help has the options of a command. Region, credentials and endpoints come from the environment, as',
    "the AWS CLI's do: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL_SFN and so on.",
  ].join('\n');
}

export function helpOf({ name, usage, summary, options }: Command): string {
  return [
    `cdk-s3files ${name} ${usage} [options]`,
    '',
    ...wrapped(`${summary}.`, ''),
    '',
    ...options.flatMap(({ name: option, value, meaning }) => [
      `  --${option}${value === undefined ? '' : ` VALUE`}`,
      ...wrapped(plain(`${value === undefined ? '' : `${value}: `}${meaning}`), INDENT),
    ]),
  ].join('\n');
}

/** The text without the marks of Markdown. */
function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line !== indent) {
      lines.push(line);
      line = indent;
    }
    line = line === indent ? `${indent}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}
