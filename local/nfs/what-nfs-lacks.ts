import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs that are needed, each with the package of Debian and Ubuntu that brings it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'linux.uml': 'user-mode-linux',
  'rpc.nfsd': 'nfs-kernel-server',
  exportfs: 'nfs-kernel-server',
  'mount.nfs4': 'nfs-common',
  modprobe: 'kmod',
  ip: 'iproute2',
  tc: 'iproute2',
};

/** One sentence that names what the machine lacks for NFS, or undefined if it has all of it. */
export function whatNfsLacks(
  path = `${process.env.PATH ?? ''}${delimiter}/usr/sbin${delimiter}/sbin`,
  uid = process.getuid?.(),
): string | undefined {
  if (process.platform !== 'linux') return 'a real NFS mount needs Linux';
  const folders = path.split(delimiter);
  const missing = Object.keys(PROGRAMS).filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => PROGRAMS[name]))].join(' ');
    return `${missing.join(', ')} not found: install with \`apt-get install ${packages}\``;
  }
  return uid === 0 ? undefined : 'the machine inside reads the files of this one as root: run it as root';
}
