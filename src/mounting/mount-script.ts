/** A mount that a shell script makes. */
export interface ScriptedMount {
  readonly fileSystemId: string;
  readonly mountPoint: string;
  /** The options of `mount.s3files`, besides those that every entry has. */
  readonly options: string[];
}

/** The installer of AWS for systems other than Amazon Linux. It knows their package managers. */
const INSTALLER = 'https://amazon-efs-utils.aws.com/efs-utils-installer.sh';

/**
 * The lines of a shell script that mount an access point now and at every boot. They may run any number of times.
 *
 * They run in a subshell whose failure is caught. So their variables and settings do not reach the lines around them, and
 * the lines after them run even if the mount fails, also under `set -e`. The shell ignores `set -e` in such a subshell, so
 * every command here checks for errors itself.
 *
 * The client is installed as AWS documents it, unless the image has it. The name of a new mount target can be resolved only
 * after a while, and the mount helper does not wait for it, so mounting is repeated. An entry of `/etc/fstab` is replaced
 * when its options change. The file is replaced by a rename, so a crash leaves either the old file or the new one.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prereq-policies.html (the client)
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html (the entry)
 */
export function mountScript({ fileSystemId, mountPoint, options }: ScriptedMount): string {
  const entryOptions = ['_netdev', 'nofail', ...options].join(',');
  return `
( # cdk-s3files: mount Amazon S3 Files
  target='${mountPoint}'
  entry='${fileSystemId}:/ ${mountPoint} s3files ${entryOptions} 0 0'
  fail() { echo "cdk-s3files: $target is not mounted: $1" >&2; exit 1; }
  repeat() { # <times> <seconds between them> <command>
    left=$1 pause=$2
    shift 2
    until "$@"; do
      left=$((left - 1))
      [ "$left" -gt 0 ] || return 1
      sleep "$pause"
    done
  }
  installed() { command -v mount.s3files > /dev/null; }
  install_client() {
    if (. /etc/os-release && [ "$ID" = amzn ]); then
      "$(command -v dnf || command -v yum)" -y install amazon-efs-utils
    else
      curl -fsSL ${INSTALLER} | sh -s -- --install
    fi
    installed
  }
  installed || repeat 5 15 install_client ||
    fail 'amazon-efs-utils 3.0.0 or later could not be installed, see the lines above'
  mkdir -p "$target" || fail 'the directory could not be made'
  grep -qxF "$entry" /etc/fstab || {
    cp -p /etc/fstab /etc/fstab.s3files &&
      awk -v target="$target" '/^#/ || !($2 == target && $3 == "s3files")' /etc/fstab > /etc/fstab.s3files &&
      echo "$entry" >> /etc/fstab.s3files &&
      mv /etc/fstab.s3files /etc/fstab
  } || fail '/etc/fstab could not be changed'
  mountpoint -q "$target" || repeat 12 10 mount "$target" ||
    fail 'mount failed, see the lines above and /var/log/amazon/efs'
) || true`.trimStart();
}
