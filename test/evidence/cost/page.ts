import { coldReplay, gigabytes, HOURS_OF_MONTH } from '../../../src/contract/bill';
import { ASSUMED, type Known, MINIMUMS, PRICES } from '../../../src/contract/prices';
import { DEFAULTS, FILE_A_RECORD, REPLAYED, type Worked, ZSTANDARD } from './cases';
import { printedOf, typedOf } from './command';
import { code, count, money, table, whole } from './format';
import { printedOfDeployed, TYPED } from './measured';

/** The whole page, calculated from what the templates say and from the files that the handler wrote just now. */
export async function costPage(cases: readonly Worked[]): Promise<string> {
  const defaults = named(cases, DEFAULTS.title);
  const single = named(cases, FILE_A_RECORD.title);
  return `# What it costs

US dollars a month in us-east-1. \`test/evidence/cost\` synthesizes each app below, reads batches, window, layouts, compression,
expiry, rules and pollers from its template, lets the handler write one batch, and calculates with the prices of
[one file](../../src/contract/prices.ts). A default that changes changes this page. No bill of AWS was compared with it yet.

## ${count(defaults.load.recordsPerDay)} records of ${defaults.load.valueBytes / 1024} KiB a day

${table(
  [
    'app',
    'options',
    'files a day',
    'KiB a file',
    'S3 Files operations',
    'PUT',
    'fast storage',
    'pollers',
    'Lambda',
    'CloudWatch',
    'bucket',
    'total',
  ],
  cases.map(row),
)}

One topic with ${defaults.load.partitions} partitions where nothing else is said. *Bucket* is what the records of one month cost for a month. NAT gateways and brokers
are not in it. Where a file is smaller than ${MINIMUMS.data.value / 1024} KiB its operations cost as much as those of a file of that size: this is why small records
share files by default, and why a record of 1 MiB may well have a file of its own.

## A replay of one month

All files are read once, after their data has left fast storage. The replayer reads directly from the bucket.

${table(
  ['app', 'files', 'imported too', 'S3 Files operations', 'GET', 'Lambda', 'total'],
  REPLAYED.map(({ title }) => named(cases, title)).map(replayRow),
)}

A file below the threshold of its rule (${rules(defaults)}) is not only read: the service also brings it into fast storage, and
bills both as ${MINIMUMS.data.value / 1024} KiB at least. A larger one streams from the bucket for a GET and a metadata read. Segments fall
below the threshold too where they are compressed better than is assumed here, or where a batch has fewer records: then the replay of the shortest app with
Zstandard would cost ${money(importedOf(named(cases, ZSTANDARD.title)))}. Where a function may not read directly from the bucket all is imported, for ${money(importedOf(defaults))} in the shortest app. Data
that has not left fast storage yet is read from there, unless an operation reads ${MINIMUMS.directRead.value / 1024 / 1024} MiB or more.

## What comes on top

${onTop(defaults, single)}

## For your own figures

\`npx cdk-s3files cost\` calculates with the code and the prices of the tables above; a test holds it to them, app by app. Where you give
no figure it takes the default of the constructs: these are all of the shortest app.
[The command line](../reference/command-line.md#cost) has its options.

\`\`\`text
$ npx cdk-s3files cost ${typedOf(defaults).join(' ')}
${await printedOf(defaults)}
\`\`\`

## What is deployed

Name it, and the command asks Amazon CloudWatch what it has done in the last days, and calculates a month of that with the same code and
prices: by the metrics that tell constructs apart ([operations](../reference/operations.md)), those of AWS Lambda and of the file system. Behind
each line stands the figure that it was calculated from. Below is the shortest app again, after a week, in which one day was replayed; the test lets a server that
answers as CloudWatch does tell the metrics of that week, and holds the command to the table above. No bill of AWS was compared with it yet.

\`\`\`text
$ npx cdk-s3files cost ${TYPED.join(' ')}
${await printedOfDeployed(defaults)}
\`\`\`

The metrics do not tell everything: the last line before the prices names what is missing. A file that was read is taken for one that came from the bucket; the
note has what it costs if all were imported into fast storage on their way.

## Every meter

${table(['meter', 'US dollars', 'for each', 'from'], Object.values(PRICES).map(price))}

${table(['the least', 'number', 'of', 'from'], Object.values(MINIMUMS).map(minimum))}

Prices differ by Region. *As others quote it*: the page itself could not be read here, and pages of others that quote it
agree. Look there before you rely on it. Not in the tables, as they come to cents: a secret, a replay's state transitions (three for each
invocation) and its bucket. Events that the bucket sends to EventBridge cost nothing. What brokers cost, and data that leaves AWS, is not
in the tables either.

## What is assumed

The pages do not say all of it. These are choices of ours:

- A file is created, written, renamed and exported: the [four requests of a file](../evidence/nfs.md#requests-to-the-server) and the export. They are taken
  for one write of its data, one read of its data, ${ASSUMED.metadataWritesOfFile} metadata writes (create, write, rename) and ${ASSUMED.metadataReadsOfFile} metadata reads (rename, export). Closing costs nothing.
- A rename before the first export costs no request of the bucket, since an export waits for 60 seconds without a write.
- Data leaves fast storage exactly when its expiry has passed since it was written. Replays are rarer than that.
- An import reads the bucket once more, beside the read that it follows.
- Metadata of files stays for ever, and no page says what that costs once the data has left. If the ${MINIMUMS.file.value / 1024} KiB that a file is billed as at least
  were billed for it too, each month of files would add ${money(inodes(defaults))} a month to the shortest app and ${money(inodes(single))} to a file a record.
- A GB is 2^30 bytes, for all prices. A month has 365/12 days.
- Records come evenly, partitions take turns, one poller reads them all, and a batch ends when its window does, at its number of records
  or at ${ASSUMED.payloadBytes / 1024 / 1024} MiB of payload. Without a window Lambda collects for ${ASSUMED.windowSeconds * 1000} ms.
- Records are JSON with ${quotes(defaults)} quotation marks in 4 KiB. Compression makes files ${ASSUMED.compression} times smaller.
- An invocation takes ${ASSUMED.secondsOfInvocation} s, and besides 1 s for each ${count(ASSUMED.filesPerSecond)} files and each ${Math.round(ASSUMED.bytesPerSecond / 1e6)} MB; to what the handler writes to its log, which is counted, Lambda adds ${ASSUMED.logBytesOfLambda} bytes.
  The command takes ${ASSUMED.logBytesOfBatch} bytes of a batch, ${ASSUMED.logBytesOfPartition} of each partition in it and ${ASSUMED.logBytesOfFile} of each file for what the handler writes there. A replay takes 1 s for each
  ${count(ASSUMED.recordsPerSecondOfReplay)} records and each ${Math.round(ASSUMED.bytesPerSecondOfReplay / 1e6)} MB. The rates are those of the [bench](../evidence/bench.md) on its slow mount, the lowest where it gives a range.
- No record is delivered twice, and no file is rewritten.
`;
}

/** The lines of the README. */
export function costSummary(cases: readonly Worked[]): string {
  const bill = (title: string) => named(cases, title).bill;
  const { load, deployed } = named(cases, DEFAULTS.title);
  const least = bill('with both').total;
  return `${count(load.recordsPerDay)} records of ${load.valueBytes / 1024} KiB a day cost **${whole(bill(DEFAULTS.title).total)} a month** with the defaults, ${whole(bill(DEFAULTS.title).pollers)} of it for provisioned pollers, and ${whole(least)} with
Zstandard and pollers on demand. With a **file for each record they cost ${whole(bill(FILE_A_RECORD.title).total)}**. The ${deployed.natGateways} NAT gateways of the app's VPC, which the ingest
does not need, are ${whole(nat(deployed.natGateways))} more. [What it costs](https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/explanation/cost.md) has every meter, and what is assumed; \`npx cdk-s3files cost\` calculates with your own figures, or with the metrics of what is deployed.`;
}

function onTop(defaults: Worked, single: Worked): string {
  const { bill, deployed, load } = defaults;
  const oneInAHundred = ({ bill: { operations, put, bucket }, deployed: { noncurrentDays } }: Worked) =>
    (operations + put + (bucket * noncurrentDays) / ASSUMED.daysOfMonth) / 100;
  const valuesOfMonth = gigabytes(load.recordsPerDay * ASSUMED.daysOfMonth * load.valueBytes);
  return `- **Storage that is kept.** The bucket keeps objects until you delete them. Each month that it keeps longer adds ${money(bill.bucket)} a month to the shortest
  app. A file that is written again, as its batch was delivered again, or that is deleted leaves a version, which stays for ${deployed.noncurrentDays} days: one
  rewritten file in a hundred adds ${money(oneInAHundred(defaults))} a month, and ${money(oneInAHundred(single))} with a file a record.
- **NAT gateways.** ${money(nat(1))} a month each, and $${PRICES.natData.value} a GB. \`new Vpc(this, 'Vpc', { maxAzs: 2 })\` makes ${deployed.natGateways}: ${money(nat(deployed.natGateways))}. The ingest needs none:
  \`natGateways: 0\` will do where no replayer, and no pollers on demand inside the VPC, have to leave it. A replay of a month to brokers outside sends
  ${Math.round(valuesOfMonth)} GB through it: ${money(valuesOfMonth * PRICES.natData.value)}. What it reads from the bucket goes the same way, unless the VPC has a gateway endpoint for S3, which is free.
- **Pollers.** A unit of provisioned pollers is ${money(HOURS_OF_MONTH * PRICES.pollerUnit.value)} a month, also while the topic is quiet, and serves ${MINIMUMS.pollersOfUnit.value} pollers or ${MINIMUMS.bytesOfUnit.value / 1e6} MB a second. A mapping has one
  of its own, unless it shares a group; the group that the ingest makes for several topics needs brokers inside the VPC. \`pollerMode: PollerMode.ON_DEMAND\` costs nothing, and takes no partial answers.`;
}

function row({ title, options, bill }: Worked): string[] {
  const { operations, put, fastStorage, pollers, lambda, cloudWatch, bucket } = bill;
  const parts = [operations, put, fastStorage, pollers, lambda, cloudWatch, bucket].map(money);
  return [
    title,
    code(options),
    count(bill.filesPerDay),
    count(bill.bytesPerFile / 1024),
    ...parts,
    `**${money(bill.total)}**`,
  ];
}

function replayRow({ title, replay }: Worked): string[] {
  const { files, imported, operations, get, lambda, total: all } = replay;
  return [
    title,
    count(files),
    imported ? 'yes' : 'no',
    money(operations),
    money(get),
    money(lambda),
    `**${money(all)}**`,
  ];
}

function rules({ deployed }: Worked): string {
  return deployed.rules
    .map(
      ({ prefix, sizeLessThan }) =>
        `${sizeLessThan / 1024} KiB ${prefix === '' ? 'in the whole bucket' : `in \`${prefix}\``}`,
    )
    .join(', ');
}

/** A replay that imports all that it reads. */
function importedOf({ deployed, batches }: Worked): number {
  return coldReplay(deployed, batches, () => true).total;
}

function price(known: Known): string[] {
  const decimals = known.value < 0.001 ? 10 : 4;
  return [known.what, known.value.toLocaleString('en', { maximumFractionDigits: decimals }), known.unit, from(known)];
}

function minimum(known: Known): string[] {
  return [known.what, count(known.value), known.unit, from(known)];
}

function from({ source, read, secondHand }: Known): string {
  return `[${new URL(source).pathname
    .split('/')
    .filter((part) => part !== '')
    .slice(-2)
    .join('/')}](${source}), ${read}${secondHand ? ', as others quote it' : ''}`;
}

function inodes({ bill }: Worked): number {
  return gigabytes(bill.filesPerDay * ASSUMED.daysOfMonth * MINIMUMS.file.value) * PRICES.fastStorage.value;
}

function nat(gateways: number): number {
  return gateways * HOURS_OF_MONTH * PRICES.natGateway.value;
}

function quotes({ sample }: Worked): string {
  return count(sample.split('"').length - 1);
}

function named(cases: readonly Worked[], title: string): Worked {
  const found = cases.find((each) => each.title === title);
  if (found === undefined) {
    throw new Error(`there is no case '${title}'`);
  }
  return found;
}
