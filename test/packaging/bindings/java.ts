import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { problemsOfJava } from './java-examples';
import type { Language, Workplace } from './language';
import { installForThisRun, LOCAL_REPOSITORY, QUICK_START } from './maven';

const HOW_TO_INSTALL =
  'install a JDK 17 or newer and Maven (Debian and Ubuntu: apt-get install default-jdk-headless maven; macOS: brew install openjdk maven)';

const JAVAC = { command: 'javac', args: ['-version'], version: /javac (\d[\d.]*)/, oldest: '17' };

export const java: Language = {
  name: 'java',
  cache: "Maven's local repository, ~/.m2/repository",

  tools: [
    { ...JAVAC, howToInstall: HOW_TO_INSTALL },
    { command: 'mvn', args: ['-version'], howToInstall: HOW_TO_INSTALL },
  ],

  async install({ supervisor, folder, dist }: Workplace) {
    const env = { ...process.env, MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''} ${QUICK_START}` };
    const version = await installForThisRun(join(dist, 'java'));
    await mkdir(join(folder, '.mvn'));
    await writeFile(
      join(folder, '.mvn', 'maven.config'),
      [
        `-Dmaven.repo.local=${LOCAL_REPOSITORY}`, // the user's settings could name another one
        `-Dcdk-s3files.version=${version}`,
        '',
      ].join('\n'),
    );
    await runCommand(supervisor, 'mvn', ['-B', '-q', 'compile'], {
      failure: 'could not build the example',
      cwd: folder,
      env,
    });
    return env;
  },

  problemsOfExamples: problemsOfJava,
};
