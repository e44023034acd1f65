import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../local/command';
import { onlyFile } from './files';
import type { Language, Workplace } from './language';
import { installInLocalRepository, LOCAL_REPOSITORY, QUICK_START } from './maven';
import { whatIsMissing } from './prerequisites';

const HOW_TO_INSTALL =
  'install a JDK 17 or newer and Maven (Debian and Ubuntu: apt-get install default-jdk-headless maven; macOS: brew install openjdk maven)';

export const java: Language = {
  name: 'java',
  cache: 'the local repository of Maven, ~/.m2/repository (not the library, which is put there and taken away again)',

  lacks: () =>
    whatIsMissing([
      {
        command: 'javac',
        args: ['-version'],
        version: /javac (\d[\d.]*)/,
        oldest: '17',
        howToInstall: HOW_TO_INSTALL,
      },
      { command: 'mvn', args: ['-version'], howToInstall: HOW_TO_INSTALL },
    ]),

  async install({ supervisor, folder, dist }: Workplace) {
    const env = { ...process.env, MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''} ${QUICK_START}` };
    onlyFile(join(dist, 'java'), '.pom', 'package:java');
    await installInLocalRepository(join(dist, 'java'));
    // Settings of the user's could name another repository, where another build of the library may be.
    await mkdir(join(folder, '.mvn'));
    await writeFile(join(folder, '.mvn', 'maven.config'), `-Dmaven.repo.local=${LOCAL_REPOSITORY}\n`);
    await runCommand(supervisor, 'mvn', ['-B', '-q', 'compile'], {
      failure: 'could not build the example',
      cwd: folder,
      env,
    });
    return env;
  },
};
