#!/usr/bin/env bash
# The first process of the machine inside: starts a kernel NFS server and its clients, runs a command, and switches off.
# The kernel hands on NFS_FOLDER, a folder of the host that can be written to, as a variable; `settings` in it has the rest.
set -u
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/run
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/host /run/export /run/netns /run/modules/lib
mount -t hostfs -o "$NFS_FOLDER" none /run/host
. /run/host/settings

finish() {
  echo "$1" > /run/host/status
  sync
  poweroff -f
}
give_up() {
  echo "nfs: $1"
  finish 125
}

ip link set lo up
hostname nfs-server
ln -s /usr/lib/uml/modules /run/modules/lib/modules
for module in nfsd nfsv4 veth sch_netem; do
  modprobe -d /run/modules "$module" || give_up "the kernel module $module could not be loaded"
done

# What the server remembers of its clients, so that they get back what they had open when it starts again.
mount -t tmpfs tmpfs /var/lib/nfs
mkdir -p /var/lib/nfs/rpc_pipefs /var/lib/nfs/nfsdcld /var/lib/nfs/v4recovery
touch /var/lib/nfs/etab /var/lib/nfs/rmtab
mount -t rpc_pipefs rpc_pipefs /var/lib/nfs/rpc_pipefs
mount -t nfsd nfsd /proc/fs/nfsd
mount -t tmpfs -o size=800m tmpfs /run/export
chmod 0777 /run/export
nfsdcld >/dev/null 2>&1
rpc.mountd --foreground -N 3 >/dev/null 2>&1 &
echo 1048576 > /proc/fs/nfsd/max_block_size
# As short as the server takes it, so that a restart does not keep its clients waiting for minutes.
rpc.nfsd -N 3 --lease-time "$LEASE_SECONDS" --grace-time "$LEASE_SECONDS" "$SERVER_THREADS" || give_up 'the NFS server did not start'
exportfs -o rw,no_root_squash,no_subtree_check,fsid=0,sync,insecure '*:/run/export' || give_up 'nothing could be exported'

# A client is told from another by its name and its server's address: each has a network, and so a cache, of its own.
for ((i = 0; i < CLIENTS; i++)); do
  mkdir -p "/run/c$i"
  ip netns add "c$i"
  ip link add "server$i" type veth peer name "client$i" netns "c$i"
  ip addr add "10.7.$i.1/30" dev "server$i"
  ip link set "server$i" up
  ip -n "c$i" addr add "10.7.$i.2/30" dev "client$i"
  ip -n "c$i" link set lo up
  ip -n "c$i" link set "client$i" up
  if [ "$DELAY_MS" != 0 ]; then # half of it each way
    tc qdisc add dev "server$i" root netem delay "$((DELAY_MS * 500))us" limit 100000
    tc -n "c$i" qdisc add dev "client$i" root netem delay "$((DELAY_MS * 500))us" limit 100000
  fi
  echo "client$i" > /sys/module/nfs/parameters/nfs4_unique_id
  # The options of Amazon's mount helper, but TLS.
  nsenter --net="/run/netns/c$i" timeout 60 mount -t nfs4 \
    -o nfsvers=4.1,rsize=1048576,wsize=1048576,hard,timeo=600,retrans=2,noresvport "10.7.$i.1:/" "/run/c$i" ||
    give_up "client $i could not mount the file system"
done

cd "$WORKING_FOLDER" || give_up 'the working folder is not there'
"${COMMAND[@]}"
finish $?
