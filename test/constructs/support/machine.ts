import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** The commands that the script may use of the system; all others are made up here. */
const TOOLS = ['awk', 'chmod', 'cp', 'grep', 'mkdir', 'mv', 'sh', 'touch'];

/** A machine of its own: a directory with `/etc`, commands that only note that they were called, and no way out. */
export class Machine {
  /** Not in the folder that the system names for temporary files: one below /dev can hold no mount point. */
  public readonly root = fs.mkdtempSync('/tmp/machine');
  public readonly mountPoint = `${this.root}/data`;
  /** The shell commands that install the client. */
  public readonly client = `touch ${this.root}/bin/mount.s3files; chmod +x ${this.root}/bin/mount.s3files`;

  constructor(system: string, fstab = 'UUID=0 / xfs defaults 0 1\n') {
    fs.mkdirSync(this.path('bin'));
    fs.mkdirSync(this.path('etc'));
    fs.writeFileSync(this.path('etc/os-release'), `ID="${system}"\n`);
    fs.writeFileSync(this.path('etc/fstab'), fstab, { mode: 0o640 });
    for (const tool of TOOLS) {
      this.write(tool, `exec ${realPath(tool)} "$@"`);
    }
    this.command('sleep');
    this.command('mount', `touch ${this.root}/mounted`);
    this.command('mountpoint', `[ -e ${this.root}/mounted ]`);
    this.command('curl', `echo 'echo "installer $*" >> ${this.root}/calls; ${this.client}'`);
    this.installs('dnf');
  }

  /** A command that notes its call and then does something. */
  public command(name: string, body = ':'): void {
    this.write(name, `echo "${name} $*" >> ${this.root}/calls\n${body}`);
  }

  /** A package manager that brings the client. */
  public installs(name: string): void {
    this.command(name, this.client);
  }

  public remove(name: string): void {
    fs.rmSync(this.path(`bin/${name}`));
  }

  /** Runs a script as root would at boot, with this machine's `/etc` and commands. */
  public run(script: string, shell = 'bash'): { stdout: string; stderr: string; status: number | null } {
    fs.writeFileSync(this.path('user-data'), script.replace(/\/etc\//g, `${this.path('etc')}/`));
    return spawnSync(realPath(shell), [this.path('user-data')], {
      env: { PATH: this.path('bin') },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  public get calls(): string[] {
    return fs.existsSync(this.path('calls')) ? fs.readFileSync(this.path('calls'), 'utf8').trim().split('\n') : [];
  }

  public get fstab(): string[] {
    return fs.readFileSync(this.path('etc/fstab'), 'utf8').split('\n');
  }

  public path(name: string): string {
    return path.join(this.root, name);
  }

  /** Always a new file, never a link: nothing of the system can be written to by its name here. */
  private write(name: string, body: string): void {
    fs.rmSync(this.path(`bin/${name}`), { force: true });
    fs.writeFileSync(this.path(`bin/${name}`), `#!${realPath('sh')}\n${body}\n`, { mode: 0o755, flag: 'wx' });
  }
}

const realPaths = new Map<string, string>();

function realPath(tool: string): string {
  const found =
    realPaths.get(tool) ?? spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
  realPaths.set(tool, found);
  return found;
}
