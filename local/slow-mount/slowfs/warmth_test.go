package main

import (
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
)

var (
	one = fs.StableAttr{Ino: 1}
	two = fs.StableAttr{Ino: 2}
)

func expectRead(t *testing.T, w *warmth, file fs.StableAttr, now time.Time, upTo int64, wantReady time.Time, wantCold bool) {
	t.Helper()
	if ready, cold := w.read(file, now, upTo); !ready.Equal(wantReady) || cold != wantCold {
		t.Errorf("read gave %v, cold: %t; not %v, cold: %t", ready, cold, wantReady, wantCold)
	}
}

func TestAColdFileComesInAtItsRateAfterTheWait(t *testing.T) {
	w := newWarmth(time.Second, 1000)
	expectRead(t, w, one, noon, 1000, noon.Add(2*time.Second), true)
	expectRead(t, w, one, noon, 2000, noon.Add(3*time.Second), true)
}

func TestWhoReadsMeanwhileWaitsForTheSameTransfer(t *testing.T) {
	w := newWarmth(time.Second, 1000)
	w.read(one, noon, 1000)
	half := noon.Add(500 * time.Millisecond)
	expectRead(t, w, one, half, 1000, noon.Add(2*time.Second), true)
}

func TestAFileIsWarmOnceItCameIn(t *testing.T) {
	w := newWarmth(time.Second, 1000)
	w.read(one, noon, 1000)
	later := noon.Add(2 * time.Second)
	expectRead(t, w, one, later, 1000, later, false)
	expectRead(t, w, two, later, 0, later.Add(time.Second), true)
}

func TestAWrittenFileIsWarmUntilAllIsCooledOrItIsRemoved(t *testing.T) {
	w := newWarmth(time.Second, 0)
	w.written(one)
	w.written(two)
	expectRead(t, w, one, noon, 1000, noon, false)
	w.forget(one)
	expectRead(t, w, one, noon, 1000, noon.Add(time.Second), true)
	expectRead(t, w, two, noon, 1000, noon, false)
	w.cool()
	expectRead(t, w, two, noon, 1000, noon.Add(time.Second), true)
}

func TestAReadThatFindsAFileColdSaysSoThoughItNeedNotWait(t *testing.T) {
	w := newWarmth(0, 0)
	expectRead(t, w, one, noon, 1000, noon, true)
	expectRead(t, w, one, noon, 1000, noon, false)
}
