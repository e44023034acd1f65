import { roundTrips, roundTripsSince } from './mount-statistics';

const STATISTICS = `device proc mounted on /proc with fstype proc
device 10.7.0.1:/ mounted on /run/c0 with fstype nfs4 statvers=1.1
	opts:	rw,vers=4.1
	per-op statistics
	        NULL: 1 1 0 44 24 0 0 0 0
	        READ: 12 12 0 1200 2400 0 1 1 0
	EXCHANGE_ID: 2 2 0 10 10 0 0 0 0
	    SEQUENCE: 7 7 0 10 10 0 0 0 0

device 10.7.1.1:/ mounted on /run/c1 with fstype nfs4 statvers=1.1
	per-op statistics
	        READ: 900 900 0 1200 2400 0 1 1 0
`;

test('each mount has its own counts', () => {
  expect(roundTrips('/run/c0', STATISTICS)).toEqual({ NULL: 1, READ: 12, EXCHANGE_ID: 2, SEQUENCE: 7 });
  expect(roundTrips('/run/c1', STATISTICS)).toEqual({ READ: 900 });
});

test('a folder that is not mounted by NFS is an error, not a mount without requests', () => {
  expect(() => roundTrips('/proc', STATISTICS)).toThrow('nothing is mounted by NFS at /proc');
  expect(() => roundTrips('/run/c', STATISTICS)).toThrow('nothing is mounted by NFS at /run/c');
});

test('between two looks, what keeps the session alive does not count, nor what was not asked for', () => {
  const before = roundTrips('/run/c0', STATISTICS);
  expect(roundTripsSince(before, { ...before, READ: 15, OPEN: 2, SEQUENCE: 9 })).toEqual({ READ: 3, OPEN: 2 });
});
